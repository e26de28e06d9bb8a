/** How near estimates come to what is known to be true. Both lists are of the same works, in the same order. */

export function rmse(estimates: readonly number[], truths: readonly number[]): number {
  return Math.sqrt(meanOf(estimates.map((value, index) => (value - (truths[index] ?? 0)) ** 2)));
}

/** Root of the mean square once the common offset is taken off. */
export function rmseOfOrder(estimates: readonly number[], truths: readonly number[]): number {
  const offset = meanOf(estimates) - meanOf(truths);
  return rmse(
    estimates.map((value) => value - offset),
    truths,
  );
}

export function pearson(one: readonly number[], other: readonly number[]): number {
  const { slope } = lineOf(one, other);
  return slope * Math.sqrt(spreadOf(one) / spreadOf(other));
}

/** Least squares. */
export function lineOf(xs: readonly number[], ys: readonly number[]): { offset: number; slope: number } {
  const [mx, my] = [meanOf(xs), meanOf(ys)];
  const slope = meanOf(xs.map((x, index) => (x - mx) * ((ys[index] ?? 0) - my))) / spreadOf(xs);
  return { slope, offset: my - slope * mx };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}
