import type { PairValues } from './pair-values.js';
import type { PeerCertificate } from './types.js';
import { limitsOf } from './values.js';

/** A person's worst offenders are enough for one round. */
const PER_PERSON = 12;

/** Pairs of all worth more than the prices of their ends and of the sets around both. */
export function missedPairs(
  count: number,
  values: PairValues,
  { prices, sets, scale }: Pick<PeerCertificate, 'prices' | 'sets' | 'scale'>,
): [number, number][] {
  const within = Array.from({ length: count }, (): Set<number> | undefined => undefined);
  sets.forEach(({ members }, index) => {
    for (const member of members) (within[member] ??= new Set()).add(index);
  });
  const setPrice = (one: number, other: number): number => {
    let sum = 0;
    for (const set of within[one] ?? []) if (within[other]?.has(set)) sum += sets[set]?.price ?? 0;
    return 2 * sum;
  };
  const limits = limitsOf(prices, 2 * scale);
  const missed: [number, number][] = [];
  for (let one = 0; one < count; one += 1) {
    let found = 0;
    let other = one;
    while (found < PER_PERSON && (other = values.nextAbove(one, other + 1, limits)) < count) {
      const gap = 2 * scale * values.of(one, other) - (prices[one] as number) - (prices[other] as number);
      if (gap <= 0 || gap <= setPrice(one, other)) continue;
      missed.push([one, other]);
      found += 1;
    }
  }
  return missed;
}

/** Raises prices until both ends' are at least twice the value of every pair. */
export function liftPrices(prices: Float64Array, values: PairValues): void {
  const limits = limitsOf(prices, 2);
  const count = prices.length;
  const lift = (one: number, from: number) => {
    let own = prices[one] as number;
    for (let other = values.nextAbove(one, from, limits); other < count;) {
      if (other !== one) own += Math.max(0, 2 * values.of(one, other) - own - (prices[other] as number));
      other = values.nextAbove(one, other + 1, limits);
    }
    prices[one] = own;
  };
  // The last place may be the chair, which everybody likes: its price is lifted rather than everybody's.
  if (count > 0) lift(count - 1, 0);
  limits.set(limitsOf(prices.subarray(count - 1), 2), count - 1);
  for (let one = 0; one < count; one += 1) lift(one, one + 1);
}
