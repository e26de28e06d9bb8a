/**
 * Entry of a worker thread (`startWorker(new URL('./solver/worker.js', import.meta.url), job)`): solves one job, posts
 * `SolverMessage`s, ends. Cancel by writing 1 into the shared `cancel` cell: the thread answers `cancelled` at the next step.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { solveMentors } from './mentors.js';
import { solvePeers } from './peers.js';
import {
  SolveCancelled,
  type MentorCase,
  type MentorSolution,
  type PeerCase,
  type PeerSolution,
  type SolveOptions,
  type SolveStage,
} from './types.js';

type Plain = Omit<SolveOptions, 'onProgress' | 'isCancelled'>;

export type SolverJob = { readonly cancel?: SharedArrayBuffer; readonly options?: Plain } & (
  { readonly kind: 'mentors'; readonly case: MentorCase } | { readonly kind: 'peers'; readonly case: PeerCase }
);

export type SolverMessage =
  | { readonly kind: 'stage'; readonly stage: SolveStage }
  | { readonly kind: 'mentors'; readonly solution: MentorSolution }
  | { readonly kind: 'peers'; readonly solution: PeerSolution }
  | { readonly kind: 'cancelled' };

function run(job: SolverJob, post: (message: SolverMessage) => void): void {
  const cell = job.cancel && new Int32Array(job.cancel);
  const options: SolveOptions = {
    ...job.options,
    onProgress: (stage) => post({ kind: 'stage', stage }),
    isCancelled: () => cell !== undefined && Atomics.load(cell, 0) === 1,
  };
  try {
    if (job.kind === 'mentors') post({ kind: 'mentors', solution: solveMentors(job.case, options) });
    else post({ kind: 'peers', solution: solvePeers(job.case, options) });
  } catch (error) {
    if (!(error instanceof SolveCancelled)) throw error;
    post({ kind: 'cancelled' });
  }
}

// The cast holds because only `startWorker` starts this file, and its data is a `SolverJob`.
const { data } = workerData as { data: SolverJob };
run(data, (message) => parentPort?.postMessage(message));
