/**
 * Real reviews beside the grades of several tutors. The folder holds `reviews.csv` (submission, reviewer, a column per criterion)
 * and `tutors.csv` (submission, tutor, a column per criterion); the truth is the mean of the tutors' totals.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scoresFrom, type Marking } from '../../src/peer-review/scores/methods.rules.js';
import type { Method } from '../../src/peer-review/scores/marks.js';
import { seededRandom, shuffled } from '../../src/shared/random.js';
import { lineOf, meanOf, pearson, rmse, rmseOfOrder } from './review-measures.js';
import { notMeasured, report } from './review-report.js';

interface Real {
  markings: readonly Marking[];
  most: number;
  ids: readonly string[];
  grades: ReadonlyMap<string, readonly number[]>;
  truth: readonly number[];
}

const draws = 200;
const anchored = 25;
const names = {
  pearson: 'real data: Pearson of the estimate without anchors',
  rmse: `real data: RMSE on the others, ${anchored} works anchored by one tutor each, mean of ${draws} draws`,
  below: 'the same: below the mean with a line through the same anchors',
  held: 'the same: share of works whose 80 % interval holds the tutors’ mean',
};

/** @param folder undefined: nothing is measured, and the rows say so */
export function benchReal(folder: string | undefined): void {
  if (folder === undefined || !existsSync(join(folder, 'reviews.csv'))) {
    notMeasured(names.pearson, '>= 0.86');
    notMeasured(names.rmse, '<= 0.82');
    notMeasured(names.below, '>= 0.03');
    notMeasured(names.held, '>= 0.75 and <= 0.85');
    return;
  }
  const real = realFrom(folder);
  benchAlone(real);
  benchTutors(real);
  benchAnchored(real);
}

function realFrom(folder: string): Real {
  const markings = rowsOf(join(folder, 'reviews.csv')).map(([workId = '', reviewerId = '', ...points]) => ({
    ...{ workId, reviewerId },
    criteria: points.map(Number),
  }));
  const grades = new Map<string, number[]>();
  const tops = [0];
  for (const [workId = '', , ...points] of rowsOf(join(folder, 'tutors.csv'))) {
    grades.set(workId, [...(grades.get(workId) ?? []), total(points.map(Number))]);
    for (const [place, value] of points.entries()) tops[place] = Math.max(tops[place] ?? 0, Number(value));
  }
  for (const { criteria } of markings) {
    for (const [place, value] of criteria.entries()) tops[place] = Math.max(tops[place] ?? 0, value);
  }
  const reviewed = new Set(markings.map(({ workId }) => workId));
  const ids = [...grades.keys()].filter((id) => reviewed.has(id));
  return { markings, most: total(tops), ids, grades, truth: ids.map((id) => meanOf(grades.get(id) ?? [])) };
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}

function total(points: readonly number[]): number {
  return points.reduce((sum, value) => sum + value, 0);
}

function pointsBy({ markings, most, ids }: Real, method: Method): number[] {
  const { works } = scoresFrom({ method, markings, anchors: [], most });
  return ids.map((id) => works.get(id)?.points ?? 0);
}

function benchAlone(real: Real): void {
  for (const method of ['mean', 'trimmed', 'median', 'estimate'] as const) {
    const points = pointsBy(real, method);
    const name = method === 'estimate' ? names.pearson : `real data: Pearson, ${method}`;
    report(name, pearson(points, real.truth), '', method === 'estimate' ? { least: 0.86 } : {});
    report(`real data: RMSE, ${method}`, rmse(points, real.truth), 'points');
    report(`real data: RMSE without the common offset, ${method}`, rmseOfOrder(points, real.truth), 'points');
  }
}

/** Each tutor against the mean of the others. */
function benchTutors({ ids, grades }: Real): void {
  const tutors = Math.min(...ids.map((id) => grades.get(id)?.length ?? 0));
  if (tutors < 2) return;
  const errors = Array.from({ length: tutors }, (_, one) => {
    const own = ids.map((id) => grades.get(id)?.[one] ?? 0);
    const others = ids.map((id) => meanOf((grades.get(id) ?? []).filter((_grade, place) => place !== one)));
    return rmse(own, others);
  });
  report('real data: RMSE, one tutor against the others', meanOf(errors), 'points');
}

function benchAnchored(real: Real): void {
  const means = pointsBy(real, 'mean');
  const found = Array.from({ length: draws }, (_, draw) => anchoredDraw(real, means, draw + 1));
  const error = meanOf(found.map((draw) => draw.error));
  report('the same: mean with a line through the anchors', meanOf(found.map((draw) => draw.lined)), 'points');
  report(names.rmse, error, 'points', { most: 0.82 });
  report(names.below, meanOf(found.map((draw) => draw.lined)) - error, 'points', { least: 0.03 });
  report(names.held, meanOf(found.map((draw) => draw.held)), '', { least: 0.75, most: 0.85 });
}

function anchoredDraw({ markings, most, ids, grades, truth }: Real, means: readonly number[], seed: number) {
  const random = seededRandom(seed);
  const places = shuffled([...ids.keys()], random);
  const chosen = places.slice(0, anchored);
  const others = places.slice(anchored);
  const anchors = chosen.map((place) => {
    const given = grades.get(ids[place] ?? '') ?? [];
    return { workId: ids[place] ?? '', points: given[Math.floor(random() * given.length)] ?? 0 };
  });
  const { works } = scoresFrom({ method: 'estimate', markings, anchors, most });
  const scored = others.map((place) => works.get(ids[place] ?? ''));
  const truths = others.map((place) => truth[place] ?? 0);
  const line = lineOf(
    chosen.map((place) => means[place] ?? 0),
    anchors.map(({ points }) => points),
  );
  const within = scored.map((score, index) => {
    const value = truths[index] ?? 0;
    return score && value >= score.interval.low && value <= score.interval.high ? 1 : 0;
  });
  return {
    error: rmse(
      scored.map((score) => score?.points ?? 0),
      truths,
    ),
    lined: rmse(
      others.map((place) => line.offset + line.slope * (means[place] ?? 0)),
      truths,
    ),
    held: meanOf(within),
  };
}
