/**
 * How much each reviewer, and each mark, counts; from `e`, what is left of a mark after score and bias, made up for what the
 * mark itself took of both (`taken`, sureness.rules.ts).
 *
 * - weight of a reviewer = (k + n) / (k + Σ e² / error), at least 0.5 and at most 2: nobody is silenced. k is 4 + 2 / τ reviews;
 *   τ is the variance of reviewers' precision beyond chance, from the marks themselves, so that a class of equally careful
 *   people stays with equal weights (the gamma prior of PG1, its shape estimated)
 * - trust in a mark = 1 − p, at least 0.25: p is the chance that the mark has nothing to do with the work and could be any on
 *   the scale, against a normal error (a mixture with a uniform part: Banfield and Raftery 1993). How many such marks there are is
 *   estimated too, from a first guess of 1 in 20
 * - error = Σ trust·e² / Σ trust, of trusted marks alone
 */
import { at, type Grid, placeAt, raiseAt } from './grid.rules.js';

export interface Weighing {
  ofReviewers: Float64Array;
  /** Of the reviewer times the trust in the mark. */
  ofMarks: Float64Array;
  /** Variance of a mark that counts 1. */
  error: number;
  /** Share of marks that could be any. */
  stray: number;
}

interface Seen {
  scores: Float64Array;
  biases: Float64Array;
  taken: Float64Array;
  most: number;
  /** The error before anything was weighed: it only shrinks. */
  first: number;
}

export const leastWeight = 0.5;
export const mostWeight = 2;
const leastTrust = 0.25;
const firstStray = 0.05;
const strayMarks = 20;
const firstMarks = 5;
const firstError = 0.007;
const mostTaken = 0.8;
const firstUnlikeness = 0.3;
const firstReviewers = 20;

export function firstWeighing({ points, reviewerIds }: Grid, error: number): Weighing {
  const ofReviewers = new Float64Array(reviewerIds.length).fill(1);
  return { ofReviewers, ofMarks: new Float64Array(points.length).fill(1), error, stray: firstStray };
}

export function reweighed(grid: Grid, weighing: Weighing, seen: Seen): Weighing {
  const { workOf, reviewerOf, points } = grid;
  const squares = new Float64Array(points.length);
  const trusts = new Float64Array(points.length);
  let [strays, trusted, left] = [1, firstMarks, firstMarks * firstError * seen.most ** 2];
  for (let mark = 0; mark < points.length; mark += 1) {
    const [work, reviewer] = [placeAt(workOf, mark), placeAt(reviewerOf, mark)];
    const open = 1 - Math.min(mostTaken, at(seen.taken, mark));
    const over = at(points, mark) - at(seen.scores, work) - at(seen.biases, reviewer);
    const variance = weighing.error / open / at(weighing.ofReviewers, reviewer);
    const stray = strayChance(over / open, variance, { share: weighing.stray, most: seen.most });
    squares[mark] = over ** 2 / open;
    trusts[mark] = Math.max(leastTrust, 1 - stray);
    strays += stray;
    trusted += 1 - stray;
    left += (1 - stray) * at(squares, mark);
  }
  const error = Math.min(seen.first, left / trusted);
  const ofReviewers = reviewerWeights(grid, { squares, trusts, error });
  return {
    ...{ ofReviewers, error, stray: strays / (points.length + strayMarks) },
    ofMarks: trusts.map((trust, mark) => trust * at(ofReviewers, placeAt(reviewerOf, mark))),
  };
}

function strayChance(over: number, variance: number, { share, most }: { share: number; most: number }): number {
  const any = share / most;
  const meant = ((1 - share) * Math.exp(-(over ** 2) / 2 / variance)) / Math.sqrt(2 * Math.PI * variance);
  return any / (any + meant);
}

function reviewerWeights(
  { reviewerOf, reviewerStarts, reviewerIds }: Grid,
  { squares, trusts, error }: { squares: Float64Array; trusts: Float64Array; error: number },
): Float64Array {
  const sums = new Float64Array(reviewerIds.length);
  for (let mark = 0; mark < squares.length; mark += 1) {
    raiseAt(sums, placeAt(reviewerOf, mark), (at(trusts, mark) * at(squares, mark)) / error);
  }
  const counts = reviewerIds.map(
    (_id, reviewer) => placeAt(reviewerStarts, reviewer + 1) - placeAt(reviewerStarts, reviewer),
  );
  const prior = 4 + 2 / unlikeness(sums, counts);
  return sums.map((sum, reviewer) => {
    const reviews = counts[reviewer] ?? 0;
    return Math.min(mostWeight, Math.max(leastWeight, (prior + reviews) / (prior + sum)));
  });
}

/** τ: variance of the reviewers' mean squares about 1, less the 2 / n that chance alone gives; from 0.3 with 20 reviewers' weight. */
function unlikeness(sums: Float64Array, counts: readonly number[]): number {
  const means = sums.map((sum, reviewer) => sum / (counts[reviewer] ?? 1));
  const usual = means.reduce((total, mean) => total + mean, 0) / Math.max(1, means.length);
  // Nothing is left over of any mark: nobody differs from anybody.
  if (usual === 0) return firstUnlikeness;
  let [squares, chance] = [0, 0];
  for (let reviewer = 0; reviewer < means.length; reviewer += 1) {
    squares += (at(means, reviewer) / usual - 1) ** 2;
    chance += 2 / (counts[reviewer] ?? 1);
  }
  const beyond = Math.max(0, (squares - chance) / (1 + chance / Math.max(1, means.length)));
  return Math.max(0.01, (beyond + firstReviewers * firstUnlikeness) / (means.length + firstReviewers));
}
