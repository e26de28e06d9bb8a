/** Entry of the thread that makes a draft: gets a task, says how far it is, answers once with its result. */
import type { DraftTask } from './draft-cohort.rules.js';
import { makeDraft } from './drafting.rules.js';
import { answerInThread } from './solver/worker.js';

answerInThread((task: DraftTask, onProgress) => makeDraft(task, { onProgress }));
