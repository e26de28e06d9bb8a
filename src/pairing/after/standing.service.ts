/** What runs in a course now, and who waits for what. */
import { besideRows } from '../../shared/beside-rows.js';
import { byName } from '../../course/roster/people.rules.js';
import type { Person, Roster } from '../../course/roster/person.js';
import type { Standing } from '../board/placing.rules.js';
import type { MentorMarksStore } from '../cohort/mentor-marks.store.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { Working } from '../drafts/working.service.js';
import type { Intake } from '../intake/profile.js';
import type { AfterStore } from '../publishing/after.store.js';
import type { InvitationsStore } from '../publishing/invitations.store.js';
import type { Draft, DraftPair } from '../words/draft.js';
import type { Invitation } from '../words/invitation.js';
import { changeFrom, stateOfInvitation } from '../publishing/invitations.rules.js';
import { loadOf, sideOf, type Load, type MentorFacts } from './load.rules.js';
import { lineOf, standingOf } from './standing.rules.js';

/** What runs now, as far as its people are in the course. */
export interface Stands {
  published: Draft;
  publishedAt: Date;
  standing: Standing;
  learnerIds: readonly string[];
  people: ReadonlyMap<string, Person>;
  /** Invitations that came to nothing. */
  over: readonly Invitation[];
  /** Invitations that not everybody has accepted. */
  openIds: ReadonlySet<string>;
}

/** The pairs of one person as far as their people are in the course, read without everybody else. */
export type OwnStands = Pick<Stands, 'publishedAt' | 'people' | 'openIds'> & { pairs: readonly DraftPair[] };

/** Where somebody without a partner stands among those who wait for the same, with what can be known of how long. */
export interface WaitingPlace {
  position: number;
  of: number;
  waitsFor: 'mentor' | 'mentee' | 'peer';
  /** Places with mentors that nobody has. */
  free: number;
  /** When all pairs are looked at again, if that is to come. */
  againFrom: Date | undefined;
}

export interface StandingParts {
  rounds: Pick<RoundsStore, 'round' | 'publishedIds'>;
  invitations: Pick<InvitationsStore, 'all' | 'of'>;
  after: Pick<AfterStore, 'after'>;
  marks: Pick<MentorMarksStore, 'marks'>;
  roster: Pick<Roster, 'peopleById'>;
  intake: Pick<Intake, 'profiles'>;
  working: Pick<Working, 'draftOf'>;
}

export function standingIn({ rounds, roster, intake, invitations, after, marks, working }: StandingParts) {
  const { draftOf } = working;

  async function standingNow(courseId: string, now: Date): Promise<Stands | undefined> {
    const round = await rounds.round(courseId);
    const published = await draftOf(courseId, round?.publishedDraftId);
    if (!published || !round?.publishedAt) return undefined;
    const [people, invited, publishedIds] = await Promise.all([
      roster.peopleById(courseId),
      published.invites ? invitations.all(courseId) : [],
      rounds.publishedIds(courseId).then((ids) => new Set(ids)),
    ]);
    const { learnerIds, standing } = standingAmong(published, people);
    const counting = invited.filter(({ publicationId }) => publishedIds.has(publicationId));
    const over = counting.filter((one) => ['declined', 'expired'].includes(stateOfInvitation(one, now)));
    const openIds = openIn(invited, now);
    return { published, publishedAt: round.publishedAt, standing, learnerIds, people, over, openIds };
  }

  async function ownNow(courseId: string, personId: string, now: Date): Promise<OwnStands | undefined> {
    const round = await rounds.round(courseId);
    const published = await draftOf(courseId, round?.publishedDraftId);
    if (!published || !round?.publishedAt) return undefined;
    const mine = pairsByPerson(published.pairs).get(personId) ?? [];
    const memberIds = [...new Set(mine.flatMap(({ members }) => members))];
    const [people, invited] = await Promise.all([
      memberIds.length === 0 ? new Map<string, Person>() : roster.peopleById(courseId, memberIds),
      mine.some(({ invitationId }) => invitationId !== undefined) ? invitations.of(courseId, personId) : [],
    ]);
    const { pairs } = standingOf({ pairs: mine, unpaired: [] }, learnersIn(people).map(idOf));
    const own = pairs.filter(({ members }) => members.includes(personId));
    return { publishedAt: round.publishedAt, pairs: own, people, openIds: openIn(invited, now) };
  }

  async function isPaired(courseId: string, personId: string, now: Date): Promise<boolean> {
    const own = await ownNow(courseId, personId, now);
    return own !== undefined && own.pairs.length > 0;
  }

  async function mentorFacts(courseId: string, { published }: Stands): Promise<MentorFacts> {
    const [profiles, marked] = await Promise.all([intake.profiles(courseId), marks.marks(courseId)]);
    return { setup: published.setup, profiles, marks: marked };
  }

  async function loadIn(courseId: string, found: Stands): Promise<Load | undefined> {
    if (found.published.form === 'peers') return undefined;
    const { profiles, marks: marked } = await mentorFacts(courseId, found);
    return loadAmong(found.published)(found.standing)(profiles)(marked);
  }

  return {
    standingNow,
    ownNow,
    loadIn,

    /** Where somebody without a partner stands among those who wait for one; undefined when they do not wait. */
    async waitingPlace(courseId: string, personId: string, now: Date): Promise<WaitingPlace | undefined> {
      // Most have a partner: that is known without everybody else.
      if (await isPaired(courseId, personId, now)) return undefined;
      const found = await standingNow(courseId, now);
      if (!found?.standing.unpaired.some((one) => one.personId === personId)) return undefined;
      const facts = await mentorFacts(courseId, found);
      const alike = found.published.form === 'peers' ? undefined : sideOf(personId, facts);
      const waiting = found.standing.unpaired.map(idOf).filter((id) => !alike || sideOf(id, facts) === alike);
      const line = lineOf(waiting, new Map([...facts.profiles].map(([id, { completedAt }]) => [id, completedAt])));
      const place = line.indexOf(personId);
      if (place < 0) return undefined;
      const { taken, all } = loadOf(found.standing, facts);
      const from = changeFrom(found.publishedAt, await after.after(courseId));
      return {
        ...{ position: place + 1, of: line.length, free: Math.max(0, all - taken) },
        waitsFor: alike === undefined ? 'peer' : alike === 'mentor' ? 'mentee' : 'mentor',
        againFrom: from > now ? from : undefined,
      };
    },
  };
}

/** Of the same publication and the same people it is the same. */
const standingOfPublished = besideRows((published: Draft) =>
  besideRows((people: ReadonlyMap<string, Person>) => {
    const learnerIds = learnersIn(people).sort(byName).map(idOf);
    return { learnerIds, standing: standingOf(published, learnerIds) };
  }),
);

const loadAmong = besideRows(({ setup }: Draft) =>
  besideRows((standing: Standing) =>
    besideRows((profiles: MentorFacts['profiles']) =>
      besideRows((marks: MentorFacts['marks']) => loadOf(standing, { setup, profiles, marks })),
    ),
  ),
);

function standingAmong(published: Draft, people: ReadonlyMap<string, Person>) {
  return standingOfPublished(published)(people);
}

function idOf({ personId }: { personId: string }): string {
  return personId;
}

function learnersIn(people: ReadonlyMap<string, Person>): Person[] {
  return [...people.values()].filter(({ role, status }) => role === 'learner' && status === 'active');
}

function openIn(invited: readonly Invitation[], now: Date): Set<string> {
  const open = invited.filter((one) => stateOfInvitation(one, now) !== 'accepted');
  return new Set(open.map(({ invitationId }) => invitationId));
}

/** Of a published draft, whose pairs are kept from page to page. */
const pairsByPerson = besideRows((pairs: readonly DraftPair[]): ReadonlyMap<string, readonly DraftPair[]> => {
  const found = new Map<string, DraftPair[]>();
  for (const pair of pairs) {
    for (const personId of pair.members) {
      const theirs = found.get(personId);
      if (theirs) theirs.push(pair);
      else found.set(personId, [pair]);
    }
  }
  return found;
});
