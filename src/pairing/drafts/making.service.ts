/** Has drafts made in a thread, so that no request waits for one. */
import { setTimeout as wait } from 'node:timers/promises';
import { shortCode } from '../../shared/ids.js';
import type { Logger } from '../../web/log.js';
import type { Draft, DraftPair } from '../words/draft.js';
import type { DraftOrder, TrialOrder } from './drafting.rules.js';
import type { DraftMaker } from './drafting.service.js';
import type { DraftsStore } from './drafts.store.js';
import type { Locked } from '../cohort/draft-cohort.rules.js';
import type { PackedFacts } from '../cohort/facts.rules.js';
import type { Moved } from './moves.rules.js';

/** A small course's draft is ready by then, so its coordinator sees it at once. */
const patience = 1000;

export interface MakingParts {
  drafts: DraftsStore;
  maker: DraftMaker;
  logger: Pick<Logger, 'error'>;
}

export type Making = ReturnType<typeof makingOf>;

/** @param before pairs that stay whatever their score, and those that earn a bonus for staying */
export function orderFor(
  draft: Draft,
  facts: PackedFacts,
  before: { kept: readonly DraftPair[]; stay?: readonly DraftPair[] },
): DraftOrder {
  const { setup, draftId, madeAt, madeBy } = draft;
  const locked = before.kept.map(({ members, lockedBy, lockedFor, placedBy }): Locked => ({
    ...(lockedBy === undefined
      ? { members, lockedBy: madeBy, lockedFor: 'published' }
      : { members, lockedBy, ...(lockedFor && { lockedFor }) }),
    ...(placedBy !== undefined && { placedBy }),
  }));
  const stay = before.stay?.map(({ members }) => members);
  return { facts, setup, seed: seedOf(draftId), at: madeAt, locked, ...(stay && { stay }) };
}

/** The same draft is made again from the same id. */
export function seedOf(draftId: string): number {
  return Number.parseInt(shortCode(draftId), 16);
}

export function makingOf({ drafts, maker, logger }: MakingParts) {
  const underWay = new Set<Promise<void>>();
  /** By draft: stops its thread. */
  const stops = new Map<string, AbortController>();

  async function make(courseId: string, draftId: string, order: DraftOrder): Promise<void> {
    const stop = new AbortController();
    stops.set(draftId, stop);
    try {
      const onProgress = ({ stage }: { stage: string }) =>
        void inBackground(drafts.noteStage(courseId, draftId, stage));
      const result = await maker.draft(order, { signal: stop.signal, onProgress });
      if (result) await drafts.finishDraft(courseId, draftId, result);
    } catch (problem) {
      logger.error({ code: 'draft_failed', draftId, err: problem });
      await drafts.failDraft(courseId, draftId);
    } finally {
      stops.delete(draftId);
    }
  }

  function inBackground(work: Promise<void>): Promise<void> {
    const guarded = work
      .catch((problem: unknown) => logger.error({ code: 'draft_lost', err: problem }))
      .finally(() => underWay.delete(guarded));
    underWay.add(guarded);
    return guarded;
  }

  return {
    /** Waits a moment for it: small courses see it at once, others a page that waits. */
    async begin(courseId: string, draftId: string, order: DraftOrder): Promise<void> {
      const made = inBackground(make(courseId, draftId, order));
      await Promise.race([made, wait(patience, undefined, { ref: false })]);
    },

    /** Frees this machine; where another process makes it, its answer is dropped when it comes. */
    cancel(draftId: string): void {
      stops.get(draftId)?.abort();
    },

    /** Undefined when it takes longer than `milliseconds`. */
    async trial(order: TrialOrder, milliseconds: number): Promise<Moved | undefined> {
      return maker.trial(order, { signal: AbortSignal.timeout(milliseconds) });
    },

    /** Resolves when no draft is being made in this process. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
