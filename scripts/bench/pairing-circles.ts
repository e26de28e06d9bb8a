/** Rounds of subgradient steps: the last hundredth of the bound is not worth more. */
const ROUNDS = 30;

/**
 * No way to part `count` people into circles of four has a greater sum of pair scores. Prices on people (Lagrange); over all
 * circles that are worth more than their members' prices, found from their greatest edge, each person adds a quarter
 * of the greatest excess; subgradient steps lower the sum.
 */
export function boundForFours(count: number, scores: Int32Array): number {
  let prices = Float64Array.from({ length: count }, (_, one) => {
    const row = scores.slice(one * count, (one + 1) * count);
    row[one] = 0;
    return (
      row
        .sort()
        .slice(-3)
        .reduce((sum, score) => sum + score, 0) / 2.1
    );
  });
  let lowest = Infinity;
  for (let round = 0, step = 60_000; round < ROUNDS; round += 1, step *= 0.92) {
    const { excess, circle } = mostExcess(count, scores, prices);
    lowest = Math.min(
      lowest,
      prices.reduce((sum, price, one) => sum + price + (excess[one] as number) / 4, 0),
    );
    const slope = new Float64Array(count).fill(1);
    for (const members of circle) for (const one of members ?? []) slope[one] = (slope[one] as number) - 0.25;
    prices = prices.map((price, one) => price - step * (slope[one] as number));
  }
  return lowest;
}

function mostExcess(count: number, scores: Int32Array, prices: Float64Array) {
  const excess = new Float64Array(count);
  const circle = new Array<readonly number[] | undefined>(count);
  const reduced = Float64Array.from(scores, (score, at) => {
    const [one, other] = [Math.floor(at / count), at % count];
    return one === other ? -1e12 : score - ((prices[one] as number) + (prices[other] as number)) / 3;
  });
  const both = new Float64Array(count);
  const near = new Int32Array(count);
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const edge = reduced[a * count + b] as number;
      if (edge <= 0) continue;
      let most = -Infinity;
      for (let k = 0; k < count; k += 1) {
        both[k] = (reduced[a * count + k] as number) + (reduced[b * count + k] as number);
        most = Math.max(most, both[k] as number);
      }
      let found = 0;
      for (let k = 0; k < count; k += 1) if ((both[k] as number) >= -2 * edge - most) near[found++] = k;
      for (let x = 0; x < found; x += 1) {
        const k = near[x] as number;
        for (let y = x + 1; y < found; y += 1) {
          const l = near[y] as number;
          const sum = edge + (both[k] as number) + (both[l] as number) + (reduced[k * count + l] as number);
          if (sum <= 0) continue;
          for (const one of [a, b, k, l]) {
            if (sum <= (excess[one] as number)) continue;
            excess[one] = sum;
            circle[one] = [a, b, k, l];
          }
        }
      }
    }
  }
  return { excess, circle };
}
