import { expect, test } from '@jest/globals';
import { solveMentors } from '../../../src/pairing/solver/index.js';
import type { SolverJob, SolverMessage } from '../../../src/pairing/solver/worker.js';
import { startWorker } from '../../../src/workers.js';
import { aMentorCase } from './cases.js';

function messagesOf(job: SolverJob): Promise<SolverMessage[]> {
  return new Promise((resolve, reject) => {
    const messages: SolverMessage[] = [];
    const worker = startWorker(new URL('../../../src/pairing/solver/worker.js', import.meta.url), job);
    worker.on('message', (message: SolverMessage) => messages.push(message));
    worker.on('error', reject);
    worker.on('exit', () => resolve(messages));
  });
}

test('a worker tells its stages and answers as the solver itself', async () => {
  const cohort = aMentorCase({ seed: 8, mentors: 12, mentees: 40, seats: 44 });
  const messages = await messagesOf({ kind: 'mentors', case: cohort });
  expect(messages.flatMap((message) => (message.kind === 'stage' ? [message.stage] : []))).toEqual(
    expect.arrayContaining(['coverage', 'floor', 'sum', 'proof']),
  );
  expect(messages.at(-1)).toEqual({ kind: 'mentors', solution: solveMentors(cohort) });
});

test('a cancelled worker says so and answers nothing else', async () => {
  const cancel = new SharedArrayBuffer(4);
  Atomics.store(new Int32Array(cancel), 0, 1);
  expect(await messagesOf({ kind: 'mentors', case: aMentorCase(), cancel })).toEqual([{ kind: 'cancelled' }]);
});
