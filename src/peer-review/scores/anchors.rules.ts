/**
 * From the reviewers' scale to the staff's: works that staff graded set offset and slope for all.
 *
 * - the score of a work on the reviewers' scale, drawn to their mean as far as chance alone explains: z = mean + λ·(x − mean),
 *   λ = work variance / (work variance + variance of x)
 * - staff's score = mean + offset + slope·(z − mean), offset and slope from the graded works by weighted least squares with
 *   priors: offset 0 ± 7 % of the scale, slope 1 ± 0.2 (Student's t with 3 degrees, so that clear evidence overrules it)
 * - with fewer than 3 graded works the slope says nothing yet: staff's score = x + offset, nothing is drawn anywhere
 * - one grade of staff counts as no surer than one review, until several staff graded the same work; those then say how sure
 * - where graded works lie further from the line than all this explains, every interval widens in proportion (prior: 10 works)
 */
import { at } from './grid.rules.js';
import type { Fit } from './fit.rules.js';
import type { Spread } from './spread.rules.js';

export interface Scale {
  /** Points to add at the mean. */
  offset: number;
  /** Points of staff to one point of reviewers, chance taken out; 1 while too few are graded. */
  slope: number;
  /** Graded works that reviewers scored too. */
  graded: number;
  /** Of every work, on the staff's scale and not yet held inside it. */
  scores: Float64Array;
  variances: Float64Array;
  /** The part of `variances` that stays however many works staff grade. */
  floors: Float64Array;
  /** Mean half width of the interval that `graded` works would give. */
  halfWidthWith: (graded: number) => number;
}

/** Grades that staff gave one work of the grid. */
export interface Graded {
  work: number;
  points: readonly number[];
}

export const fewestForSlope = 3;
/** In 8 of 10 cases a normal error is within so many standard deviations. */
export const eightOfTen = 1.2816;
const offsetShare = 0.07;
const slopeSpread = 0.2;
const slopeDegrees = 3;
const firstWorks = 10;
const firstGrades = 5;
const rounds = 20;

interface Line {
  offset: number;
  slope: number;
  /** Covariance of both. */
  offsetVariance: number;
  slopeVariance: number;
  covariance: number;
  /** Of one grade of staff, points². */
  staffVariance: number;
  widening: number;
}

/** @param most highest points a mark can have */
export function scaleOf(
  fit: Fit,
  { spread, graded, most }: { spread: Spread; graded: readonly Graded[]; most: number },
): Scale {
  const sloped = graded.length >= fewestForSlope;
  const mean = fit.scores.reduce((sum, score) => sum + score, 0) / Math.max(1, fit.scores.length);
  const drawn = fit.sureness.scores.map((variance) => (sloped ? spread.work / (spread.work + variance) : 1));
  const apart = fit.scores.map((score, work) => at(drawn, work) * (score - mean));
  const floors = fit.sureness.scores.map((variance, work) => at(drawn, work) * variance);
  const line = lineThrough(graded, { apart, floors, mean, error: spread.error, most, sloped });
  const { offset, slope } = line;
  const kept = floors.map((floor) => slope ** 2 * floor * Math.max(1, line.widening));
  return {
    ...{ offset, slope, graded: graded.length, floors: kept },
    scores: apart.map((value) => mean + offset + slope * value),
    variances: kept.map((floor, work) => floor + varianceAt(line, at(apart, work))),
    halfWidthWith: halfWidths(kept, apart, { line, most }),
  };
}

interface Facing {
  apart: Float64Array;
  floors: Float64Array;
  mean: number;
  error: number;
  most: number;
  sloped: boolean;
}

function lineThrough(graded: readonly Graded[], facing: Facing): Line {
  const offsetPrecision = 1 / (offsetShare * facing.most) ** 2;
  let line: Line = {
    ...{ offset: 0, slope: 1, offsetVariance: 1 / offsetPrecision, slopeVariance: 0, covariance: 0 },
    ...{ staffVariance: facing.error, widening: 1 },
  };
  if (graded.length === 0) return line;
  for (let round = 0; round < rounds; round += 1) {
    const staffVariance = staffVarianceOf(graded, line.slope ** 2 * facing.error);
    const rows = graded.map(({ work, points }) => ({
      apart: at(facing.apart, work),
      above: points.reduce((sum, value) => sum + value, 0) / points.length - facing.mean,
      variance: line.slope ** 2 * at(facing.floors, work) + staffVariance / points.length,
    }));
    const widening = round === 0 ? 1 : wideningOf(rows, line);
    const slopePrecision = (slopeDegrees + 1) / (slopeDegrees * slopeSpread ** 2 + (line.slope - 1) ** 2);
    const weighed = rows.map((row) => ({ ...row, weight: 1 / (row.variance * widening) }));
    const solved = solve(weighed, { offsetPrecision, slopePrecision, sloped: facing.sloped });
    line = { ...solved, staffVariance, widening };
  }
  return line;
}

interface Row {
  apart: number;
  above: number;
  variance: number;
}

function wideningOf(rows: readonly Row[], { offset, slope }: Line): number {
  const squares = rows.reduce((sum, row) => sum + (row.above - offset - slope * row.apart) ** 2 / row.variance, 0);
  return (firstWorks + squares) / (firstWorks + rows.length);
}

/** From works that several staff graded, with the first guess counting as 5 of them. */
function staffVarianceOf(graded: readonly Graded[], first: number): number {
  let [squares, degrees] = [firstGrades * first, firstGrades];
  for (const { points } of graded) {
    const mean = points.reduce((sum, value) => sum + value, 0) / points.length;
    for (const value of points) squares += (value - mean) ** 2;
    degrees += points.length - 1;
  }
  return squares / degrees;
}

/** Two normal equations; without a slope only the first. */
function solve(
  rows: readonly (Row & { weight: number })[],
  { offsetPrecision, slopePrecision, sloped }: { offsetPrecision: number; slopePrecision: number; sloped: boolean },
): Omit<Line, 'staffVariance' | 'widening'> {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + row.weight * of(row), 0);
  const one = sum(() => 1) + offsetPrecision;
  if (!sloped) {
    const offset = sum(({ above, apart }) => above - apart) / one;
    return { offset, slope: 1, offsetVariance: 1 / one, slopeVariance: 0, covariance: 0 };
  }
  const [cross, square] = [sum(({ apart }) => apart), sum(({ apart }) => apart ** 2) + slopePrecision];
  const [height, tilt] = [sum(({ above }) => above), sum(({ above, apart }) => above * apart) + slopePrecision];
  const determinant = one * square - cross ** 2;
  return {
    offset: (height * square - tilt * cross) / determinant,
    slope: (tilt * one - height * cross) / determinant,
    offsetVariance: square / determinant,
    slopeVariance: one / determinant,
    covariance: -cross / determinant,
  };
}

function varianceAt({ offsetVariance, slopeVariance, covariance }: Line, apart: number): number {
  return offsetVariance + 2 * covariance * apart + slopeVariance * apart ** 2;
}

/** As if graded works lay about the mean as all works do. */
function halfWidths(
  kept: Float64Array,
  apart: Float64Array,
  { line, most }: { line: Line; most: number },
): (graded: number) => number {
  const works = Math.max(1, kept.length);
  const floor = kept.reduce((sum, value) => sum + value, 0) / works;
  const square = apart.reduce((sum, value) => sum + value ** 2, 0) / works;
  const grade = (floor + line.staffVariance) * Math.max(1, line.widening);
  return (graded) => {
    const offset = 1 / (1 / (offsetShare * most) ** 2 + graded / grade);
    const slope = graded < fewestForSlope ? 0 : square / (1 / slopeSpread ** 2 + (graded * square) / grade);
    return eightOfTen * Math.sqrt(floor + offset + slope);
  };
}
