import type { Candidates } from '../transport/candidates.js';
import { rowStart } from '../pair-scores.js';
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
  /** The next place before `one`, from `from` on, whose pair with it may be worth more than the limits of both; `one` where there is none. */
  nextAbove(one: number, from: number, limits: Int32Array): number;
}

export function pairValues({ scores, worths }: PeerTable, { objective, floor, start }: PeerAim): PairValues {
  const least = Math.max(0, floor);
  const pairs = start.reduce((sum, mate) => sum + (mate === NOBODY ? 0 : 1), 0) / 2;
  const isByScore = worths === scores;
  const greatest = isByScore ? SCORE_MAX : worths.all.reduce((most, worth) => Math.max(most, worth), SCORE_MAX);
  const apart = objective === 'sum' ? 0 : -liftFor(valueOf(greatest, objective), pairs);
  const worth = (score: number, counts: number) => (score < least ? apart : valueOf(counts, objective));
  const nextByWorth = (one: number, from: number, limits: Int32Array) => {
    const own = limits[one] as number;
    const first = rowStart(one);
    for (let at = from; at < one; at += 1) {
      const value = worth(scores.all[first + at] as number, worths.all[first + at] as number);
      if (value > own + (limits[at] as number)) return at;
    }
    return one;
  };
  /** Where no score is less than what it counts: one look rules out nearly all. */
  const nextByScore = (one: number, from: number, limits: Int32Array) => {
    const own = limits[one] as number;
    const { all } = scores;
    const first = rowStart(one);
    for (let at = from; at < one; at += 1) if ((all[first + at] as number) > own + (limits[at] as number)) return at;
    return one;
  };
  return {
    apart,
    of: (one, other) => worth(scores.at(one, other), worths.at(one, other)),
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
