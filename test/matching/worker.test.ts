import { expect, test } from '@jest/globals';
import { solveMentors, SolveCancelled, type MentorSolution } from '../../src/matching/index.js';
import { runInThread, type Progress } from '../../src/matching/worker.js';
import { aMentorCase } from './cases.js';

const entry = new URL('./mentors.worker.js', import.meta.url);

test('a thread tells how far it is and answers as the solver itself', async () => {
  const cohort = aMentorCase({ seed: 8, mentors: 12, mentees: 40, seats: 44 });
  const told: Progress[] = [];
  const solution = await runInThread<MentorSolution>(entry, cohort, { onProgress: (progress) => told.push(progress) });
  expect(solution).toEqual(solveMentors(cohort));
  expect(told.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['coverage', 'floor', 'sum', 'proof']));
  const shares = told.map(({ done }) => done);
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
});

test('a thread in the middle of its work is stopped at once', async () => {
  const stop = new AbortController();
  const running = runInThread(entry, 'endless', { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(running).rejects.toThrow(SolveCancelled);
});

test('nothing is started for who has cancelled already', async () => {
  await expect(runInThread(entry, aMentorCase(), { signal: AbortSignal.abort() })).rejects.toThrow(SolveCancelled);
});

test('a thread that breaks hands on its error', async () => {
  const broken = { ...aMentorCase(), locked: [[0, 99]] };
  await expect(runInThread(entry, broken)).rejects.toThrow('locked twice');
});

test('a thread that answered takes the next task; two at a time have one each, and one that broke is not used again', async () => {
  const which = () => runInThread<number>(entry, 'which thread');
  const first = await which();
  expect(await which()).toBe(first);
  const two = await Promise.all([which(), which()]);
  expect(new Set(two).size).toBe(2);
  await expect(runInThread(entry, { ...aMentorCase(), locked: [[0, 99]] })).rejects.toThrow('locked twice');
  expect(two).not.toContain(await which());
});
