/**
 * Long work in a thread of its own: it tells how far it is, answers once, and can be stopped at any moment. The entry
 * module of the thread calls `answerInThread`; who wants the answer calls `runInThread` with that module. A thread that
 * answered rests for some seconds and takes the next task of its kind: to start one costs more than a small draft.
 */
import { parentPort, type Worker } from 'node:worker_threads';
import { startWorker } from '../shared/workers.js';
import { SolveCancelled, type SolveStage } from './types.js';

export interface Progress {
  readonly stage: SolveStage;
  /** Share of the work done, 0 to 1; never falls. */
  readonly done: number;
}

type Message<Answer> =
  { readonly kind: 'progress'; readonly progress: Progress } | { readonly kind: 'answer'; readonly answer: Answer };

const restMilliseconds = 10_000;
/** By entry: the one thread that waits for its next task. It keeps no process alive. */
const resting = new Map<string, { worker: Worker; end: NodeJS.Timeout }>();

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
    const worker = rested(entry) ?? startWorker(entry, undefined);
    const leave = () => {
      signal?.removeEventListener('abort', cancel);
      unheard(worker);
    };
    const fail = (problem: Error) => {
      leave();
      void worker.terminate();
      // Nobody waits for it any more, whatever it still says; without a listener an error would end the process.
      worker.on('error', () => undefined);
      reject(problem);
    };
    const cancel = () => {
      fail(new SolveCancelled());
    };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: Message<Answer>) => {
      if (message.kind === 'progress') return onProgress?.(message.progress);
      leave();
      rest(entry, worker);
      resolve(message.answer);
    });
    worker.once('error', fail);
    worker.once('exit', () => {
      fail(new Error('The thread ended without an answer'));
    });
    worker.postMessage(task);
  });
}

/** Only what was listened for here: a worker that loses its own listeners hands on no message any more. */
function unheard(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}

function rested(entry: URL): Worker | undefined {
  const waiting = resting.get(entry.href);
  if (!waiting) return undefined;
  resting.delete(entry.href);
  clearTimeout(waiting.end);
  unheard(waiting.worker);
  waiting.worker.ref();
  return waiting.worker;
}

function rest(entry: URL, worker: Worker): void {
  if (resting.has(entry.href)) return void worker.terminate();
  const end = setTimeout(() => {
    resting.delete(entry.href);
    void worker.terminate();
  }, restMilliseconds).unref();
  resting.set(entry.href, { worker, end });
  // It has nothing to do, so nothing is lost when it breaks: the next task gets a new one.
  const forget = () => {
    clearTimeout(end);
    resting.delete(entry.href);
  };
  worker.once('error', forget).once('exit', forget);
  worker.unref();
}

/** In the thread: does the work of each task, handing on progress that only rises. */
export function answerInThread(
  work: (task: never, onProgress: (stage: SolveStage, done: number) => void) => unknown,
): void {
  const post = (message: Message<unknown>) => parentPort?.postMessage(message);
  // Only `runInThread` starts such a module, with the tasks it was written for.
  parentPort?.on('message', (task) => {
    let furthest = 0;
    const answer = work(task as never, (stage, done) => {
      furthest = Math.max(furthest, Math.min(1, done));
      post({ kind: 'progress', progress: { stage, done: furthest } });
    });
    post({ kind: 'answer', answer });
  });
}
