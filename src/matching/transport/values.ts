import { SCORE_MAX, type Objective } from '../types.js';

const LARGE = 1e9;

/** What a pair counts in the last stage. */
export function valueOf(score: number, objective: Objective): number {
  if (objective !== 'fair') return score;
  const shortfall = (SCORE_MAX - score) / 1000;
  return SCORE_MAX - Math.round(shortfall * shortfall);
}

/** One pair more must outweigh whatever the others could gain without it. */
export function liftFor(greatest: number, pairs: number): number {
  const lift = (greatest + 1) * (pairs + 1);
  if (lift * (pairs + 1) > Number.MAX_SAFE_INTEGER) throw new RangeError('Too many people for exact sums');
  return lift;
}

/**
 * What a first mentee is worth, so that no sum outweighs it, and a pair more, so that no number of first ones does. Prices are sums
 * of few of them, and stay exact; sums of all are told apart by whole numbers of any size.
 */
export function liftsFor(greatest: number, { pairs, employed }: { pairs: number; employed: number }) {
  if (employed === 0) return { first: 0, lift: liftFor(greatest, pairs) };
  const first = liftFor(greatest, pairs);
  const lift = first * (employed + 2);
  if (lift * 16 > Number.MAX_SAFE_INTEGER) throw new RangeError('Too many people for exact sums');
  return { first, lift };
}

/**
 * Whole numbers whose sums of two stay small, for a first quick look: a value is above two prices only if it is above the sum of their
 * limits less one. A price far below all values has a limit that rules nothing out.
 */
export function limitsOf(prices: Float64Array, scale: number): Int32Array {
  return Int32Array.from(prices, (price) => {
    const limit = Math.floor(price / scale);
    return limit < -LARGE ? -LARGE - 2 : Math.min(LARGE, limit);
  });
}
