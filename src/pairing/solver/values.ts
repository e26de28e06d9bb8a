import { SCORE_MAX, type Objective } from './types.js';

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
