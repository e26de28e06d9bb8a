import type { Person } from '../roster/person.js';
import { Conflict, NotFound } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import { boardFor, comparisonOn } from './board.rules.js';
import { cohortsOf, type Doer, type PairingParts, type Seen } from './cohorts.service.js';
import { newInvitations, plainPair, publishedPairs } from './after/publishing.rules.js';
import type { Draft, DraftPair, Pairings, Round } from './draft.js';
import { answerEnd } from './invitations/invitations.rules.js';
import { taskFor, type Making } from './making.service.js';
import { stateAt, undoEnd, undoUntil } from './making.rules.js';
import { readinessOf, type Readiness } from './readiness.rules.js';
import { choosingOf, formOf, withForm, type Mode, type PairingSetup } from './setup.js';

export interface DraftChoice {
  mode: Mode;
  capacity: number;
  /** Which pairs stay as they are. */
  around: 'nothing' | 'locked' | 'published';
}

export interface Overview {
  round: Round | undefined;
  setup: PairingSetup;
  readiness: Readiness;
  people: ReadonlyMap<string, Person>;
  /** With the state it has now. */
  working: Draft | undefined;
  published: Draft | undefined;
  undoUntil: Date | undefined;
}

export type PairingService = ReturnType<typeof pairingService>;

export function pairingService(parts: PairingParts & { making: Making }) {
  const { rounds, drafts, setups, roster, making, history, invitations, after } = parts;
  const { facts, factsOfTwo, draftOf } = cohortsOf(parts);

  async function keptPairs(courseId: string, around: DraftChoice['around'], round: Round | undefined) {
    if (around === 'nothing') return [];
    const from = around === 'locked' ? round?.draftId : round?.publishedDraftId;
    const draft = await draftOf(courseId, from);
    return (draft?.pairs ?? []).filter((pair) => around === 'published' || pair.lockedBy !== undefined);
  }

  /** Begins a draft by this setup and waits a moment for it: small courses see it at once, others a page that waits. */
  async function begin(doer: Doer, setup: PairingSetup, around: DraftChoice['around'], now: Date): Promise<void> {
    const { courseId, personId } = doer;
    const before = await rounds.openRound(courseId);
    const kept = await keptPairs(courseId, around, before);
    const earlier = (await draftOf(courseId, before.draftId)) ?? (await draftOf(courseId, before.publishedDraftId));
    const draft: Draft = {
      ...{ draftId: newId(), courseId, form: formOf(setup.mode), setup, state: 'making', revision: 0 },
      ...{ madeAt: now, madeBy: personId, pairs: [], unpaired: [], proven: false },
      ...(earlier && earlier.pairs.length > 0 && { before: earlier.pairs.map(({ members }) => members) }),
    };
    await drafts.addDraft(courseId, draft);
    if (!(await rounds.workOn(courseId, before.draftId, draft.draftId))) {
      await drafts.removeDraft(courseId, draft.draftId);
      throw new Conflict('draft_changed');
    }
    if (before.draftId !== undefined) await drop(courseId, before.draftId);
    const deed = around === 'locked' ? 'remade' : 'made';
    await history.note(courseId, { at: now, by: personId, deed, personIds: [] });
    await making.begin(courseId, draft.draftId, taskFor(draft, await facts(courseId), kept));
  }

  /** All but those whose invitation somebody has not accepted. */
  async function runningPairs(courseId: string, { pairs }: Draft): Promise<DraftPair[]> {
    if (pairs.every(({ invitationId }) => invitationId === undefined)) return pairs;
    const accepted = await invitations.acceptedIds(courseId);
    return pairs.filter(({ invitationId }) => invitationId === undefined || accepted.has(invitationId));
  }

  /** No edit from now on; with its invitations, which count only once a published draft names them. */
  async function close(
    courseId: string,
    seen: Seen,
    { before, now, invite }: { before: string | undefined; now: Date; invite: boolean },
  ): Promise<number> {
    const draft = await draftOf(courseId, seen.draftId);
    const earlier = (await draftOf(courseId, before))?.pairs ?? [];
    const pairs = publishedPairs(draft?.pairs ?? [], earlier, { now, invite: invite ? newId : undefined });
    const times = { invitedAt: now, dueAt: answerEnd(now, await after.after(courseId)) };
    await invitations.add(courseId, newInvitations(pairs, earlier, times));
    const closed = await drafts.closeDraft(courseId, seen, { pairs, invites: invite });
    if (!closed) throw new Conflict('draft_changed');
    return pairs.length;
  }

  async function drop(courseId: string, draftId: string): Promise<void> {
    making.cancel(draftId);
    await drafts.removeDraft(courseId, draftId);
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
      const { draftId, form } = draft;
      const pairs = await runningPairs(courseId, draft);
      return { roundId: round.roundId, draftId, form, publishedAt: round.publishedAt, pairs };
    },

    async isChoosing(courseId) {
      const [round, { mode }] = await Promise.all([rounds.round(courseId), setups.setup(courseId)]);
      return round?.publishedDraftId === undefined && choosingOf(mode) !== undefined;
    },

    async waitingDraft(courseId) {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.draftId);
      return draft?.state === 'ready' ? { pairs: draft.pairs.length, madeAt: draft.madeAt } : undefined;
    },

    async compared(courseId, { form, first, second }, now) {
      const [setup, known] = await Promise.all([setups.setup(courseId), factsOfTwo(courseId, [first, second])]);
      return comparisonOn(boardFor(withForm(setup, form), known, now), first, second);
    },

    async overview(courseId: string, now: Date): Promise<Overview> {
      const [round, setup, known, people] = await Promise.all([
        rounds.round(courseId),
        setups.setup(courseId),
        facts(courseId),
        roster.peopleById(courseId),
      ]);
      const [working, published] = await Promise.all([
        draftOf(courseId, round?.draftId),
        draftOf(courseId, round?.publishedDraftId),
      ]);
      return {
        ...{ round, setup, people, published },
        readiness: readinessOf({ ...known, setup, seed: 1, at: now, locked: [] }),
        working: working && { ...working, state: stateAt(working, now) },
        undoUntil: undoUntil(round, now),
      };
    },

    /** The mode and the places that were chosen stay chosen. */
    async startDraft(doer: Doer, { mode, capacity, around }: DraftChoice, now: Date): Promise<void> {
      const setup = { ...(await setups.setup(doer.courseId)), mode, capacity };
      await setups.saveSetup(doer.courseId, setup);
      await begin(doer, setup, around, now);
    },

    /** A new draft around the locked pairs of the one that was seen, by what is set up now. */
    async redraft(doer: Doer, seen: Seen, now: Date): Promise<void> {
      const round = await rounds.round(doer.courseId);
      const draft = await draftOf(doer.courseId, round?.draftId);
      if (draft?.draftId !== seen.draftId || draft.revision !== seen.revision) throw new Conflict('draft_changed');
      await begin(doer, await setups.setup(doer.courseId), 'locked', now);
    },

    /** Stops the making of this draft; what is published stays. */
    async cancel(courseId: string, draftId: string): Promise<void> {
      if (!(await rounds.workOn(courseId, draftId, undefined))) throw new Conflict('draft_changed');
      await drop(courseId, draftId);
    },

    /**
     * Learners see it from the moment this returns: their partner, or with `invite` an invitation. Repeating a
     * publication that broke off halfway completes it.
     */
    async publish({ courseId, personId }: Doer, seen: Seen, now: Date, invite = false): Promise<void> {
      const round = await rounds.round(courseId);
      if (round?.draftId !== seen.draftId) throw new Conflict('draft_changed');
      const pairs = await close(courseId, seen, { before: round.publishedDraftId, now, invite });
      const done = { by: personId, now, undoUntil: undoEnd(now) };
      const flip = { draftId: seen.draftId, previous: round.publishedDraftId };
      if (!(await rounds.publish(courseId, flip, done))) throw new Conflict('draft_changed');
      const deed = invite ? 'invited' : 'published';
      await history.note(courseId, { at: now, by: personId, deed, personIds: [], count: pairs });
    },

    /** What was published before counts again; the pairs come back as a draft, unless another is being worked on. */
    async undo({ courseId, personId }: Doer, now: Date): Promise<void> {
      const round = await rounds.round(courseId);
      if (!round || !undoUntil(round, now)) throw new Conflict('undo_over');
      const published = await draftOf(courseId, round.publishedDraftId);
      if (!published) throw new NotFound();
      // A copy: what was published once is never edited, so whoever still follows it reads one truth.
      const { publicationId = published.draftId, form, setup, unpaired, proven, madeAt } = published;
      const copy: Draft = {
        ...{ draftId: newId(), courseId, form, setup, unpaired, proven, madeAt, madeBy: personId },
        ...{ state: 'ready', revision: 0, pairs: published.pairs.map(plainPair) },
      };
      if (round.draftId === undefined) await drafts.addDraft(courseId, copy);
      const flip = { publishedDraftId: published.draftId, previous: round.previousDraftId, working: round.draftId };
      const done = await rounds.unpublish(courseId, flip, round.draftId ?? copy.draftId);
      if (!done) throw new Conflict('draft_changed');
      await drafts.withdrawPublication(courseId, publicationId);
      await history.note(courseId, { at: now, by: personId, deed: 'undone', personIds: [] });
    },

    /** Resolves when no draft is being made in this process. */
    settled: (): Promise<void> => making.settled(),
  } satisfies Pairings & Record<string, unknown>;
}
