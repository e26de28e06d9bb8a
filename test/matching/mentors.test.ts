import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkMentors, solveMentors, type MentorCase } from '../../src/matching/index.js';
import { aMentorCase, bruteForce } from './cases.js';

const tinyCase: fc.Arbitrary<MentorCase> = fc
  .record({ mentorCount: fc.integer({ min: 1, max: 4 }), menteeCount: fc.integer({ min: 1, max: 6 }) })
  .chain(({ mentorCount, menteeCount }) =>
    fc.record({
      mentorCount: fc.constant(mentorCount),
      menteeCount: fc.constant(menteeCount),
      capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: mentorCount, maxLength: mentorCount }),
      scores: fc
        .array(fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1_000_000 })), {
          minLength: mentorCount * menteeCount,
          maxLength: mentorCount * menteeCount,
        })
        .map((scores) => Int32Array.from(scores)),
    }),
  );

describe('pairing mentors', () => {
  test('equals the best of all placings: pairs first, then the worst pair, then the sum', () => {
    fc.assert(
      fc.property(tinyCase, (tiny) => {
        const solution = solveMentors(tiny);
        expect(checkMentors(tiny, solution)).toEqual([]);
        expect([solution.matched, solution.floor, solution.total]).toEqual(bruteForce(tiny));
      }),
      { numRuns: 400 },
    );
  });

  test.each(['balanced', 'coverage', 'sum', 'fair'] as const)('proves its answer for the objective %s', (objective) => {
    fc.assert(
      fc.property(tinyCase, (tiny) => {
        expect(checkMentors(tiny, solveMentors(tiny, { objective }))).toEqual([]);
      }),
    );
  });

  test.each([
    ['tight', 240],
    ['with room', 288],
    ['short of seats', 216],
  ])('proves a cohort of 60 and 240 that is %s', (_words, seats) => {
    const cohort = aMentorCase({ seed: 7, mentors: 60, mentees: 240, seats });
    const solution = solveMentors(cohort);
    expect(checkMentors(cohort, solution)).toEqual([]);
    expect(solution.matched).toBe(Math.min(seats, 240));
  });
});
