/** Makes a draft in a thread of its own, so that no request waits for it. */
import type { DraftResult } from '../words/draft.js';
import type { DraftOrder, TrialOrder } from './drafting.rules.js';
import type { Moved } from './moves.rules.js';
import { SolveCancelled } from '../../matching/index.js';
import { runInThread, type Progress } from '../../matching/worker.js';

export interface MakerOptions {
  /** Ends the thread at once. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** Each is undefined when it was told to stop, and rejects when the thread breaks or ends without an answer. */
export interface DraftMaker {
  draft(order: DraftOrder, options?: MakerOptions): Promise<DraftResult | undefined>;
  trial(order: TrialOrder, options?: MakerOptions): Promise<Moved | undefined>;
}

export const draftInWorker: DraftMaker = {
  draft: (order, options) => inThread<DraftResult>(order, options),
  trial: (order, options) => inThread<Moved>(order, options),
};

async function inThread<Made>(order: DraftOrder, options: MakerOptions = {}): Promise<Made | undefined> {
  try {
    return await runInThread<Made>(new URL('./pairing.worker.js', import.meta.url), order, options);
  } catch (problem) {
    if (problem instanceof SolveCancelled) return undefined;
    throw problem;
  }
}
