import { expect, test } from '@jest/globals';
import { mix, simulatedYear } from '../../../scripts/bench/silence-year.js';

/** What somebody who was silent in holidays or a break was silent for: those days are no silence. */
const freeAtMost = 14 * 2;

test.each([1, 2, 3])(
  'a year of 200 pairs, seed %s: who misses dates is heard of in time, who is steady never called',
  (seed) => {
    const year = simulatedYear(seed);
    expect(year.pairs).toBe(200);
    expect(year.textDays).toBeLessThanOrEqual(2);
    expect(year.callDays).toBeLessThanOrEqual(2);
    expect(year.silentDays).toBeLessThanOrEqual(15.5 + freeAtMost);
    expect(year.calledThoughSteady).toBe(0);
    expect(year.callsByKind.ghosting).toBeGreaterThanOrEqual(mix.ghosting);
    expect(year.callsByKind.forgetful).toBeGreaterThanOrEqual(mix.forgetful);
  },
);
