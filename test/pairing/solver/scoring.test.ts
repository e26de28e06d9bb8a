import { expect, test } from '@jest/globals';
import { contributions, scoreAll, type Scoring } from '../../../src/pairing/solver/index.js';
import { madeUpCohort } from '../../../scripts/bench/pairing-cohort.js';

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

test('a never-pair is forbidden whatever its points', () => {
  const scoring = { ...madeUpCohort(3, 4, 1), never: [[2, 1]] as const };
  expect(scoreAll(scoring)[2 * 4 + 1]).toBe(-1);
});

test('criteria that could exceed the scale are refused', () => {
  const ones = new Uint8Array([0]);
  const scoring: Scoring = {
    mentorCount: 1,
    menteeCount: 1,
    criteria: [{ kind: 'codes', codes: 1, mentors: ones, mentees: ones, points: Int32Array.of(1_000_001) }],
  };
  expect(() => scoreAll(scoring)).toThrow('exceed the greatest score');
});
