import { expect, test } from '@jest/globals';
import { pairsByHighs, peersByHighs, sumByHighs } from '../../scripts/bench/pairing-highs.js';
import { solveMentors, solvePeers } from '../../src/matching/index.js';
import { aMentorCase, aPeerCase } from './cases.js';

test.each([
  [1, 'tight', 40],
  [2, 'tight', 40],
  [3, 'with room', 48],
  [4, 'with room', 48],
  [5, 'short of seats', 36],
  [6, 'short of seats', 36],
])('pairs, worst pair and sum are those HiGHS finds, seed %i, %s', async (seed, _words, seats) => {
  const cohort = aMentorCase({ seed, mentors: 10, mentees: 40, seats });
  const solution = solveMentors(cohort);
  expect(solution.matched).toBe(await pairsByHighs(cohort, 0));
  expect(await pairsByHighs(cohort, solution.floor)).toBe(solution.matched);
  expect(await pairsByHighs(cohort, solution.floor + 1)).toBeLessThan(solution.matched);
  expect(solution.total).toBe(await sumByHighs(cohort, solution.matched, solution.floor));
});

test.each([1, 2, 3])('of peers too, seed %i', async (seed) => {
  const peers = aPeerCase({ seed, count: 26 });
  const solution = solvePeers(peers);
  const made = solution.pairs.length;
  expect(made).toBe(await peersByHighs(peers, 0));
  expect(await peersByHighs(peers, solution.floor)).toBe(made);
  expect(await peersByHighs(peers, solution.floor + 1)).toBeLessThan(made);
  expect(solution.total).toBe(await peersByHighs(peers, solution.floor, made));
});
