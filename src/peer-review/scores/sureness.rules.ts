/**
 * How sure each score is: the variance of its error, from the weights alone.
 *
 * What a reviewer knows of themselves from their other works goes to a work, what a work knows from its other reviewers
 * goes to a reviewer, until it settles (Gaussian belief propagation: Weiss and Freeman 2001; exact where reviews form no
 * ring, close where they do):
 * - variance of a mark about its work = error / w + variance of the reviewer's bias, from their other works
 * - variance of a score = 1 / Σ 1 / (variance of each of its marks)
 */
import { at, type Grid, placeAt, raiseAt } from './grid.rules.js';
import type { Spread } from './spread.rules.js';

export interface Sureness {
  /** Per work: variance of the error of its score, points². */
  scores: Float64Array;
  /** Per mark, 0 to 1: the part of its own error that score and bias took up. */
  taken: Float64Array;
}

const passes = 8;

export function surenessOf(grid: Grid, { bias, error }: Spread, ofMarks: Float64Array): Sureness {
  const { workOf, reviewerOf, points, workIds, reviewerIds } = grid;
  const noise = ofMarks.map((weight) => error / weight);
  // What one mark tells its work, and its reviewer: precisions, in 1 / points².
  const toWork = new Float64Array(points.length);
  const toReviewer = new Float64Array(points.length);
  const works = new Float64Array(workIds.length);
  const reviewers = new Float64Array(reviewerIds.length);
  for (let pass = 0; pass < passes; pass += 1) {
    reviewers.fill(1 / bias);
    for (let mark = 0; mark < reviewerOf.length; mark += 1)
      raiseAt(reviewers, placeAt(reviewerOf, mark), at(toReviewer, mark));
    for (let mark = 0; mark < reviewerOf.length; mark += 1) {
      const reviewer = placeAt(reviewerOf, mark);
      toWork[mark] = 1 / (at(noise, mark) + 1 / (at(reviewers, reviewer) - at(toReviewer, mark)));
    }
    works.fill(0);
    for (let mark = 0; mark < workOf.length; mark += 1) raiseAt(works, placeAt(workOf, mark), at(toWork, mark));
    for (const [mark, work] of workOf.entries()) toReviewer[mark] = told(at(works, work), mark, { toWork, noise });
  }
  const taken = Float64Array.from(points, (_points, mark) => {
    const others = at(works, placeAt(workOf, mark)) - at(toWork, mark);
    const known = 1 / at(toWork, mark) - at(noise, mark);
    return others <= tiny * at(toWork, mark) ? 1 : 1 - at(noise, mark) / (known + 1 / others + at(noise, mark));
  });
  return { scores: works.map((precision) => 1 / precision), taken };
}

/** A work that only this mark knows tells its reviewer nothing. */
function told(work: number, mark: number, { toWork, noise }: { toWork: Float64Array; noise: Float64Array }): number {
  const others = work - at(toWork, mark);
  return others <= tiny * at(toWork, mark) ? 0 : 1 / (at(noise, mark) + 1 / others);
}

const tiny = 1e-9;
