import { expect, test } from '@jest/globals';
import { sumByHighs } from '../../../scripts/bench/pairing-highs.js';
import { solveMentors } from '../../../src/pairing/solver/index.js';
import { aMentorCase } from './cases.js';

test.each([
  [1, 'tight', 40],
  [2, 'tight', 40],
  [3, 'with room', 48],
  [4, 'with room', 48],
  [5, 'short of seats', 36],
  [6, 'short of seats', 36],
])('the sum is the one HiGHS finds, seed %i, %s', async (seed, _words, seats) => {
  const cohort = aMentorCase({ seed, mentors: 10, mentees: 40, seats });
  const solution = solveMentors(cohort);
  expect(solution.total).toBe(await sumByHighs(cohort, solution.matched, solution.floor));
});
