import { shuffled, type Random } from '../../shared/random.js';

/**
 * New reviews for each reviewer, so that in the end loads are as even as they can be: whoever has least is next, of equals by chance.
 * Fewer than `wanted` in all when everybody is at `most`.
 */
export function evenQuotas(
  loads: readonly number[],
  { wanted, most, random }: { wanted: number; most: number; random: Random },
): number[] {
  const quotas = loads.map(() => 0);
  const order = shuffled([...loads.keys()], random);
  let [left, level] = [wanted, loads.reduce((least, load) => Math.min(least, load), most)];
  for (; left > 0 && level < most; level += 1) {
    for (const reviewer of order) {
      if (left === 0) break;
      if ((loads[reviewer] ?? 0) + (quotas[reviewer] ?? 0) > level) continue;
      quotas[reviewer] = (quotas[reviewer] ?? 0) + 1;
      left -= 1;
    }
  }
  return quotas;
}
