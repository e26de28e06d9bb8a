/** Entry of the thread that makes a draft: gets a task, answers once with its result. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeDraft, type DraftTask } from './drafting.rules.js';

// SAFETY: only drafting.service.ts starts this file, with exactly this.
const { data } = workerData as { data: DraftTask };
parentPort?.postMessage(makeDraft(data));
