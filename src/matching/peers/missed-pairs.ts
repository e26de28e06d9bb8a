import type { PairValues } from './pair-values.js';
import type { PeerCertificate } from '../types.js';
import { limitsOf } from '../transport/values.js';

/** A person's worst offenders are enough for one round. */
const PER_PERSON = 12;
/** Of pairs that are worth their prices nearly, so many a person. */
const NEAR_PER_PERSON = 32;

/** Pairs of all worth more than the prices of their ends and of the sets around both. */
export function missedPairs(
  count: number,
  values: PairValues,
  duals: Pick<PeerCertificate, 'prices' | 'sets' | 'innermost' | 'scale'>,
): [number, number][] {
  const { prices, scale } = duals;
  const setPrice = setPrices(duals);
  const limits = limitsOf(prices, 2 * scale);
  const missed: [number, number][] = [];
  for (let one = 0; one < count; one += 1) {
    let found = 0;
    let other = -1;
    while (found < PER_PERSON && (other = values.nextAbove(one, other + 1, limits)) < one) {
      const gap = 2 * scale * values.of(one, other) - (prices[one] as number) - (prices[other] as number);
      if (gap <= 0 || gap <= setPrice(one, other)) continue;
      missed.push([one, other]);
      found += 1;
    }
  }
  return missed;
}

/** What the sets around both add to the prices of two. */
export function setPrices({
  sets,
  innermost,
}: Pick<PeerCertificate, 'sets' | 'innermost'>): (one: number, other: number) => number {
  const depths = new Int32Array(sets.length);
  const sums = new Float64Array(sets.length);
  const outermost = new Int32Array(sets.length);
  sets.forEach(({ price, around }, at) => {
    depths[at] = around < 0 ? 0 : (depths[around] as number) + 1;
    sums[at] = 2 * price + (around < 0 ? 0 : (sums[around] as number));
    outermost[at] = around < 0 ? at : (outermost[around] as number);
  });
  return (one, other) => {
    let [first, second] = [innermost[one] as number, innermost[other] as number];
    if (first < 0 || second < 0 || outermost[first] !== outermost[second]) return 0;
    while (first !== second) {
      if ((depths[first] as number) < (depths[second] as number)) [first, second] = [second, first];
      first = (sets[first] as { around: number }).around;
    }
    return sums[first] as number;
  };
}

/** Pairs that fall short of the (doubled) prices of their ends by no more than `short`, and those worth more than these. */
export function nearPairs(
  values: PairValues,
  prices: Float64Array,
  short: number,
): { near: [number, number][]; missed: [number, number][] } {
  const count = prices.length;
  const limits = limitsOf(prices, 2);
  const nearLimits = limitsOf(
    prices.map((price) => price - short / 2 - 1),
    2,
  );
  const near: [number, number][] = [];
  const missed: [number, number][] = [];
  for (let one = 0; one < count; one += 1) {
    let [found, worse] = [0, 0];
    let other = -1;
    while (worse < PER_PERSON) {
      other = values.nextAbove(one, other + 1, found < NEAR_PER_PERSON ? nearLimits : limits);
      if (other >= one) break;
      const slack = (prices[one] as number) + (prices[other] as number) - 2 * values.of(one, other);
      if (slack < 0) {
        missed.push([one, other]);
        worse += 1;
      } else if (slack <= short && found < NEAR_PER_PERSON) {
        near.push([one, other]);
        found += 1;
      }
    }
  }
  return { near, missed };
}

/**
 * Raises prices until both ends' are at least twice the value of every pair. Answers pairs that were worth more, of each person so
 * many as {@link missedPairs}.
 */
export function liftPrices(prices: Float64Array, values: PairValues): [number, number][] {
  const limits = limitsOf(prices, 2);
  const before = prices.slice();
  const missed: [number, number][] = [];
  const lift = (one: number) => {
    let own = prices[one] as number;
    let found = 0;
    for (let other = values.nextAbove(one, 0, limits); other < one; other = values.nextAbove(one, other + 1, limits)) {
      const twice = 2 * values.of(one, other);
      own += Math.max(0, twice - own - (prices[other] as number));
      if (found >= PER_PERSON || twice <= (before[one] as number) + (before[other] as number)) continue;
      missed.push([one, other]);
      found += 1;
    }
    prices[one] = own;
  };
  // Whoever comes later is lifted: the last place may be the chair, which everybody likes.
  for (let one = 0; one < prices.length; one += 1) lift(one);
  return missed;
}
