import type { Candidates } from '../transport/candidates.js';
import type { PeerTable } from './peer-table.js';
import { NOBODY, SCORE_MAX, type Objective } from '../types.js';
import { liftFor, valueOf } from '../transport/values.js';

export interface PeerAim {
  readonly objective: Objective;
  readonly floor: number;
  /** A pairing with as many pairs as can be, all from the floor up. */
  readonly start: Int32Array;
  /** By score, both ways round; used up here. */
  readonly candidates: Candidates;
}

/** What a pair of places counts; `apart` where it is not allowed. */
export interface PairValues {
  readonly apart: number;
  of(one: number, other: number): number;
  /** The next place, from `from` on, whose pair with `one` may be worth more than the limits of both; the count when there is none. */
  nextAbove(one: number, from: number, limits: Int32Array): number;
}

export function pairValues({ count, scores, worths }: PeerTable, { objective, floor, start }: PeerAim): PairValues {
  const least = Math.max(0, floor);
  const pairs = start.reduce((sum, mate) => sum + (mate === NOBODY ? 0 : 1), 0) / 2;
  const isByScore = worths === scores;
  const greatest = isByScore ? SCORE_MAX : worths.reduce((most, worth) => Math.max(most, worth), SCORE_MAX);
  const apart = objective === 'sum' ? 0 : -liftFor(valueOf(greatest, objective), pairs);
  const worth = (at: number) => ((scores[at] as number) < least ? apart : valueOf(worths[at] as number, objective));
  const nextByWorth = (one: number, from: number, limits: Int32Array) => {
    const [first, own] = [one * count, limits[one] as number];
    for (let at = from; at < count; at += 1) {
      if (worth(first + at) > own + (limits[at] as number)) return at;
    }
    return count;
  };
  /** Where no score is less than what it counts: one look rules out nearly all. */
  const nextByScore = (one: number, from: number, limits: Int32Array) => {
    const own = limits[one] as number;
    const row = scores.subarray(one * count, (one + 1) * count);
    for (let at = from; at < row.length; at += 1) if ((row[at] as number) > own + (limits[at] as number)) return at;
    return count;
  };
  return {
    apart,
    of: (one, other) => worth(one * count + other),
    nextAbove: isByScore && objective !== 'fair' && objective !== 'sum' ? nextByScore : nextByWorth,
  };
}

export function putBothWays(
  candidates: Candidates,
  pairs: readonly (readonly [number, number])[],
  values: PairValues,
): void {
  for (const [one, other] of pairs) {
    candidates.put(one, other, values.of(one, other));
    candidates.put(other, one, values.of(one, other));
  }
}
