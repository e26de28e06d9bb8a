import { describe, expect, test } from '@jest/globals';
import { checkPeers, PairScores, solvePeers, type PeerCase } from '../../src/matching/index.js';
import { aPeerCase } from './cases.js';

/** The best by trying everything, as [people, worst of pairs and triple, sum] in that order. */
function bestOddByTryingAll({ count, scores }: PeerCase): number[] {
  const score = (one: number, other: number) => scores.at(one, other);
  let best = [0, -1, 0];
  const consider = (found: readonly number[]) => {
    const at = found.findIndex((part, level) => part !== best[level]);
    if (at >= 0 && (found[at] as number) > (best[at] as number)) best = [...found];
  };
  const pairUp = (rest: readonly number[], people: number, floor: number, sum: number): void => {
    const [one, ...others] = rest;
    if (one === undefined) {
      consider([people, people === 0 ? -1 : floor, sum]);
      return;
    }
    pairUp(others, people, floor, sum);
    for (const other of others) {
      const own = score(one, other);
      if (own < 0) continue;
      pairUp(
        others.filter((person) => person !== other),
        people + 2,
        Math.min(floor, own),
        sum + own,
      );
    }
  };
  const all = Array.from({ length: count }, (_, person) => person);
  pairUp(all, 0, Infinity, 0);
  for (const one of all)
    for (const other of all.slice(one + 1))
      for (const third of all.slice(other + 1)) {
        const own = [score(one, other), score(one, third), score(other, third)];
        if (own.some((value) => value < 0)) continue;
        const mean = Math.floor(own.reduce((sum, value) => sum + value, 0) / 3);
        pairUp(
          all.filter((person) => person !== one && person !== other && person !== third),
          3,
          mean,
          mean,
        );
      }
  return best;
}

/** Forbids so large a share of the pairs that some stay alone. */
function sparse(peers: PeerCase, forbidden: number): PeerCase {
  const { count, scores } = peers;
  const symmetric = (one: number, other: number) =>
    Math.imul(Math.min(one, other) * 31 + Math.max(one, other), 2654435761) >>> 0;
  return {
    count,
    scores: PairScores.of(count, (one, other) =>
      symmetric(one, other) / 2 ** 32 < forbidden ? -1 : scores.at(one, other),
    ),
  };
}

describe('Three of an odd number of peers', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))('are decided together with the pairs, seed %i', (seed) => {
    const made = aPeerCase({ seed, count: 3 + 2 * (seed % 4), range: seed % 3 === 0 ? 6 : 1_000_000 });
    const peers = sparse(made, [0, 0.3, 0.55][seed % 3] as number);
    const found = solvePeers(peers);
    expect(checkPeers(peers, found)).toEqual([]);
    expect(found.bound).toEqual({ unmatched: found.unmatched.length, floor: found.floor, more: 0 });
    const people = 2 * found.pairs.length + (found.triple ? 3 : 0);
    expect([people, found.floor, found.total]).toEqual(bestOddByTryingAll(peers));
  });

  test('nobody but the middle of a star suits anybody: two are a pair, the others stay alone', () => {
    const count = 5;
    const scores = PairScores.of(count, (_one, other) => (other === 0 ? 7 : -1));
    expect(solvePeers({ count, scores })).toMatchObject({ pairs: [[0, 1]], unmatched: [2, 3, 4], total: 7 });
  });
});

test.each([121, 301])('%i peers whose three are not proven carry a bound', (count) => {
  const solution = solvePeers(aPeerCase({ seed: 4, count, range: 5000 }));
  const { bound, unmatched, floor } = solution;
  expect(bound.unmatched).toBeLessThanOrEqual(unmatched.length);
  expect(bound.floor).toBeGreaterThanOrEqual(floor);
  expect(bound.more).toBeGreaterThanOrEqual(0);
  expect(bound.more).toBeLessThanOrEqual(solution.total / 100);
});
