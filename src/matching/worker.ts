/**
 * Long work in a thread of its own: it tells how far it is, answers once, and can be stopped at any moment. The entry
 * module of the thread calls `answerInThread`; who wants the answer calls `runInThread` with that module.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { startWorker } from '../shared/workers.js';
import { SolveCancelled, type SolveStage } from './types.js';

export interface Progress {
  readonly stage: SolveStage;
  /** Share of the work done, 0 to 1; never falls. */
  readonly done: number;
}

type Message<Answer> =
  { readonly kind: 'progress'; readonly progress: Progress } | { readonly kind: 'answer'; readonly answer: Answer };

/**
 * Rejects with `SolveCancelled` when the signal aborts (the thread ends at once), and with the thread's error when it breaks.
 * @param entry module that calls `answerInThread`, as `new URL('./x.worker.js', import.meta.url)`
 */
export function runInThread<Answer>(
  entry: URL,
  task: unknown,
  { onProgress, signal }: { onProgress?: (progress: Progress) => void; signal?: AbortSignal } = {},
): Promise<Answer> {
  if (signal?.aborted === true) return Promise.reject(new SolveCancelled());
  return new Promise((resolve, reject) => {
    const worker = startWorker(entry, task);
    const cancel = () => {
      reject(new SolveCancelled());
      void worker.terminate();
    };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: Message<Answer>) => {
      if (message.kind === 'answer') resolve(message.answer);
      else if (signal?.aborted !== true) onProgress?.(message.progress);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', cancel);
      reject(new Error('The thread ended without an answer'));
    });
  });
}

/** In the thread: does the work, handing on progress that only rises. */
export function answerInThread(
  work: (task: never, onProgress: (stage: SolveStage, done: number) => void) => unknown,
): void {
  let furthest = 0;
  const post = (message: Message<unknown>) => parentPort?.postMessage(message);
  // The cast holds because only `runInThread` starts such a module, with the task it was written for.
  const { data } = workerData as { data: never };
  const answer = work(data, (stage, done) => {
    furthest = Math.max(furthest, Math.min(1, done));
    post({ kind: 'progress', progress: { stage, done: furthest } });
  });
  post({ kind: 'answer', answer });
}
