import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkMentors, repairMentors, solveMentors } from '../../src/matching/index.js';
import { aMentorCase } from './cases.js';

test.each([
  ['tight', 400],
  ['with room', 480],
  ['short of seats', 360],
])('when one mentor leaves a cohort that is %s, hardly anyone else moves', (_words, seats) => {
  const cohort = aMentorCase({ seed: 5, mentors: 100, mentees: 400, seats });
  const before = solveMentors(cohort);
  const left = { ...cohort, capacities: Int32Array.from(cohort.capacities) };
  left.capacities[7] = 0;
  const after = repairMentors(left, before);
  const judged = { ...left, stay: { mentorOf: before.mentorOf, bonus: 100_000 } };
  expect(checkMentors(judged, after, { floorAtMost: before.floor })).toEqual([]);
  expect(after.matched).toBe(
    Math.min(
      400,
      before.matched,
      [...left.capacities].reduce((sum, seat) => sum + seat, 0),
    ),
  );
  const moved = [...before.mentorOf].filter((mentor, mentee) => mentor !== 7 && mentor !== after.mentorOf[mentee]);
  expect(moved.length).toBeLessThanOrEqual(4);
});

test('a repair after any change is proven like a first solution', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 10, max: 50 }), (seed, seats) => {
      const cohort = aMentorCase({ seed, mentors: 8, mentees: 30, seats, range: 40 });
      const before = solveMentors(cohort);
      const changed = { ...cohort, capacities: Int32Array.from(cohort.capacities), scores: cohort.scores.slice() };
      changed.capacities[seed % 8] = seed % 3;
      for (let pair = seed % 7; pair < changed.scores.length; pair += 7) changed.scores[pair] = -1;
      const after = repairMentors(changed, before);
      const judged = { ...changed, stay: { mentorOf: before.mentorOf, bonus: 100_000 } };
      expect(checkMentors(judged, after, { floorAtMost: Math.max(0, before.floor) })).toEqual([]);
    }),
  );
});
