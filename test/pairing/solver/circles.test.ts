import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { circleSizes, circleWorth, solveCircles, type CircleCase } from '../../../src/pairing/solver/index.js';
import { aPeerCase } from './cases.js';

describe('circles', () => {
  test('everyone is in exactly one circle, and sizes differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), fc.integer({ min: 3, max: 6 }), (count, size) => {
        const { scores } = aPeerCase({ seed: count, count });
        const { circles } = solveCircles({ count, size, rules: [{ kind: 'suit', scores }] }, 1, 200);
        expect(circles.flat().sort((one, other) => one - other)).toEqual(Array.from({ length: count }, (_, at) => at));
        const sizes = circleSizes(count, size);
        expect(circles.map((circle) => circle.length)).toEqual(sizes);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  test.each([1, 2, 3])('twelve people in circles of four are as well off as any way of doing it, seed %i', (seed) => {
    const { scores } = aPeerCase({ seed, count: 12 });
    const codes = Uint8Array.from({ length: 12 }, (_, person) => (person * seed) % 3);
    const circleCase: CircleCase = {
      count: 12,
      size: 4,
      rules: [
        { kind: 'distribute', codes },
        { kind: 'suit', scores },
      ],
    };
    expect(solveCircles(circleCase, seed).worth).toBeCloseTo(bestOfAll(circleCase), 9);
  });

  test('nobody marked stays alone in a circle, and people who must never meet do not', () => {
    const codes = Uint8Array.from({ length: 24 }, (_, person) => (person < 4 ? 1 : 0));
    const { circles } = solveCircles({ count: 24, size: 4, rules: [{ kind: 'cluster', codes }], never: [[0, 1]] }, 9);
    for (const circle of circles) {
      expect(circle.filter((person) => person < 4)).not.toHaveLength(1);
      expect(circle.includes(0) && circle.includes(1)).toBe(false);
    }
  });

  test('the same seed gives the same circles', () => {
    const { scores } = aPeerCase({ seed: 4, count: 30 });
    const circleCase: CircleCase = { count: 30, size: 5, rules: [{ kind: 'suit', scores }] };
    expect(solveCircles(circleCase, 11)).toEqual(solveCircles(circleCase, 11));
  });
});

function bestOfAll(circleCase: CircleCase): number {
  const best = (left: readonly number[]): number => {
    const [first, ...others] = left;
    if (first === undefined) return 0;
    let most = -Infinity;
    for (const [a, one] of others.entries()) {
      for (const [b, two] of others.entries()) {
        for (const three of b > a ? others.slice(b + 1) : []) {
          const circle = [first, one, two, three];
          const rest = left.filter((person) => !circle.includes(person));
          most = Math.max(most, circleWorth(circleCase, circle) + best(rest));
        }
      }
    }
    return most;
  };
  return best(Array.from({ length: circleCase.count }, (_, person) => person));
}
