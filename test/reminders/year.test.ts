import { expect, test } from '@jest/globals';
import { toldInAYear } from '../../scripts/bench/silence-told.js';

test.each([1, 2])(
  'a year, seed %s: at most two messages in seven days over all courses, none at night, none twice',
  (seed) => {
    const told = toldInAYear(seed, 15);
    expect(told.mostInSevenDays).toBe(2);
    expect(told.atNight).toBe(0);
    expect(told.twice).toBe(0);
    expect(told.perPersonAndMonth).toBeGreaterThan(4);
  },
);
