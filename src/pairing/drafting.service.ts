/** Makes a draft in a thread of its own, so that no request waits for it. */
import type { DraftResult } from './draft.js';
import type { DraftTask } from './draft-cohort.rules.js';
import { SolveCancelled } from './solver/index.js';
import { runInThread, type Progress } from './solver/worker.js';

export interface MakerOptions {
  /** Ends the thread at once. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** Undefined when it was told to stop; rejects when the thread breaks or ends without an answer. */
export type DraftMaker = (task: DraftTask, options?: MakerOptions) => Promise<DraftResult | undefined>;

export const draftInWorker: DraftMaker = async (task, options = {}) => {
  try {
    return await runInThread<DraftResult>(new URL('./pairing.worker.js', import.meta.url), task, options);
  } catch (problem) {
    if (problem instanceof SolveCancelled) return undefined;
    throw problem;
  }
};
