import { expect, test } from '@jest/globals';
import type { DraftPair } from '../../../src/pairing/words/draft.js';
import { fairnessOf } from '../../../src/pairing/explained/fairness.rules.js';

function pair(one: string, other: string, score: number): DraftPair {
  return { pairId: `${one}.${other}`, members: [one, other], score, runnerUps: [] };
}

test('the weakest pair, the average and the bands are told in shown points', () => {
  const pairs = [pair('a', 'b', 48_400), pair('a', 'c', 55_000), pair('d', 'e', 100_000)];
  const fairness = fairnessOf({ pairs });
  expect(fairness).toMatchObject({ weakest: 48, average: 68 });
  expect(fairness.bands.map(({ count }) => count)).toEqual([1, 1, 0, 0, 1]);
});

test('a draft without pairs has no weakest pair', () => {
  expect(fairnessOf({ pairs: [] })).toMatchObject({ weakest: undefined });
});
