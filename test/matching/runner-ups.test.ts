import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runnerUps, solveMentors } from '../../src/matching/index.js';
import { aMentorCase } from './cases.js';

test('who came next costs the whole at least the shortfall', () => {
  let bound = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 6, max: 16 }), (seed, seats) => {
      const cohort = aMentorCase({ seed, mentors: 4, mentees: 10, seats, range: 100 });
      const best = solveMentors(cohort, { objective: 'coverage' });
      for (const { mentor, score, shortfall, isBelowFloor } of runnerUps(cohort, best, seed % 10, 3)) {
        expect(isBelowFloor).toBe(false);
        expect(score).toBe(cohort.scores[mentor * 10 + (seed % 10)]);
        const forced = solveMentors({ ...cohort, locked: [[mentor, seed % 10]] }, { objective: 'coverage' });
        if (forced.matched < best.matched) continue;
        expect(forced.total).toBeLessThanOrEqual(best.total - shortfall);
        if (forced.total === best.total - shortfall) bound += 1;
      }
    }),
    { numRuns: 200 },
  );
  expect(bound).toBeGreaterThan(50);
});

test('the cheapest come first, without the pair that was made, and say when they are below the worst pair', () => {
  const cohort = {
    mentorCount: 3,
    menteeCount: 2,
    capacities: [1, 1, 1],
    scores: Int32Array.of(90, 50, 80, 85, 40, 70),
  };
  const best = solveMentors(cohort);
  expect([...best.mentorOf]).toEqual([0, 1]);
  expect(runnerUps(cohort, best, 0, 2)).toEqual([
    { mentor: 1, score: 80, shortfall: 10, isBelowFloor: true },
    { mentor: 2, score: 40, shortfall: 50, isBelowFloor: true },
  ]);
});

test('who is locked or alone has nobody who came next', () => {
  const cohort = { mentorCount: 1, menteeCount: 2, capacities: [1], scores: Int32Array.of(5, 4) };
  expect(runnerUps(cohort, solveMentors(cohort), 1, 3)).toEqual([]);
  const locked = { ...cohort, locked: [[0, 1]] as const };
  expect(runnerUps(locked, solveMentors(locked), 1, 3)).toEqual([]);
});
