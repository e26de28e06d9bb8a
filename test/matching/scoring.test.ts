import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contributions, scoreAll, type Criterion, type Scoring } from '../../src/matching/index.js';
import { madeUpCohort } from '../../scripts/bench/pairing-cohort.js';

test('the points of all criteria sum to the score, and any forbidding criterion forbids', () => {
  const scoring = madeUpCohort(20, 50, 3);
  const scores = scoreAll(scoring);
  for (let pair = 0; pair < scores.length; pair += 1) {
    const points = contributions(scoring, Math.floor(pair / 50), pair % 50);
    if (points.some((point) => point < 0)) expect(scores[pair]).toBeLessThan(0);
    else expect(scores[pair]).toBe(points.reduce((sum, point) => sum + point, 0));
  }
  expect(scores.some((score) => score < 0)).toBe(true);
});

const point = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 20_000 }));
const words32 = fc.oneof(fc.nat({ max: 7 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));

function arrayOf<Item>(item: fc.Arbitrary<Item>, length: number): fc.Arbitrary<Item[]> {
  return fc.array(item, { minLength: length, maxLength: length });
}

function someBits(mentors: number, mentees: number): fc.Arbitrary<Criterion> {
  return fc
    .record({ words: fc.integer({ min: 1, max: 6 }), width: fc.integer({ min: 1, max: 9 }) })
    .chain(({ words, width }) =>
      fc.record({
        kind: fc.constant('bits' as const),
        words: fc.constant(words),
        width: fc.constant(width),
        menteeClasses: fc.constant(3),
        mentors: arrayOf(words32, mentors * words).map((list) => Uint32Array.from(list)),
        mentees: arrayOf(words32, mentees * words).map((list) => Uint32Array.from(list)),
        mentorClass: arrayOf(fc.nat({ max: 1 }), mentors).map((list) => Uint8Array.from(list)),
        menteeClass: arrayOf(fc.nat({ max: 2 }), mentees).map((list) => Uint8Array.from(list)),
        points: arrayOf(point, 6 * width).map((list) => Int32Array.from(list)),
      }),
    );
}

function someCodes(mentors: number, mentees: number): fc.Arbitrary<Criterion> {
  return fc.integer({ min: 1, max: 40 }).chain((codes) =>
    fc.record({
      kind: fc.constant('codes' as const),
      codes: fc.constant(codes),
      mentors: arrayOf(fc.nat({ max: codes - 1 }), mentors).map((list) => Uint16Array.from(list)),
      mentees: arrayOf(fc.nat({ max: codes - 1 }), mentees).map((list) => Uint16Array.from(list)),
      points: arrayOf(point, codes * codes).map((list) => Int32Array.from(list)),
    }),
  );
}

test.each([12, 150])('tables of any shape give each of %i mentees the sum of their points', (mentees) => {
  const criterion = fc.oneof(someBits(4, mentees), someCodes(4, mentees));
  fc.assert(
    fc.property(fc.array(criterion, { maxLength: 7 }), fc.nat({ max: 1000 }), (criteria, base) => {
      const scoring: Scoring = { mentorCount: 4, menteeCount: mentees, criteria, base };
      scoreAll(scoring).forEach((score, pair) => {
        const points = contributions(scoring, Math.floor(pair / mentees), pair % mentees);
        if (points.some((one) => one < 0)) expect(score).toBeLessThan(0);
        else expect(score).toBe(points.reduce((sum, one) => sum + one, base));
      });
    }),
    { numRuns: 25 },
  );
});

test('extra points move a score within the scale and bring back no forbidden pair', () => {
  const choice = Uint16Array.of(0, 1);
  const scoring: Scoring = {
    mentorCount: 2,
    menteeCount: 2,
    base: 100,
    criteria: [{ kind: 'codes', codes: 2, mentors: choice, mentees: choice, points: Int32Array.of(5, -1, 7, 9) }],
    extra: [
      [0, 0, -1_000],
      [0, 1, 50],
      [1, 0, 2_000_000],
    ],
  };
  const [first, forbidden, lifted, plain] = scoreAll(scoring);
  expect([first, lifted, plain]).toEqual([0, 1_000_000, 109]);
  expect(forbidden).toBeLessThan(0);
});

test('a never-pair is forbidden whatever its points', () => {
  const scoring = { ...madeUpCohort(3, 4, 1), never: [[2, 1]] as const };
  expect(scoreAll(scoring)[2 * 4 + 1]).toBe(-1);
});

test('criteria that could exceed the scale are refused', () => {
  const ones = Uint16Array.of(0);
  const scoring: Scoring = {
    mentorCount: 1,
    menteeCount: 1,
    criteria: [{ kind: 'codes', codes: 1, mentors: ones, mentees: ones, points: Int32Array.of(1_000_001) }],
  };
  expect(() => scoreAll(scoring)).toThrow('exceed the greatest score');
});
