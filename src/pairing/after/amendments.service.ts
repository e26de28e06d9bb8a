/**
 * Changes after publication. What is published is never edited: each change is a draft of its own that keeps all other
 * pairs and becomes the published one by the same single field.
 */
import type { Person } from '../../course/roster/person.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Nudge } from '../../jobs/job.js';
import { couplesOf, type Board } from '../cohort/board.rules.js';
import type { Placing, Standing } from '../board/placing.rules.js';
import type { boardAnswers } from '../board/questions.rules.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { PairRulesStore } from '../cohort/pair-rules.store.js';
import type { Asking } from '../cohort/questions.rules.js';
import type { DraftsStore } from '../drafts/drafts.store.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { AfterStore } from '../publishing/after.store.js';
import type { InvitationsStore } from '../publishing/invitations.store.js';
import type { Doer } from '../words/doer.js';
import { materialiseMentorships, type Draft, type DraftPair } from '../words/draft.js';
import { placedBy } from '../board/edits.rules.js';
import { deedOf, type Carry } from '../history/audit.service.js';
import { pairIdOf } from '../words/keys.rules.js';
import type { EndReason, Happened } from '../words/history.js';
import { answerEnd, changeFrom, refusedKeys } from '../publishing/invitations.rules.js';
import type { AfterSettings } from '../words/invitation.js';
import { newInvitations, publishedPairs } from '../publishing/publishing.rules.js';
import { standingIn, type StandingParts, type Stands } from './standing.service.js';
import { fulfilled } from './requests.rules.js';
import type { Requests } from './requests.store.js';
import type { Load } from './load.rules.js';
import { seekersOf, shortCircles, withoutPairs, type Seeker } from './standing.rules.js';

/** With what every change is judged by. */
export interface Running extends Stands {
  board: Board;
}

export interface PlaceSheet extends Running {
  person: Person;
  why: Seeker['why'] | undefined;
  /** The pair that would be given up. */
  own: DraftPair | undefined;
  /** Least disturbance first. */
  placings: readonly Placing[];
}

export interface SeekersSheet {
  seekers: readonly Seeker[];
  people: ReadonlyMap<string, Person>;
  /** From when pairs are looked at again; undefined before a publication. */
  againFrom: Date | undefined;
  published: boolean;
  /** Of mentors' places; undefined among peers. */
  load: Load | undefined;
  /** Circles that are none any more. */
  short: readonly { pairId: string; members: readonly string[] }[];
}

const alternatives = 3;

export interface AmendmentParts extends StandingParts {
  rounds: StandingParts['rounds'] & Pick<RoundsStore, 'amend'>;
  drafts: Pick<DraftsStore, 'addDraft' | 'dropChange'>;
  pairRules: Pick<PairRulesStore, 'setPairRule'>;
  invitations: StandingParts['invitations'] & Pick<InvitationsStore, 'add'>;
  after: Pick<AfterStore, 'after' | 'saveAfter'>;
  cohorts: Pick<Cohorts, 'boardOf'>;
  ask: Pick<Asking<typeof boardAnswers>, 'placings' | 'placed'>;
  carry: Carry;
  requests: Requests;
  /** Asks the job that follows publications. */
  nudge: Nudge;
}

export type AmendmentsService = ReturnType<typeof amendmentsService>;

export function amendmentsService(parts: AmendmentParts) {
  const { rounds, drafts, pairRules, roster, invitations, after, requests, nudge, ask, carry } = parts;
  const { standingNow, ownNow, loadIn, waitingPlace } = standingIn(parts);
  const { boardOf } = parts.cohorts;

  async function running(courseId: string, now: Date): Promise<Running | undefined> {
    const found = await standingNow(courseId, now);
    return found && { ...found, board: await boardOf(courseId, found.published.setup, now) };
  }

  async function runs(courseId: string, now: Date): Promise<Stands> {
    const found = await standingNow(courseId, now);
    if (!found) throw new NotFound();
    return found;
  }

  /** @param by absent: Tandem itself */
  async function amend(
    courseId: string,
    { published }: Pick<Running, 'published'>,
    next: Standing,
    { now, by, happened }: { now: Date; by?: string; happened: readonly Happened[] },
  ): Promise<void> {
    const publicationId = published.publicationId ?? published.draftId;
    const invite = published.invites ? newId : undefined;
    const pairs = publishedPairs(next.pairs, published.pairs, { now, invite });
    const times = { invitedAt: now, dueAt: answerEnd(now, await after.after(courseId)) };
    await invitations.add(
      courseId,
      newInvitations(pairs, [...published.pairs, ...next.pairs], { ...times, publicationId }),
    );
    const before = new Set(published.pairs.map(({ pairId }) => pairId));
    const change: Draft = {
      ...{ ...published, draftId: newId(), pairs, unpaired: next.unpaired, proven: false },
      ...{ madeAt: now, madeBy: by ?? published.madeBy, publicationId },
      fresh: pairs.filter(({ pairId }) => !before.has(pairId)).map(({ members }) => members),
    };
    await drafts.addDraft(courseId, change);
    const deeds = happened.map((one) => deedOf(courseId, one));
    if (!(await rounds.amend(courseId, published.draftId, { draftId: change.draftId, publicationId }, deeds))) {
      await drafts.dropChange(courseId, change.draftId);
      throw new Conflict('draft_changed');
    }
    nudge(materialiseMentorships);
    await carry(courseId);
  }

  async function seekersIn(courseId: string, found: Stands): Promise<Seeker[]> {
    const { published, standing, over } = found;
    const refusedIds = new Set(over.flatMap(({ memberIds }) => memberIds));
    return seekersOf({ published, standing, requests: await requests.all(courseId), refusedIds });
  }

  /** What is asked about where somebody could go. */
  function placeOf({ published, standing, over }: Stands, personId: string, now: Date) {
    const { pairs, unpaired } = standing;
    const limits = { refused: refusedKeys(over) };
    return { standing: { pairs, unpaired }, setup: published.setup, at: now, personId, limits };
  }

  return {
    standing: standingNow,
    standingOfOne: ownNow,
    running,
    amend,

    /** Everybody for whom somebody has to look for a partner. */
    async seekers(courseId: string, now: Date): Promise<SeekersSheet> {
      const [found, settings, people] = await Promise.all([
        standingNow(courseId, now),
        after.after(courseId),
        roster.peopleById(courseId),
      ]);
      const seekers = found ? await seekersIn(courseId, found) : [];
      const againFrom = found && changeFrom(found.publishedAt, settings);
      const short = found ? shortCircles(found.published, found.learnerIds) : [];
      const load = found && (await loadIn(courseId, found));
      return { seekers, people, againFrom, published: found !== undefined, load, short };
    },

    /** Three ways to give this person a partner, or another one. */
    async placeSheet(courseId: string, personId: string, now: Date): Promise<PlaceSheet> {
      const found = await runs(courseId, now);
      const person = found.people.get(personId);
      if (!person || !found.learnerIds.includes(personId)) throw new NotFound();
      const own = found.standing.pairs.find(
        ({ members }) => members.includes(personId) && (found.published.form === 'peers' || members[1] === personId),
      );
      const seekers = await seekersIn(courseId, found);
      const why = seekers.find((seeker) => seeker.personId === personId)?.why;
      const asked = { ...placeOf(found, personId, now), most: alternatives };
      const placings = (await ask.placings(courseId, asked)) ?? [];
      const compared = new Set(placings.flatMap(({ comes }) => comes.flatMap(({ members }) => members)));
      const learners = [...found.people.values()].filter((one) => compared.has(one.personId));
      const board = await boardOf(courseId, asked.setup, now, learners);
      return { ...found, board, person, why, own, placings };
    },

    /** False when that choice does not exist any more. */
    async place(
      { courseId, personId: by }: Doer,
      { personId, placingId }: { personId: string; placingId: string },
      now: Date,
    ): Promise<boolean> {
      const found = await runs(courseId, now);
      const placed = await ask.placed(courseId, { ...placeOf(found, personId, now), placingId });
      if (!placed) return false;
      const { placing, standing } = placed;
      const next = { pairs: placedBy(by, found.published.pairs, standing.pairs), unpaired: standing.unpaired };
      const happened = { at: now, by, deed: 'placed', personIds: [personId, ...placing.withIds] } as const;
      await amend(courseId, found, next, { now, by, happened: [happened] });
      const ended = found.standing.pairs.filter(({ pairId }) => placing.goes.includes(pairId));
      const settled = fulfilled(await requests.all(courseId), personId, ended);
      await Promise.all(settled.map((one) => requests.takeBack(courseId, one.personId, one.pairId)));
      return true;
    },

    /** Ends a pair; what its people did and earned stays theirs. */
    async unmatch(
      { courseId, personId: by }: Doer,
      { pairId, reason, note, never }: { pairId: string; reason: EndReason; note?: string; never: boolean },
      now: Date,
    ): Promise<void> {
      const found = await runs(courseId, now);
      const pair = found.published.pairs.find((one) => one.pairId === pairId);
      if (!pair) throw new NotFound();
      if (never) {
        for (const personIds of couplesOf(pair.members)) {
          await pairRules.setPairRule(courseId, { kind: 'never', personIds }, { by, now });
        }
      }
      const why = { reason, ...(note !== undefined && { note }) };
      const happened = { at: now, by, deed: 'unmatched', personIds: pair.members, ...why } as const;
      const gone = [pairId, pairIdOf(pair.members.filter((member) => found.learnerIds.includes(member)))];
      await amend(courseId, found, withoutPairs(found.standing, gone, found.learnerIds), {
        now,
        by,
        happened: [happened],
      });
    },

    waitingPlace,

    settings: (courseId: string): Promise<AfterSettings> => after.after(courseId),
    saveSettings: (courseId: string, chosen: AfterSettings): Promise<void> => after.saveAfter(courseId, chosen),
  };
}
