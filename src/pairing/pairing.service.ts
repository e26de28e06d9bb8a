import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../roster/person.js';
import { Conflict, NotFound } from '../shared/errors.js';
import { newId, shortCode } from '../shared/ids.js';
import type { Logger } from '../web/log.js';
import { byPerson, comparisonOn } from './board.rules.js';
import { cohortsOf, type Doer, type PairingParts, type Seen } from './cohorts.service.js';
import type { Form } from './comparison.js';
import type { Draft, DraftPair, NeverPair, Pairings, Round } from './draft.js';
import type { DraftTask } from './drafting.rules.js';
import type { DraftMaker } from './drafting.service.js';
import { readinessOf, type Readiness } from './fairness.rules.js';
import { stateAt, undoEnd, undoUntil } from './making.rules.js';
import { comparedPeople } from './pairing.rules.js';

/** A small course's draft is ready by then, so its coordinator sees it at once. */
const patience = 1000;

export interface DraftChoice {
  form: Form;
  capacity: number;
  /** Which pairs stay as they are. */
  around: 'nothing' | 'locked' | 'published';
}

export interface Overview {
  round: Round | undefined;
  readiness: Readiness;
  people: ReadonlyMap<string, Person>;
  /** With the state it has now. */
  working: Draft | undefined;
  published: Draft | undefined;
  undoUntil: Date | undefined;
}

/** What a teacher may change about the pairing of a course. */
export interface SettingsSheet {
  topics: readonly string[];
  never: readonly NeverPair[];
  people: ReadonlyMap<string, Person>;
}

export type PairingService = ReturnType<typeof pairingService>;

export function pairingService(parts: PairingParts & { maker: DraftMaker; logger: Pick<Logger, 'error'> }) {
  const { rounds, drafts, nevers, roster, intake, maker, logger } = parts;
  const { cohort, draftOf } = cohortsOf(parts);
  const underWay = new Set<Promise<void>>();

  async function keptPairs(courseId: string, around: DraftChoice['around'], round: Round | undefined) {
    if (around === 'nothing') return [];
    const from = around === 'locked' ? round?.draftId : round?.publishedDraftId;
    const draft = await draftOf(courseId, from);
    return (draft?.pairs ?? []).filter((pair) => around === 'published' || pair.lockedBy !== undefined);
  }

  async function taskFor(doer: Doer, draft: Draft, kept: readonly DraftPair[]): Promise<DraftTask> {
    const { people, topics, never } = await cohort(doer.courseId);
    return {
      form: draft.form,
      capacity: draft.capacity,
      seed: Number.parseInt(shortCode(draft.draftId), 16),
      at: draft.madeAt,
      topics,
      people,
      locked: kept.map(({ members, lockedBy }) => ({ members, lockedBy: lockedBy ?? doer.personId })),
      never,
    };
  }

  async function make(courseId: string, draftId: string, task: DraftTask): Promise<void> {
    try {
      await drafts.finishDraft(courseId, draftId, await maker(task));
    } catch (problem) {
      logger.error({ code: 'draft_failed', draftId, err: problem });
      await drafts.failDraft(courseId, draftId);
    }
  }

  function inBackground(work: Promise<void>): Promise<void> {
    const guarded = work
      .catch((problem: unknown) => logger.error({ code: 'draft_lost', err: problem }))
      .finally(() => underWay.delete(guarded));
    underWay.add(guarded);
    return guarded;
  }

  /** Begins a draft and waits a moment for it: small courses see it at once, others a page that waits. */
  async function startDraft(doer: Doer, choice: DraftChoice, now: Date): Promise<void> {
    const { courseId, personId } = doer;
    const before = await rounds.round(courseId);
    const kept = await keptPairs(courseId, choice.around, before);
    const { form, capacity } = choice;
    await rounds.openRound(courseId, { form, capacity });
    const draft: Draft = {
      ...{ draftId: newId(), courseId, form, capacity, state: 'making', revision: 0 },
      ...{ madeAt: now, madeBy: personId, pairs: [], unpaired: [], proven: false },
    };
    await drafts.addDraft(courseId, draft);
    if (!(await rounds.workOn(courseId, before?.draftId, draft.draftId))) {
      await drafts.removeDraft(courseId, draft.draftId);
      throw new Conflict('draft_changed');
    }
    if (before?.draftId !== undefined) await drafts.removeDraft(courseId, before.draftId);
    const task = await taskFor(doer, draft, kept);
    await Promise.race([inBackground(make(courseId, draft.draftId, task)), wait(patience, undefined, { ref: false })]);
  }

  return {
    round: (courseId) => rounds.round(courseId),
    isMaterialised: (courseId, draftId) => rounds.isMaterialised(courseId, draftId),
    markMaterialised: (courseId, draftId) => rounds.markMaterialised(courseId, draftId),
    dueForMaterialising: () => rounds.dueForMaterialising(),

    async published(courseId) {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.publishedDraftId);
      if (!round?.publishedAt || !draft) return undefined;
      const { draftId, form, pairs } = draft;
      return { roundId: round.roundId, draftId, form, publishedAt: round.publishedAt, pairs };
    },

    async waitingDraft(courseId) {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.draftId);
      return draft?.state === 'ready' ? { pairs: draft.pairs.length, madeAt: draft.madeAt } : undefined;
    },

    async compared(courseId, { form, first, second }, now) {
      const pair = await Promise.all(
        [first, second].map(async (personId) => ({ personId, answers: await intake.profile(courseId, personId) })),
      );
      const { people, lexicon } = comparedPeople(pair, await intake.topics(courseId), now);
      const board = { form, people: byPerson(people), lexicon, never: new Set<string>() };
      return comparisonOn(board, first, second);
    },

    async overview(courseId: string, now: Date): Promise<Overview> {
      const [round, { people, topics }, byId] = await Promise.all([
        rounds.round(courseId),
        cohort(courseId),
        roster.peopleById(courseId),
      ]);
      const [working, published] = await Promise.all([
        draftOf(courseId, round?.draftId),
        draftOf(courseId, round?.publishedDraftId),
      ]);
      const choice = { form: round?.form ?? ('mentoring' as const), capacity: round?.capacity ?? 1 };
      const compared = comparedPeople(people, topics, now);
      return {
        round,
        readiness: readinessOf(people, compared.people, { ...choice, topics }),
        people: byId,
        working: working && { ...working, state: stateAt(working, now) },
        published,
        undoUntil: undoUntil(round, now),
      };
    },

    startDraft,

    /** A new draft around the locked pairs of the one that was seen. */
    async redraft(doer: Doer, seen: Seen, now: Date): Promise<void> {
      const round = await rounds.round(doer.courseId);
      const draft = await draftOf(doer.courseId, round?.draftId);
      if (draft?.draftId !== seen.draftId || draft.revision !== seen.revision) throw new Conflict('draft_changed');
      await startDraft(doer, { form: draft.form, capacity: draft.capacity, around: 'locked' }, now);
    },

    /** Learners see it from the moment this returns. Repeating a publication that broke off halfway completes it. */
    async publish({ courseId, personId }: Doer, seen: Seen, now: Date): Promise<void> {
      const round = await rounds.round(courseId);
      if (round?.draftId !== seen.draftId) throw new Conflict('draft_changed');
      if (!(await drafts.closeDraft(courseId, seen.draftId, seen.revision))) throw new Conflict('draft_changed');
      const done = { by: personId, now, undoUntil: undoEnd(now) };
      const flip = { draftId: seen.draftId, previous: round.publishedDraftId };
      if (!(await rounds.publish(courseId, flip, done))) throw new Conflict('draft_changed');
    },

    /** What was published before counts again; the pairs come back as a draft, unless another is being worked on. */
    async undo({ courseId, personId }: Doer, now: Date): Promise<void> {
      const round = await rounds.round(courseId);
      if (!round || !undoUntil(round, now)) throw new Conflict('undo_over');
      const published = await draftOf(courseId, round.publishedDraftId);
      if (!published) throw new NotFound();
      // A copy: what was published once is never edited, so whoever still follows it reads one truth.
      const copy = { ...published, draftId: newId(), state: 'ready' as const, revision: 0, madeBy: personId };
      if (round.draftId === undefined) await drafts.addDraft(courseId, copy);
      const flip = { publishedDraftId: published.draftId, previous: round.previousDraftId, working: round.draftId };
      const done = await rounds.unpublish(courseId, flip, round.draftId ?? copy.draftId);
      if (!done) throw new Conflict('draft_changed');
    },

    async settings(courseId: string): Promise<SettingsSheet> {
      const [topics, never, people] = await Promise.all([
        intake.topics(courseId),
        nevers.nevers(courseId),
        roster.peopleById(courseId),
      ]);
      return { topics, never, people };
    },

    saveTopics: (courseId: string, topics: readonly string[]) => intake.saveTopics(courseId, topics),
    removeNever: (courseId: string, neverId: string): Promise<void> => nevers.removeNever(courseId, neverId),

    /** Resolves when no draft is being made in this process. */
    async settled(): Promise<void> {
      await Promise.all(underWay);
    },
  } satisfies Pairings & Record<string, unknown>;
}
