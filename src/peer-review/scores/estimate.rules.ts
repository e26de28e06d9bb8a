/**
 * The *estimate*: true scores, biases and weights of reviewers together (fit.rules.ts), on the scale of staff where staff
 * graded works (anchors.rules.ts), with an interval that holds the staff's own score in 8 of 10 cases.
 * Deterministic, and the same for every order of rows.
 */
import { eightOfTen, scaleOf, type Graded, type Scale } from './anchors.rules.js';
import { fitOf, type Fit } from './fit.rules.js';
import { at, countAt, gridOf, type Grid } from './grid.rules.js';
import type { Anchor, Interval, Mark } from './marks.js';
import { spreadOf, type Spread } from './spread.rules.js';

export interface EstimatedWork {
  /** Of the maximum; of a work that staff graded, the mean of what they gave. */
  points: number;
  interval: Interval;
  reviews: number;
  /** Staff graded it: then no estimate stands beside their word, and the interval is empty. */
  graded: boolean;
}

export interface EstimatedReviewer {
  /** Points more (negative: less) than the others give the same works, drawn towards 0 as reviews are few. */
  bias: number;
  /** 0.5 to 2. */
  weight: number;
  reviews: number;
}

export interface Estimate {
  works: ReadonlyMap<string, EstimatedWork>;
  reviewers: ReadonlyMap<string, EstimatedReviewer>;
  /** Works that staff graded and reviewers scored. */
  graded: number;
  offset: number;
  slope: number;
  /** Mean half width of the intervals of works that staff did not grade, points. */
  halfWidth: number;
  /** Works that staff would have to grade in all to halve that; undefined when no number would: then only more reviews do. */
  gradedToHalve: number | undefined;
  /** The mean half width once so many works are graded, as far as can be foretold. */
  halfWidthWith: (graded: number) => number;
  spread: Spread;
}

export interface Estimating {
  marks: readonly Mark[];
  anchors: readonly Anchor[];
  /** Highest points a mark can have. */
  most: number;
  /**
   * 0 to 1: how far the teacher lets scores be drawn to the mean of the class while nothing is graded. 0: not at all;
   * 1: as far as chance explains, which lowers the error and makes scores alike.
   */
  draw?: number;
}

export function estimate({ marks, anchors, most, draw = 0 }: Estimating): Estimate {
  const grid = gridOf(marks);
  const spread = spreadOf(grid, most);
  const fit = fitOf(grid, spread, most);
  const graded = gradedIn(grid, anchors);
  const scale = scaleOf(graded.length === 0 ? drawn(fit, spread, draw) : fit, { spread, graded, most });
  return {
    works: worksFrom({ grid, scale, anchors, most }),
    reviewers: reviewersFrom(grid, fit),
    ...{ graded: graded.length, offset: scale.offset, slope: scale.slope, spread },
    ...widths(grid, scale),
  };
}

/** Grades of one work together, works in the order of the grid. */
function gradedIn({ workIds }: Grid, anchors: readonly Anchor[]): Graded[] {
  const grades = gradesBy(anchors);
  return workIds.flatMap((workId, work) => {
    const points = grades.get(workId);
    return points ? [{ work, points }] : [];
  });
}

function gradesBy(anchors: readonly Anchor[]): Map<string, number[]> {
  const grades = new Map<string, number[]>();
  for (const { workId, points } of anchors) grades.set(workId, [...(grades.get(workId) ?? []), points]);
  for (const points of grades.values()) points.sort((one, other) => one - other);
  return grades;
}

function drawn(fit: Fit, { work }: Spread, draw: number): Fit {
  if (draw === 0) return fit;
  const mean = fit.scores.reduce((sum, score) => sum + score, 0) / Math.max(1, fit.scores.length);
  const share = fit.sureness.scores.map((variance) => 1 - (draw * variance) / (work + variance));
  return {
    ...fit,
    scores: fit.scores.map((score, index) => mean + at(share, index) * (score - mean)),
    sureness: { ...fit.sureness, scores: fit.sureness.scores.map((variance, index) => variance * at(share, index)) },
  };
}

function worksFrom({
  grid,
  scale,
  anchors,
  most,
}: {
  grid: Grid;
  scale: Scale;
  anchors: readonly Anchor[];
  most: number;
}): Map<string, EstimatedWork> {
  const works = new Map<string, EstimatedWork>();
  const inside = (points: number): number => Math.min(most, Math.max(0, points));
  for (const [work, workId] of grid.workIds.entries()) {
    const [points, half] = [at(scale.scores, work), eightOfTen * Math.sqrt(at(scale.variances, work))];
    works.set(workId, {
      points: inside(points),
      interval: { low: inside(points - half), high: inside(points + half) },
      ...{ reviews: countAt(grid.workStarts, work), graded: false },
    });
  }
  for (const [workId, grades] of gradesBy(anchors)) {
    const points = inside(grades.reduce((sum, value) => sum + value, 0) / grades.length);
    const reviews = works.get(workId)?.reviews ?? 0;
    works.set(workId, { points, interval: { low: points, high: points }, reviews, graded: true });
  }
  return works;
}

function reviewersFrom(grid: Grid, { biases, weights }: Fit): Map<string, EstimatedReviewer> {
  return new Map(
    grid.reviewerIds.map((reviewerId, reviewer) => [
      reviewerId,
      {
        ...{ bias: at(biases, reviewer), weight: at(weights, reviewer) },
        reviews: countAt(grid.reviewerStarts, reviewer),
      },
    ]),
  );
}

function widths(
  { workIds }: Grid,
  { graded, halfWidthWith }: Scale,
): Pick<Estimate, 'halfWidth' | 'halfWidthWith' | 'gradedToHalve'> {
  const halfWidth = halfWidthWith(graded);
  const counts = Array.from({ length: workIds.length - graded }, (_, more) => graded + more + 1);
  return { halfWidth, halfWidthWith, gradedToHalve: counts.find((count) => halfWidthWith(count) <= halfWidth / 2) };
}
