/**
 * True scores, reviewers' biases and weights together, on totals (PG1, see spread.rules.ts).
 *
 * - score of a work    = Σ w·(mark − bias) / Σ w over its marks
 * - bias of a reviewer = Σ w·(mark − score) / (Σ w + error / bias variance), so few reviews leave it near 0
 * - w of a mark        = weight of its reviewer · trust in the mark, see weights.rules.ts
 * No score is drawn towards the mean of the class: a score has no prior, which orders works better than PG1 with one.
 */
import { at, type Grid, placeAt, raiseAt } from './grid.rules.js';
import { meansOf, type Spread } from './spread.rules.js';
import { surenessOf, type Sureness } from './sureness.rules.js';
import { firstWeighing, reweighed, type Weighing } from './weights.rules.js';

export interface Fit {
  /** Per work, in points. */
  scores: Float64Array;
  /** Per reviewer: points more (or less, when negative) than the same work gets from the others. */
  biases: Float64Array;
  /** Per reviewer, 0.5 to 2. */
  weights: Float64Array;
  sureness: Sureness;
}

interface Solution {
  scores: Float64Array;
  biases: Float64Array;
}

interface Settling {
  /** Of each mark, how much it counts. */
  of: Float64Array;
  /** Done when no score moves further, in standard deviations of a mark. */
  still: number;
}

const [nearly, exactly] = [1e-4, 1e-7];
const rounds = 10;
const mostSweeps = 200;

/** @param most highest points a mark can have */
export function fitOf(grid: Grid, spread: Spread, most: number): Fit {
  const solution: Solution = { scores: meansOf(grid), biases: new Float64Array(grid.reviewerIds.length) };
  let weighing: Weighing = firstWeighing(grid, spread.error);
  for (let round = 0; round < rounds; round += 1) {
    settle(grid, { ...spread, error: weighing.error }, { ...solution, of: weighing.ofMarks, still: nearly });
    const { taken } = surenessOf(grid, { ...spread, error: weighing.error }, weighing.ofMarks);
    weighing = reweighed(grid, weighing, { ...solution, taken, most, first: spread.error });
  }
  settle(grid, { ...spread, error: weighing.error }, { ...solution, of: weighing.ofMarks, still: exactly });
  // How sure a score is must not rest on having sorted out stray marks: all of them count here, with the error of all.
  const sureness = surenessOf(grid, spread, ofReviewersAlone(grid, weighing));
  return { ...solution, weights: weighing.ofReviewers, sureness };
}

function ofReviewersAlone({ reviewerOf }: Grid, { ofReviewers }: Weighing): Float64Array {
  return Float64Array.from(reviewerOf, (reviewer) => at(ofReviewers, reviewer));
}

/** Scores from biases and biases from scores, in place, until nothing moves (Gauss and Seidel). */
function settle(grid: Grid, { bias, error }: Spread, solution: Solution & Settling): void {
  const { scores, biases, of, still } = solution;
  const enough = Math.sqrt(bias + error) * still;
  const sums = { works: new Float64Array(scores.length), reviewers: new Float64Array(biases.length) };
  const all = { works: new Float64Array(scores.length), reviewers: new Float64Array(biases.length).fill(error / bias) };
  for (let mark = 0; mark < of.length; mark += 1) {
    raiseAt(all.works, placeAt(grid.workOf, mark), at(of, mark));
    raiseAt(all.reviewers, placeAt(grid.reviewerOf, mark), at(of, mark));
  }
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    gather(grid, { into: sums.works, by: grid.workOf, less: biases, lessBy: grid.reviewerOf, of });
    const moved = divide(scores, sums.works, all.works);
    gather(grid, { into: sums.reviewers, by: grid.reviewerOf, less: scores, lessBy: grid.workOf, of });
    divide(biases, sums.reviewers, all.reviewers);
    if (sweep > 0 && moved < enough) return;
  }
}

interface Gathering {
  into: Float64Array;
  by: Int32Array;
  less: Float64Array;
  lessBy: Int32Array;
  of: Float64Array;
}

function gather({ points }: Grid, { into, by, less, lessBy, of }: Gathering): void {
  into.fill(0);
  for (let mark = 0; mark < points.length; mark += 1) {
    raiseAt(into, placeAt(by, mark), at(of, mark) * (at(points, mark) - at(less, placeAt(lessBy, mark))));
  }
}

/** The furthest that a value moved. */
function divide(values: Float64Array, sums: Float64Array, weights: Float64Array): number {
  let moved = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = at(sums, index) / at(weights, index);
    moved = Math.max(moved, Math.abs(value - at(values, index)));
    values[index] = value;
  }
  return moved;
}
