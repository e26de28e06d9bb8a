import { setPrices } from './missed-pairs.js';
import type { PeerCase, PeerSolution } from '../types.js';
import { valueOf } from '../transport/values.js';

export interface RunnerUpPeer {
  readonly peer: number;
  readonly score: number;
  /** What the last stage's sum loses at least if this pair had to be; 0: it may cost nothing. Undefined where the sum has a gap. */
  readonly shortfall: number | undefined;
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
  const people = Int32Array.from(isLocked.keys()).filter((person) => isLocked[person] === 0);
  const placeOf = new Map(Array.from(people, (person, place) => [person, place]));
  const mateOf = new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
  return (person, most) => {
    const own = placeOf.get(person);
    const mate = mateOf.get(person);
    if (own === undefined || mate === undefined) return [];
    const found: { peer: number; score: number; short: number }[] = [];
    const row = scores.subarray(person * count, (person + 1) * count);
    let farthest = Infinity;
    for (let place = 0; place < people.length; place += 1) {
      const peer = people[place] as number;
      const worth = valueOf(worths[person * count + peer] as number, objective);
      const quick = (prices[own] as number) + (prices[place] as number) - 2 * scale * worth;
      if (quick > farthest || (row[peer] as number) < 0 || peer === person || peer === mate) continue;
      found.push({ peer, score: row[peer] as number, short: quick + setPrice(own, place) });
      found.sort((one, other) => one.short - other.short || other.score - one.score || one.peer - other.peer);
      found.length = Math.min(found.length, most);
      if (found.length === most) farthest = found[most - 1]?.short ?? Infinity;
    }
    return found.map(({ peer, score, short }) => ({
      ...{ peer, score, isBelowFloor: score < least },
      shortfall: gap > 0 ? undefined : Math.max(0, Math.ceil(short / 2 / scale)),
    }));
  };
}
