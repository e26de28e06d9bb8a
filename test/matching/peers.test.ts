import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkPeers, PairScores, solvePeers, type PeerCase } from '../../src/matching/index.js';
import { aPeerCase, bestPeersByTryingAll } from './cases.js';

function peersOf(count: number, score: fc.Arbitrary<number>): fc.Arbitrary<PeerCase> {
  return fc.array(score, { minLength: count * count, maxLength: count * count }).map((drawn) => ({
    count,
    scores: PairScores.fromSquare(count, drawn),
  }));
}

const fewScores = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 6 }));
const someForbidden = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) }, fc.constant(-1));

describe('pairing peers', () => {
  test.each([2, 4, 6, 8])('equals the best of all ways to pair %i people', (count) => {
    fc.assert(
      fc.property(fc.oneof(peersOf(count, fewScores), peersOf(count, someForbidden)), (peers) => {
        const solution = solvePeers(peers);
        expect(checkPeers(peers, solution)).toEqual([]);
        expect([solution.pairs.length, solution.floor, solution.total]).toEqual(bestPeersByTryingAll(peers));
      }),
      { numRuns: 150 },
    );
  });

  test.each(['balanced', 'coverage', 'sum', 'fair'] as const)(
    'proves its answer for the objective %s, with or without an odd one',
    (objective) => {
      const anyNumber = fc.integer({ min: 1, max: 13 }).chain((count) => peersOf(count, fewScores));
      fc.assert(
        fc.property(anyNumber, (peers) => {
          expect(checkPeers(peers, solvePeers(peers, { objective }))).toEqual([]);
        }),
        { numRuns: 200 },
      );
    },
  );

  test('the odd one joins a pair that suits both, and locked pairs stay', () => {
    const peers = { ...aPeerCase({ seed: 3, count: 31 }), locked: [[4, 9]] as const };
    const solution = solvePeers(peers);
    expect(checkPeers(peers, solution)).toEqual([]);
    expect(solution.triple).toHaveLength(3);
    expect(solution.pairs).toContainEqual([4, 9]);
    expect(solution.unmatched).toEqual([]);
  });

  test.each([1, 2, 3])('proves 120 peers, seed %i', (seed) => {
    const peers = aPeerCase({ seed, count: 120 });
    expect(checkPeers(peers, solvePeers(peers))).toEqual([]);
  });

  test.each([300, 301])('%i peers to a thousandth of a proven bound', (count) => {
    const peers = aPeerCase({ seed: 8, count });
    const solution = solvePeers(peers, { enough: 0.999 });
    const { gap } = solution.certificate;
    expect(checkPeers(peers, solution, { gapAtMost: gap })).toEqual([]);
    expect(gap).toBeLessThanOrEqual(solution.total / 999);
    expect(
      checkPeers(peers, { ...solution, certificate: { ...solution.certificate, gap: gap + 1 } }, { gapAtMost: gap }),
    ).not.toEqual([]);
  });
});
