import { threadId } from 'node:worker_threads';
import { solveMentors, type MentorCase } from '../../src/matching/index.js';
import { answerInThread } from '../../src/matching/worker.js';

answerInThread((task: MentorCase | 'endless' | 'which thread', onProgress) => {
  if (task === 'which thread') return threadId;
  if (task !== 'endless') return solveMentors(task, { onProgress });
  for (let at = 0; ; at += 1) onProgress('sum', at % 2);
});
