import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sharesOf } from '../../../src/pairing/setup/shares.rules.js';

test('thirds add up to a hundred, the first gets what is left', () => {
  expect(sharesOf([1, 1, 1])).toEqual([34, 33, 33]);
  expect(sharesOf([9, 4, 3, 2, 2])).toEqual([45, 20, 15, 10, 10]);
});

test('nothing weighed is nothing shared', () => {
  expect(sharesOf([0, 0])).toEqual([0, 0]);
  expect(sharesOf([])).toEqual([]);
});

test('any weights add up, and none is more than one off', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 13 }), (weights) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const shares = sharesOf(weights);
      fc.pre(sum > 0);
      expect(shares.reduce((total, share) => total + share, 0)).toBe(100);
      for (const [place, share] of shares.entries())
        expect(Math.abs(share - (100 * (weights[place] ?? 0)) / sum)).toBeLessThan(1);
    }),
  );
});
