import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { circleSizes, formCircles, type CircleCase, type CircleSolution } from '../../src/matching/index.js';
import { aSquare } from './cases.js';

const kinds = ['distribute', 'aggregate', 'cluster', 'balance'] as const;

describe('circles', () => {
  test('everyone is in exactly one circle, sizes differ by one at most, and all that is told is true', () => {
    const anyCase = fc.record({
      count: fc.integer({ min: 0, max: 19 }),
      size: fc.integer({ min: 3, max: 6 }),
      rules: fc.array(fc.constantFrom(...kinds), { maxLength: 3 }),
      seed: fc.nat({ max: 99 }),
    });
    fc.assert(
      fc.property(anyCase, ({ count, size, rules, seed }) => {
        const values = Int32Array.from({ length: count }, (_, person) => (person * (seed + 3)) % 4);
        const circleCase: CircleCase = {
          count,
          size,
          seed,
          rules: rules.map((kind) => ({ kind, values })),
          pairScore: aSquare({ seed, count }),
        };
        const solution = formCircles(circleCase);
        expect(solution.circles.flat().sort((one, other) => one - other)).toEqual(
          Array.from({ length: count }, (_, at) => at),
        );
        const sizes = circleSizes(count, size);
        expect(solution.circles.map(({ length }) => length).sort()).toEqual([...sizes].sort());
        expect(Math.max(0, ...sizes) - Math.min(99, ...sizes)).toBeLessThanOrEqual(1);
        expect(toldOf(circleCase, solution.circles)).toEqual([
          solution.clashes.length,
          ...solution.left,
          solution.total,
        ]);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    [12, 4, [4, 4, 4]],
    [13, 4, [5, 4, 4]],
    [11, 6, [6, 5]],
    [11, 4, [4, 4, 3]],
    [7, 4, [4, 3]],
    [5, 3, [5]],
    [2, 5, [2]],
  ])('%i people in circles of %i', (count, size, sizes) => {
    expect(circleSizes(count, size)).toEqual(sizes);
  });

  test.each([3, 4, 5, 6])(
    'of %i wished are of three at least and of one more at most, where the number allows',
    (size) => {
      for (let count = 6; count < 60; count += 1) {
        const sizes = circleSizes(count, size);
        expect(sizes.reduce((sum, own) => sum + own, 0)).toBe(count);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(size + 1);
      }
    },
  );

  test.each([1, 2, 3])('twelve people in circles of four are as well off as any way of doing it, seed %i', (seed) => {
    const values = Int32Array.from({ length: 12 }, (_, person) => (person * seed) % 3);
    const circleCase: CircleCase = {
      count: 12,
      size: 4,
      seed,
      rules: [{ kind: 'distribute', values }],
      pairScore: aSquare({ seed, count: 12 }),
    };
    const solution = formCircles(circleCase);
    expect(solution.proven).toBe(true);
    expect(worthOf(circleCase, solution)).toEqual(bestOfAll(circleCase));
  });

  test('of 24 people in circles of four, the best is found and proven', () => {
    const solution = formCircles({
      count: 24,
      size: 4,
      rules: [],
      pairScore: aSquare({ seed: 6, count: 24 }),
      seed: 1,
    });
    expect(solution.proven).toBe(true);
    expect(solution.clashes).toEqual([]);
  });

  test('nobody of a kind stays alone in a circle, and people who must never meet do not', () => {
    const values = Int32Array.from({ length: 24 }, (_, person) => (person < 4 ? 1 : 0));
    const { circles, left, clashes } = formCircles({
      count: 24,
      size: 4,
      rules: [{ kind: 'cluster', values }],
      forbidden: [[0, 1]],
      seed: 9,
    });
    for (const circle of circles) {
      expect(circle.filter((person) => person < 4)).not.toHaveLength(1);
      expect(circle.includes(0) && circle.includes(1)).toBe(false);
    }
    expect([left, clashes]).toEqual([[0], []]);
  });

  test('a rule is met before the next is looked at', () => {
    const half = Int32Array.from({ length: 40 }, (_, person) => person % 2);
    const quarter = Int32Array.from({ length: 40 }, (_, person) => person % 4);
    const both = [
      { kind: 'aggregate', values: half },
      { kind: 'distribute', values: quarter },
    ] as const;
    expect(formCircles({ count: 40, size: 4, rules: both, seed: 2 }).left).toEqual([0, 20]);
    expect(formCircles({ count: 40, size: 4, rules: [...both].reverse(), seed: 2 }).left).toEqual([0, 40]);
  });

  test('when everyone is forbidden to everyone there are circles all the same, with every clash named', () => {
    const { circles, clashes } = formCircles({
      count: 9,
      size: 3,
      rules: [],
      pairScore: new Int32Array(81).fill(-1),
      seed: 1,
    });
    expect(circles).toHaveLength(3);
    expect(clashes).toHaveLength(9);
  });

  test('the same seed gives the same circles', () => {
    const circleCase: CircleCase = {
      count: 30,
      size: 5,
      rules: [],
      pairScore: aSquare({ seed: 4, count: 30 }),
      seed: 11,
    };
    expect(formCircles(circleCase)).toEqual(formCircles(circleCase));
  });
});

/** Counted anew: clashes, what each rule leaves to wish, the sum of the pair scores. */
function toldOf({ count, rules, pairScore }: CircleCase, circles: readonly (readonly number[])[]): unknown[] {
  const pairs = circles.flatMap((circle) =>
    circle.flatMap((one, at) => circle.slice(at + 1).map((other) => [one, other])),
  );
  const scores = pairs.map(([one = 0, other = 0]) => pairScore?.[one * count + other] ?? 0);
  return [
    scores.filter((score) => score < 0).length,
    ...rules.map(({ kind, values }) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, count);
      if (kind === 'balance') {
        const off = circles.map((circle) => Math.abs(circle.reduce((sum, one) => sum + (values[one] ?? 0) - mean, 0)));
        return expect.closeTo(
          off.reduce((sum, one) => sum + one, 0),
          6,
        );
      }
      if (kind === 'cluster') {
        return circles.flatMap((circle) =>
          circle.filter(
            (one) => values[one] !== 0 && circle.every((other) => other === one || values[other] !== values[one]),
          ),
        ).length;
      }
      const alike = pairs.filter(([one = 0, other = 0]) => values[one] === values[other]).length;
      return kind === 'distribute' ? alike : pairs.length - alike;
    }),
    scores.reduce((sum, score) => sum + Math.max(0, score), 0),
  ];
}

/** First as few clashes, then as little left to wish, then as great a sum as can be. */
function worthOf(
  circleCase: CircleCase,
  { clashes, left, total }: Pick<CircleSolution, 'clashes' | 'left' | 'total'>,
): number[] {
  return [-clashes.length, ...left.map((one) => -one), total];
}

function bestOfAll(circleCase: CircleCase): number[] {
  let best: number[] = [-Infinity];
  const place = (left: readonly number[], circles: readonly number[][]): void => {
    const [first, ...others] = left;
    if (first === undefined) {
      const [clashes, ...rest] = toldOf(circleCase, circles) as number[];
      const worth = [-(clashes ?? 0), ...rest.slice(0, -1).map((one) => -one), rest.at(-1) ?? 0];
      const at = worth.findIndex((part, index) => part !== best[index]);
      if (at >= 0 && (worth[at] ?? 0) > (best[at] ?? -Infinity)) best = worth;
      return;
    }
    for (const [a, one] of others.entries()) {
      for (const [b, two] of others.entries()) {
        for (const three of b > a ? others.slice(b + 1) : []) {
          const circle = [first, one, two, three];
          place(
            left.filter((person) => !circle.includes(person)),
            [...circles, circle],
          );
        }
      }
    }
  };
  place(
    Array.from({ length: circleCase.count }, (_, person) => person),
    [],
  );
  return best;
}

test.each([3, 4, 5, 6])('circles of %i never have fewer than three people nor more than six', (size) => {
  for (let count = 3; count <= 200; count += 1) {
    const sizes = circleSizes(count, size);
    expect(sizes.reduce((sum, own) => sum + own, 0)).toBe(count);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6);
  }
});
