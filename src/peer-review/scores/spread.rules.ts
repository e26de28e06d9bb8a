/**
 * How much of the spread of marks is work, how much is reviewers' habits, how much is neither.
 *
 * The model (Piech et al. 2013, "Tuned Models of Peer Assessment in MOOCs", PG1): a mark is
 * `true score of the work + bias of the reviewer + error`, all independent.
 * Formulas, by moments, which need no assumption on the shape of the spread (Henderson 1953, method 1):
 * - within = Σ (mark − mean of its work)² / Σ (n − 1), which is bias + error
 * - bias   = mean over a reviewer's pairs of marks of d₁·d₂, where d is a mark less the mean of the *others* of its work;
 *            two works that share other reviewers share their biases too, which the divisor takes out
 * - work   = spread of the works' means − within / n
 * Few marks say little: within starts from 10 % of the scale with the weight of 5 marks, bias from 3 tenths of
 * within with the weight of 20 pairs.
 */
import { at, countAt, type Grid, placeAt } from './grid.rules.js';

/** Variances, in points². */
export interface Spread {
  work: number;
  bias: number;
  error: number;
  /** Mean of the works' means. */
  mean: number;
}

const firstShare = 0.1;
const firstMarks = 5;
const firstBias = 0.3;
const firstPairs = 20;
const leastBias = 0.02;
const mostBias = 0.8;

/** @param most highest points a mark can have */
export function spreadOf(grid: Grid, most: number): Spread {
  const means = meansOf(grid);
  const within = withinOf(grid, means, most);
  const { sum, weight } = likeness(grid, means);
  const share = (sum / within + firstPairs * firstBias) / (weight + firstPairs);
  const bias = within * Math.min(mostBias, Math.max(leastBias, share));
  const mean = means.reduce((total, value) => total + value, 0) / Math.max(1, means.length);
  return { bias, error: within - bias, mean, work: workSpread(grid, { means, mean, within }) };
}

export function meansOf({ workStarts, points, workIds }: Grid): Float64Array {
  return Float64Array.from(workIds, (_id, work) => {
    let sum = 0;
    for (let mark = placeAt(workStarts, work); mark < placeAt(workStarts, work + 1); mark += 1) sum += at(points, mark);
    return sum / Math.max(1, countAt(workStarts, work));
  });
}

function withinOf({ workOf, points, workIds }: Grid, means: Float64Array, most: number): number {
  let squares = firstMarks * (firstShare * most) ** 2;
  for (const [mark, value] of points.entries()) squares += (value - at(means, placeAt(workOf, mark))) ** 2;
  return squares / (firstMarks + points.length - workIds.length);
}

/** Sum of d₁·d₂ over all pairs of marks of one reviewer, and what one pair of equal biases would give, summed. */
function likeness(grid: Grid, means: Float64Array): { sum: number; weight: number } {
  const { reviewerIds, reviewerStarts, byReviewer, workOf, workStarts, points } = grid;
  const total = { sum: 0, weight: 0 };
  const apart = (mark: number): number => {
    const others = countAt(workStarts, placeAt(workOf, mark)) - 1;
    return ((at(points, mark) - at(means, placeAt(workOf, mark))) * (others + 1)) / others;
  };
  for (let reviewer = 0; reviewer < reviewerIds.length; reviewer += 1) {
    const marks = [...byReviewer.subarray(placeAt(reviewerStarts, reviewer), placeAt(reviewerStarts, reviewer + 1))]
      .filter((mark) => countAt(workStarts, placeAt(workOf, mark)) > 1)
      .slice(0, mostCompared);
    for (const [place, one] of marks.entries()) {
      for (const other of marks.slice(place + 1)) {
        total.sum += apart(one) * apart(other);
        total.weight += 1 + sharedShare(grid, placeAt(workOf, one), placeAt(workOf, other));
      }
    }
  }
  return total;
}

/** Pairs grow with the square: of somebody with very many reviews the first ones are enough. */
const mostCompared = 12;

/** Of two works of one reviewer: other reviewers that both have, per pair of others. */
function sharedShare({ workStarts, reviewerOf }: Grid, one: number, other: number): number {
  const others = (countAt(workStarts, one) - 1) * (countAt(workStarts, other) - 1);
  let [left, right, shared] = [placeAt(workStarts, one), placeAt(workStarts, other), -1];
  while (left < placeAt(workStarts, one + 1) && right < placeAt(workStarts, other + 1)) {
    const [mine, theirs] = [placeAt(reviewerOf, left), placeAt(reviewerOf, right)];
    if (mine === theirs) shared += 1;
    if (mine <= theirs) left += 1;
    if (theirs <= mine) right += 1;
  }
  return shared / others;
}

function workSpread(
  { workIds, workStarts }: Grid,
  { means, mean, within }: { means: Float64Array; mean: number; within: number },
): number {
  let [squares, noise] = [0, 0];
  for (let work = 0; work < means.length; work += 1) {
    const value = at(means, work);
    squares += (value - mean) ** 2;
    noise += within / Math.max(1, countAt(workStarts, work));
  }
  const count = workIds.length;
  return count < 2 ? within : Math.max(within / 10, squares / (count - 1) - noise / count);
}
