import { describe, expect, test } from '@jest/globals';
import { checkPeers, PairScores, solvePeers } from '../../src/matching/index.js';
import { seededRandom, type Random } from '../../src/shared/random.js';

type Scoring = (random: Random, one: number, other: number) => number;

function peersBy(count: number, score: Scoring) {
  const random = seededRandom(5);
  return { count, scores: PairScores.of(count, (later, earlier) => score(random, earlier, later)) };
}

const anyScore = (random: Random) => Math.floor(random() * 1_000_000);

const cohorts: [string, Scoring][] = [
  ['all scores equal', () => 500_000],
  ['many ties', (random) => Math.floor(random() * 4) * 1000],
  ['most forbidden', (random) => (random() < 0.6 ? -1 : anyScore(random))],
  ['two blocks of an odd size', (random, one, other) => (one < 151 === other < 151 ? anyScore(random) : -1)],
  ['one whom all want and nobody else', (random, one) => (one === 0 ? anyScore(random) : -1)],
  ['few whom all want', (random, one) => (one < 60 ? anyScore(random) : -1)],
  [
    'threes who want each other',
    (random, one, other) => {
      return Math.floor(one / 3) === Math.floor(other / 3) ? 1_000_000 - (one % 3) : Math.floor(random() * 1000);
    },
  ],
  ['scores that are sums', (_random, one, other) => (one % 100) + (other % 100)],
  ['cliques of an odd size', (_random, one, other) => (Math.floor(one / 51) === Math.floor(other / 51) ? 500 : 1)],
  ['nobody may', () => -1],
];

describe.each(cohorts)('%s', (_words, score) => {
  test.each([300, 301])('%i peers', (count) => {
    const peers = peersBy(count, score);
    expect(checkPeers(peers, solvePeers(peers))).toEqual([]);
  });
});

test('of many people two whom nobody suits', () => {
  const peers = peersBy(4400, (random, one) => (one < 2 ? -1 : anyScore(random)));
  const solution = solvePeers(peers);
  expect(solution.unmatched).toEqual([0, 1]);
  expect(checkPeers(peers, solution)).toEqual([]);
});
