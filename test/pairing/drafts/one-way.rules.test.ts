import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bothSides, isMutual, solveOneWay } from '../../../src/pairing/drafts/one-way.rules.js';
import { checkMentors, solveMentors } from '../../../src/matching/index.js';

const named = (...ids: string[]) => ids.map((personId) => ({ personId }));

/** `scores[mentor][mentee]` */
function caseOf(scores: readonly (readonly number[])[], capacities: readonly number[]) {
  return {
    ...{ mentorCount: scores.length, menteeCount: scores[0]?.length ?? 0, capacities },
    scores: Int32Array.from(scores.flat()),
  };
}

test('two who would mentor each other get others, where the weaker direction can go elsewhere', () => {
  const mentors = named('ana', 'ben', 'amara');
  const mentees = named('ana', 'ben');
  const scores = [
    [-1, 900_000],
    [800_000, -1],
    [500_000, 500_000],
  ];
  const plain = solveMentors(caseOf(scores, [1, 1, 1]));
  expect([...plain.mentorOf]).toEqual([1, 0]);
  const oneWay = solveOneWay(caseOf(scores, [1, 1, 1]), bothSides(mentors, mentees), {});
  expect([...oneWay.solution.mentorOf]).toEqual([2, 0]);
  expect(oneWay.isBest).toBe(false);
});

test('a partner for everybody goes before', () => {
  const both = named('ana', 'ben');
  const scores = [
    [-1, 900_000],
    [800_000, -1],
  ];
  const { solution, isBest } = solveOneWay(caseOf(scores, [1, 1]), bothSides(both, both), {});
  expect([...solution.mentorOf]).toEqual([1, 0]);
  expect(isBest).toBe(true);
});

test('what somebody decided stays', () => {
  const mentors = named('ana', 'ben', 'amara');
  const mentees = named('ana', 'ben');
  const scores = [
    [-1, 500_000],
    [800_000, -1],
    [500_000, 500_000],
  ];
  const decided = { ...caseOf(scores, [1, 1, 1]), locked: [[0, 1]] as const };
  expect([...solveOneWay(decided, bothSides(mentors, mentees), {}).solution.mentorOf]).toEqual([2, 0]);
});

test('nobody loses a partner by it, and every answer is proven for the pairs that are left', () => {
  const arrange = fc.integer({ min: 2, max: 7 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      more: fc.integer({ min: 0, max: 3 }),
      capacities: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 10, maxLength: 10 }),
      points: fc.array(fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 20 })), { minLength: 70, maxLength: 70 }),
    }),
  );
  fc.assert(
    fc.property(arrange, ({ size, more, capacities, points }) => {
      const people = named(...Array.from({ length: size + more }, (_, index) => `p${index}`));
      const mentees = people.slice(0, size);
      const scores = people.map((_, row) =>
        mentees.map((__, column) => (row === column ? -1 : (points[row * size + column] ?? -1))),
      );
      const wished = caseOf(scores, capacities.slice(0, people.length));
      const plain = solveMentors(wished);
      const both = bothSides(people, mentees);
      const { solution, isBest } = solveOneWay(wished, both, {});
      expect(solution.matched).toBe(plain.matched);
      expect(checkMentors(wished, solution)).toEqual([]);
      expect([solution.floor, solution.total].join() === [plain.floor, plain.total].join()).toBe(isBest);
      const mutual = [...solution.mentorOf].filter((row, column) => isMutual(both, solution.mentorOf, row, column));
      const before = [...plain.mentorOf].filter((row, column) => isMutual(both, plain.mentorOf, row, column));
      if (mutual.length === 0 && before.length === 0) expect(isBest).toBe(true);
    }),
    { numRuns: 200 },
  );
});
