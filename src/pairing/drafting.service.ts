/** Makes a draft in a thread of its own, so that no request waits for it. */
import { startWorker } from '../workers.js';
import type { DraftResult } from './draft.js';
import type { DraftTask } from './drafting.rules.js';

export type DraftMaker = (task: DraftTask) => Promise<DraftResult>;

/** Rejects when the thread breaks or ends without an answer. */
export const draftInWorker: DraftMaker = (task) =>
  new Promise((resolve, reject) => {
    const worker = startWorker(new URL('./pairing.worker.js', import.meta.url), task);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread ended without a draft')));
  });
