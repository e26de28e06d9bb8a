import { bestPairs } from './best-pairs.js';
import { PairCoverage } from './pair-coverage.js';
import { allNeighbours, peerTable, type PeerTable } from './peer-table.js';
import { announce, stopIfCancelled } from './run.js';
import { NOBODY, SCORE_MAX, type PeerCase, type PeerSolution, type SolveOptions } from './types.js';

type Pair = readonly [number, number];

/**
 * Pairs peers exactly, stage by stage. With an odd number one person joins a pair as third (last in `triple`): the pairs
 * are the best possible with one person left over, the third then joins where the worse of the two new scores is best.
 */
export function solvePeers(peerCase: PeerCase, options: SolveOptions = {}): PeerSolution {
  const barred = new Set<number>();
  for (;;) {
    const table = peerTable(peerCase, barred);
    const { partner, certificate } = pairTable(table, options);
    const { pairs, alone, third } = readPlaces(table, partner);
    const host = third === undefined ? undefined : hostFor(peerCase, third, pairs);
    if (third !== undefined && !host && barred.size + 1 < table.count) {
      barred.add(third);
      continue;
    }
    const unmatched = third === undefined || host ? alone : [...alone, third].sort((one, other) => one - other);
    const all = [...(peerCase.locked ?? []), ...pairs];
    return {
      pairs: all.filter((pair) => pair !== host),
      ...(host && third !== undefined && { triple: [...host, third] as const }),
      unmatched,
      total: all.reduce((sum, pair) => sum + Math.max(0, scoreOf(peerCase, pair)), 0),
      floor: pairs.length === 0 ? -1 : Math.min(...pairs.map((pair) => scoreOf(peerCase, pair))),
      certificate: { ...certificate, chair: third ?? NOBODY },
    };
  }
}

function pairTable(table: PeerTable, options: SolveOptions) {
  const objective = options.objective ?? 'balanced';
  announce(options, 'coverage');
  const coverage = new PairCoverage(allNeighbours(table));
  coverage.grow(0, table.count);
  const barrier = coverage.barrier();
  const aimsAtFloor = objective === 'balanced' || objective === 'fair';
  const floor = aimsAtFloor ? raiseFloor(table, coverage, options) : { threshold: 0, barrier: null };
  announce(options, 'sum');
  const best = bestPairs(table, { objective, floor: floor.threshold, pairs: coverage.pairs });
  const proof = {
    objective,
    coverage: objective === 'sum' ? null : barrier,
    floor: floor.barrier,
    barred: [...table.barred],
  };
  return { partner: best.partner, certificate: { ...proof, ...best.duals } };
}

function raiseFloor(table: PeerTable, coverage: PairCoverage, options: SolveOptions) {
  announce(options, 'floor');
  const alone = table.count - 2 * coverage.pairs;
  let barrier: Uint8Array | null = null;
  let best = coverage.partner.slice();
  let beyond = Math.min(options.floorAtMost ?? SCORE_MAX, SCORE_MAX) + 1;
  let reached = Math.min(worstOf(table, best), beyond - 1);
  while (reached + 1 < beyond) {
    stopIfCancelled(options);
    const tried = (reached + beyond) >> 1;
    coverage.restart(best, tried);
    if (coverage.grow(tried, alone)) {
      best = coverage.partner.slice();
      reached = Math.min(worstOf(table, best), beyond - 1);
    } else {
      beyond = tried;
      barrier = coverage.barrier();
    }
  }
  coverage.restart(best, reached);
  return { threshold: reached, barrier };
}

function worstOf(table: PeerTable, partner: Int32Array): number {
  let worst = SCORE_MAX;
  partner.forEach((mate, place) => {
    if (mate > place) worst = Math.min(worst, table.scoreOf(place, mate));
  });
  return worst;
}

function readPlaces({ people }: PeerTable, partner: Int32Array) {
  const pairs: Pair[] = [];
  const alone: number[] = [];
  let third: number | undefined;
  partner.forEach((mate, place) => {
    const one = people[place] as number;
    const other = mate === -1 ? -1 : (people[mate] as number);
    if (one === -1) return;
    if (mate === -1) alone.push(one);
    else if (other === -1) third = one;
    else if (place < mate) pairs.push([one, other]);
  });
  return { pairs, alone, third };
}

/** A locked pair takes someone in only when no other can. */
function hostFor(peerCase: PeerCase, third: number, pairs: readonly Pair[]): Pair | undefined {
  return bestHost(peerCase, third, pairs) ?? bestHost(peerCase, third, peerCase.locked ?? []);
}

function bestHost(peerCase: PeerCase, third: number, pairs: readonly Pair[]): Pair | undefined {
  let best: Pair | undefined;
  let bestWorse = -1;
  let bestSum = -1;
  for (const pair of pairs) {
    const [one, other] = [scoreOf(peerCase, [pair[0], third]), scoreOf(peerCase, [pair[1], third])];
    const worse = Math.min(one, other);
    if (worse < 0 || worse < bestWorse || (worse === bestWorse && one + other <= bestSum)) continue;
    [best, bestWorse, bestSum] = [pair, worse, one + other];
  }
  return best;
}

function scoreOf({ count, scores }: PeerCase, [one, other]: Pair): number {
  return scores[one * count + other] as number;
}
