import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PairScores, peerRunnerUps, solvePeers, type PeerCase, type PeerSolution } from '../../src/matching/index.js';
import { aPeerCase } from './cases.js';

function nextFor(person: number, most: number, peers: PeerCase, solution: PeerSolution) {
  return peerRunnerUps(peers, solution, { of: [person], most })?.get(person) ?? [];
}

test('who came next costs the whole at least the shortfall, also where odd sets have a price', () => {
  let [met, between] = [0, 0];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 3, max: 6 }), (seed, half) => {
      const peers = aPeerCase({ seed, count: 2 * half, range: 40 });
      const best = solvePeers(peers, { objective: 'coverage' });
      const person = seed % peers.count;
      for (const { peer, score, shortfall = Infinity, isBelowFloor } of nextFor(person, 4, peers, best)) {
        expect(isBelowFloor).toBe(false);
        expect(score).toBe(peers.scores.at(person, peer));
        const forced = solvePeers({ ...peers, locked: [[person, peer]] }, { objective: 'coverage' });
        if (forced.pairs.length < best.pairs.length) continue;
        expect(forced.total).toBeLessThanOrEqual(best.total - shortfall);
        if (forced.total === best.total - shortfall) met += 1;
        const { innermost } = best.certificate;
        if ((innermost[person] ?? -1) >= 0 && innermost[person] === innermost[peer]) between += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(met).toBeGreaterThan(100);
  expect(between).toBeGreaterThan(5);
});

test('the cheapest come first, without the pair that was made, and say when they are below the worst pair', () => {
  const scores = new PairScores(4, Int32Array.of(90, 80, 40, 30, 70, 85));
  const peers = { count: 4, scores };
  const best = solvePeers(peers);
  expect(best.pairs).toEqual([
    [0, 1],
    [2, 3],
  ]);
  const next = nextFor(0, 2, peers, best);
  expect(next.map(({ peer, score, isBelowFloor }) => ({ peer, score, isBelowFloor }))).toEqual([
    { peer: 2, score: 80, isBelowFloor: true },
    { peer: 3, score: 30, isBelowFloor: true },
  ]);
});

test('who is locked or alone has nobody who came next; with an odd one nothing is said', () => {
  const peers = { count: 4, scores: new PairScores(4, Int32Array.of(5, 5, 5, -1, -1, -1)) };
  const best = solvePeers({ ...peers, locked: [[0, 1]] });
  const next = peerRunnerUps({ ...peers, locked: [[0, 1]] }, best, { of: [0, 3], most: 3 });
  expect([...(next ?? [])]).toEqual([]);
  const odd = aPeerCase({ count: 5 });
  expect(peerRunnerUps(odd, solvePeers(odd), { of: [0], most: 3 })).toBeUndefined();
});

test('where the sum is proven to a gap only, who came next comes without a figure for the whole', () => {
  const peers = aPeerCase({ seed: 8, count: 300 });
  const rough = solvePeers(peers, { enough: 0.99 });
  expect(rough.certificate.gap).toBeGreaterThan(0);
  const next = nextFor(0, 3, peers, rough);
  expect(next.map(({ shortfall }) => shortfall)).toEqual([undefined, undefined, undefined]);
  const own = rough.pairs.find((pair) => pair.includes(0)) ?? [];
  for (const { peer } of next) expect(own).not.toContain(peer);
});
