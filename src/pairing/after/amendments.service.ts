/**
 * Changes after publication. What is published is never edited: each change is a draft of its own that keeps all other
 * pairs and becomes the published one by the same single field.
 */
import type { Person } from '../../roster/person.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Nudge } from '../../jobs/job.js';
import { couplesOf, type Board } from '../board.rules.js';
import { placingsFor, withPlacing, type Placing, type Standing } from '../board/places.rules.js';
import { cohortsOf, type Doer, type PairingParts } from '../cohorts.service.js';
import type { Draft, DraftPair } from '../draft.js';
import type { EndReason } from '../history/history.js';
import { answerEnd, refusedKeys, stateOfInvitation } from '../invitations/invitations.rules.js';
import type { AfterSettings, Invitation } from '../invitations/invitation.js';
import { newInvitations, publishedPairs } from './publishing.rules.js';
import type { RequestsStore } from './requests.store.js';
import { lineOf, seekersOf, standingOf, withoutPairs, type Seeker } from './standing.rules.js';

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
  settings: AfterSettings;
  published: boolean;
}

const alternatives = 3;

export interface AmendmentParts extends PairingParts {
  requests: RequestsStore;
  /** Asks the job that follows publications. */
  nudge: Nudge;
}

export type AmendmentsService = ReturnType<typeof amendmentsService>;

export function amendmentsService(parts: AmendmentParts) {
  const { rounds, drafts, pairRules, roster, intake, history, invitations, after, requests, nudge } = parts;
  const { boardOf, draftOf } = cohortsOf(parts);

  async function standingNow(courseId: string, now: Date): Promise<Stands | undefined> {
    const round = await rounds.round(courseId);
    const published = await draftOf(courseId, round?.publishedDraftId);
    if (!published || !round?.publishedAt) return undefined;
    const [learners, people, invited] = await Promise.all([
      roster.learners(courseId),
      roster.peopleById(courseId),
      published.invites ? invitations.all(courseId) : [],
    ]);
    const learnerIds = learners.map(({ personId }) => personId);
    const standing = standingOf(published, learnerIds);
    const over = invited.filter((one) => ['declined', 'expired'].includes(stateOfInvitation(one, now)));
    const open = invited.filter((one) => stateOfInvitation(one, now) !== 'accepted');
    const openIds = new Set(open.map(({ invitationId }) => invitationId));
    return { published, publishedAt: round.publishedAt, standing, learnerIds, people, over, openIds };
  }

  async function running(courseId: string, now: Date): Promise<Running | undefined> {
    const found = await standingNow(courseId, now);
    return found && { ...found, board: await boardOf(courseId, found.published.setup, now) };
  }

  async function runs(courseId: string, now: Date): Promise<Running> {
    const found = await running(courseId, now);
    if (!found) throw new NotFound();
    return found;
  }

  /** @param by absent: Tandem itself */
  async function amend(
    courseId: string,
    { published }: Pick<Running, 'published'>,
    next: Standing,
    { now, by }: { now: Date; by?: string },
  ): Promise<void> {
    const invite = published.invites ? newId : undefined;
    const pairs = publishedPairs(next.pairs, published.pairs, { now, invite });
    const times = { invitedAt: now, dueAt: answerEnd(now, await after.after(courseId)) };
    await invitations.add(courseId, newInvitations(pairs, [...published.pairs, ...next.pairs], times));
    const before = new Set(published.pairs.map(({ pairId }) => pairId));
    const change: Draft = {
      ...{ ...published, draftId: newId(), pairs, unpaired: next.unpaired, proven: false },
      ...{ madeAt: now, madeBy: by ?? published.madeBy, publicationId: published.publicationId ?? published.draftId },
      fresh: pairs.filter(({ pairId }) => !before.has(pairId)).map(({ members }) => members),
    };
    await drafts.addDraft(courseId, change);
    if (!(await rounds.amend(courseId, published.draftId, change.draftId))) {
      await drafts.dropChange(courseId, change.draftId);
      throw new Conflict('draft_changed');
    }
    nudge('materialise-mentorships');
  }

  async function seekersIn(courseId: string, found: Stands): Promise<Seeker[]> {
    const { published, standing, over } = found;
    const refusedIds = new Set(over.flatMap(({ memberIds }) => memberIds));
    return seekersOf({ published, standing, requests: await requests.all(courseId), refusedIds });
  }

  function placingsOf({ board, standing, over }: Running, personId: string): Placing[] {
    return placingsFor(board, standing, personId, { refused: refusedKeys(over) });
  }

  return {
    standing: standingNow,
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
      return { seekers, people, settings, published: found !== undefined };
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
      return { ...found, person, why, own, placings: placingsOf(found, personId).slice(0, alternatives) };
    },

    /** False when that choice does not exist any more. */
    async place(
      { courseId, personId: by }: Doer,
      { personId, placingId }: { personId: string; placingId: string },
      now: Date,
    ): Promise<boolean> {
      const found = await runs(courseId, now);
      const placing = placingsOf(found, personId).find((one) => one.placingId === placingId);
      if (!placing) return false;
      const { pairs, unpaired } = withPlacing(found.board, found.standing, placing);
      await amend(courseId, found, { pairs, unpaired }, { now, by });
      await Promise.all(placing.goes.map((pairId) => requests.takeBack(courseId, personId, pairId)));
      await history.note(courseId, { at: now, by, deed: 'placed', personIds: [personId, ...placing.withIds] });
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
      await amend(courseId, found, withoutPairs(found.standing, [pairId], found.learnerIds), { now, by });
      const why = { reason, ...(note !== undefined && { note }) };
      await history.note(courseId, { at: now, by, deed: 'unmatched', personIds: pair.members, ...why });
    },

    /** Where somebody without a partner stands among those who wait for one; undefined when they do not wait. */
    async waitingPlace(
      courseId: string,
      personId: string,
      now: Date,
    ): Promise<{ position: number; of: number } | undefined> {
      const found = await standingNow(courseId, now);
      if (!found?.standing.unpaired.some((one) => one.personId === personId)) return undefined;
      const profiles = await intake.profiles(courseId);
      const sentAt = new Map([...profiles].map(([id, { completedAt }]) => [id, completedAt]));
      const line = lineOf(
        found.standing.unpaired.map((one) => one.personId),
        sentAt,
      );
      const place = line.indexOf(personId);
      return place < 0 ? undefined : { position: place + 1, of: line.length };
    },

    settings: (courseId: string): Promise<AfterSettings> => after.after(courseId),
    saveSettings: (courseId: string, chosen: AfterSettings): Promise<void> => after.saveAfter(courseId, chosen),
  };
}
