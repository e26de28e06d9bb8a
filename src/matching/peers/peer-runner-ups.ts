import { setPrices } from './missed-pairs.js';
import type { PeerCase, PeerSolution } from '../types.js';
import { valueOf } from '../transport/values.js';

export interface RunnerUpPeer {
  readonly peer: number;
  readonly score: number;
  /** What the last stage's sum loses at least if this pair had to be; 0: it may cost nothing. */
  readonly shortfall: number;
  /** Where the floor was an aim: the pair is worse than the worst that was made. */
  readonly isBelowFloor: boolean;
}

/**
 * Who came next for somebody, the cheapest for the whole first. The shortfall is the pair's reduced cost: the prices of both and of the
 * odd sets around both less the value, by which any pairing with this pair falls short of the bound for as many pairs
 * (weak duality in Edmonds' program). Undefined where three are together, as other threes are not priced.
 */
export function peerRunnerUps(
  { count, scores, worths = scores, locked = [] }: PeerCase,
  { pairs, floor, triple, certificate }: PeerSolution,
): ((person: number, most: number) => RunnerUpPeer[]) | undefined {
  if (triple) return undefined;
  const { objective, prices, scale, gap } = certificate;
  const least = objective === 'balanced' || objective === 'fair' ? floor : 0;
  const setPrice = setPrices(certificate);
  const isLocked = new Uint8Array(count);
  for (const person of locked.flat()) isLocked[person] = 1;
  const people = [...isLocked.keys()].filter((person) => isLocked[person] === 0);
  const placeOf = new Map(people.map((person, place) => [person, place]));
  const mateOf = new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
  return (person, most) => {
    const own = placeOf.get(person);
    const mate = mateOf.get(person);
    if (own === undefined || mate === undefined) return [];
    const found: RunnerUpPeer[] = [];
    people.forEach((peer, place) => {
      const score = scores[person * count + peer] as number;
      if (score < 0 || peer === person || peer === mate) return;
      const short =
        (prices[own] as number) +
        (prices[place] as number) -
        2 * scale * valueOf(worths[person * count + peer] as number, objective);
      const farthest = found[most - 1]?.shortfall ?? Infinity;
      if (short / 2 / scale - gap > farthest) return;
      const shortfall = Math.max(0, Math.ceil((short + setPrice(own, place)) / 2 / scale - gap));
      found.push({ peer, score, shortfall, isBelowFloor: score < least });
      found.sort((one, other) => one.shortfall - other.shortfall || other.score - one.score || one.peer - other.peer);
      found.length = Math.min(found.length, most);
    });
    return found;
  };
}
