import { bestPairs } from './best-pairs.js';
import { firstPairs } from './first-pairs.js';
import { highestFloor, pairMost, raisePeerFloor } from './peer-floor.js';
import { peerTable, type PeerTable } from './peer-table.js';
import { announce } from '../run.js';
import { NOBODY, type PeerCase, type PeerSolution, type SolveOptions } from '../types.js';

type Pair = readonly [number, number];

/** After so many whom no pair takes in, the next one stays alone. */
const MOST_TRIES = 8;
/** Of so many it is looked up beforehand whom nobody could take in. */
const MOST_LOOKED_UP = 1000;

/**
 * Pairs peers exactly, stage by stage. With an odd number one person joins a pair as third (last in `triple`): the pairs
 * are the best possible with one person left over, the third then joins where the worse of the two new scores is best.
 */
export function solvePeers(peerCase: PeerCase, options: SolveOptions = {}): PeerSolution {
  const barred = new Set<number>();
  let tries = 0;
  for (;;) {
    const table = peerTable(peerCase, barred);
    const { partner, certificate } = pairTable(table, options);
    const { pairs, alone, third } = readPlaces(table, partner);
    const host = third === undefined ? undefined : hostFor(peerCase, third, pairs);
    if (third !== undefined && !host && tries < MOST_TRIES) {
      const hostless = tries === 0 && table.count <= MOST_LOOKED_UP ? withoutHosts(peerCase, table) : [];
      for (const person of [...hostless, third]) barred.add(person);
      tries += 1;
      if (barred.size + 1 < table.count) continue;
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
  const { pairs: candidates, best: bestOf } = firstPairs(table);
  const aimsAtFloor = objective === 'balanced' || objective === 'fair';
  const most = pairMost(table, candidates, aimsAtFloor ? highestFloor(bestOf, options) : 0);
  const floor = aimsAtFloor
    ? raisePeerFloor(table, { candidates, best: bestOf, start: most.partner }, options)
    : { threshold: 0, barrier: null, start: most.partner };
  const best = bestPairs(table, { objective, floor: floor.threshold, start: floor.start, candidates }, options);
  const coverage = objective === 'sum' ? null : most.barrier;
  return {
    partner: best.partner,
    certificate: { objective, coverage, floor: floor.barrier, barred: [...table.barred], ...best.duals },
  };
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

/** People whom no two who suit each other, and no locked pair, could take in. */
function withoutHosts({ count, scores, locked = [] }: PeerCase, { people }: PeerTable): number[] {
  const free = [...people].filter((person) => person >= 0);
  const suits = (one: number, other: number) => (scores[one * count + other] as number) >= 0;
  return free.filter((person) => {
    if (locked.some(([one, other]) => suits(person, one) && suits(person, other))) return false;
    const known = free.filter((other) => other !== person && suits(person, other));
    return !known.some((one, at) => known.slice(at + 1).some((other) => suits(one, other)));
  });
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
