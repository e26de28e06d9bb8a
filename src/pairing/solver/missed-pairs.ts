import type { PairValues } from './best-pairs.js';
import type { PeerCertificate } from './types.js';

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
  const row = new Float64Array(count);
  const missed: [number, number][] = [];
  for (let one = 0; one < count; one += 1) {
    values.fillRow(one, row);
    const own = prices[one] as number;
    let found = 0;
    for (let other = one + 1; other < count && found < PER_PERSON; other += 1) {
      const gap = 2 * scale * (row[other] as number) - own - (prices[other] as number);
      if (gap <= 0 || gap <= setPrice(one, other)) continue;
      missed.push([one, other]);
      found += 1;
    }
  }
  return missed;
}

/** Raises prices until both ends' are at least twice the value of every pair. */
export function liftPrices(prices: Float64Array, values: PairValues): void {
  const count = prices.length;
  const row = new Float64Array(count);
  for (let one = 0; one < count; one += 1) {
    values.fillRow(one, row);
    let own = prices[one] as number;
    for (let other = one + 1; other < count; other += 1) {
      const gap = 2 * (row[other] as number) - own - (prices[other] as number);
      if (gap > 0) own += gap;
    }
    prices[one] = own;
  }
}
