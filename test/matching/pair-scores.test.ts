import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PairScores, scoreAll, scorePeers } from '../../src/matching/index.js';
import { madeUpPeers } from '../../scripts/bench/pairing-cohort.js';
import { aSquare } from './cases.js';

test('each two have one number, whoever is named first; nobody has one with oneself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.nat(), (count, seed) => {
      const square = aSquare({ seed, count });
      const scores = PairScores.fromSquare(count, square);
      for (let one = 0; one < count; one += 1) {
        expect(scores.at(one, one)).toBe(-1);
        expect([...scores.before(one)]).toEqual([...square.slice(one * count, one * count + one)]);
        for (let other = 0; other < count; other += 1)
          if (one !== other) expect(scores.at(one, other)).toBe(square[one * count + other]);
      }
    }),
  );
});

test('a copy is changed alone', () => {
  const scores = PairScores.of(3, (one, other) => 10 * one + other);
  const copy = scores.copy();
  copy.set(0, 2, 7);
  expect([scores.at(2, 0), copy.at(2, 0), copy.at(0, 2), copy.at(1, 2)]).toEqual([20, 7, 7, 21]);
});

test('half of a square of equals is scored as the whole is, with extra points, what is left out, and never', () => {
  const count = 90;
  const left = Uint16Array.from({ length: count }, (_, one) => (one % 5 === 0 ? 1 : 0));
  const scoring = {
    ...madeUpPeers(count, 4),
    extra: [
      [3, 70, 900],
      [70, 3, 900],
      [8, 9, -5000],
      [9, 8, -5000],
    ] as const,
    never: Array.from({ length: count }, (_, one) => [one, (one * 7) % count] as const).flatMap(
      ([one, other]) =>
        [
          [one, other],
          [other, one],
        ] as const,
    ),
    leftOut: {
      ...{ mentors: left, mentees: left, menteeKinds: 2, whole: 1_000_000, ofNothing: 500_000 },
      points: Int32Array.of(0, 100_000, 100_000, 1_000_000),
    },
  };
  const square = scoreAll(scoring);
  const half = scorePeers(scoring);
  for (let one = 1; one < count; one += 1) {
    for (let other = 0; other < one; other += 1) expect(half.at(one, other)).toBe(square[one * count + other]);
  }
  expect(half.at(0, 5)).toBe(500_000);
  expect(half.at(3, 21)).toBe(-1);
});
