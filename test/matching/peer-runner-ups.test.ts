import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { peerRunnerUps, solvePeers } from '../../src/matching/index.js';
import { aPeerCase } from './cases.js';

test('who came next costs the whole at least the shortfall, also where odd sets have a price', () => {
  let [met, between] = [0, 0];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 3, max: 6 }), (seed, half) => {
      const peers = aPeerCase({ seed, count: 2 * half, range: 40 });
      const best = solvePeers(peers, { objective: 'coverage' });
      const person = seed % peers.count;
      for (const { peer, score, shortfall = Infinity, isBelowFloor } of peerRunnerUps(peers, best)?.(person, 4) ?? []) {
        expect(isBelowFloor).toBe(false);
        expect(score).toBe(peers.scores[person * peers.count + peer]);
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
  const scores = Int32Array.of(-1, 90, 80, 30, 90, -1, 40, 70, 80, 40, -1, 85, 30, 70, 85, -1);
  const peers = { count: 4, scores };
  const best = solvePeers(peers);
  expect(best.pairs).toEqual([
    [0, 1],
    [2, 3],
  ]);
  const next = peerRunnerUps(peers, best)?.(0, 2) ?? [];
  expect(next.map(({ peer, score, isBelowFloor }) => ({ peer, score, isBelowFloor }))).toEqual([
    { peer: 2, score: 80, isBelowFloor: true },
    { peer: 3, score: 30, isBelowFloor: true },
  ]);
});

test('who is locked or alone has nobody who came next; with an odd one nothing is said', () => {
  const peers = { count: 4, scores: Int32Array.of(-1, 5, 5, -1, 5, -1, 5, -1, 5, 5, -1, -1, -1, -1, -1, -1) };
  const best = solvePeers({ ...peers, locked: [[0, 1]] });
  const next = peerRunnerUps({ ...peers, locked: [[0, 1]] }, best);
  expect([0, 3].map((person) => next?.(person, 3))).toEqual([[], []]);
  const odd = aPeerCase({ count: 5 });
  expect(peerRunnerUps(odd, solvePeers(odd))).toBeUndefined();
});

test('where the sum is proven to a gap only, who came next comes without a figure for the whole', () => {
  const peers = aPeerCase({ seed: 8, count: 300 });
  const rough = solvePeers(peers, { enough: 0.99 });
  expect(rough.certificate.gap).toBeGreaterThan(0);
  const next = peerRunnerUps(peers, rough)?.(0, 3) ?? [];
  expect(next.map(({ shortfall }) => shortfall)).toEqual([undefined, undefined, undefined]);
  const own = rough.pairs.find((pair) => pair.includes(0)) ?? [];
  for (const { peer } of next) expect(own).not.toContain(peer);
});
