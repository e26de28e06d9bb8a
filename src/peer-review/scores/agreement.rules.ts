/**
 * How well reviewers agree, and what more of them would bring.
 * - agreement of one review (intraclass correlation, Shrout and Fleiss 1979, ICC(1)) ρ = work / (work + bias + error), the
 *   variances of spread.rules.ts
 * - agreement of n reviews (Spearman 1910, Brown 1910) = n·ρ / (1 + (n − 1)·ρ)
 */
import { gridOf } from './grid.rules.js';
import type { Marking } from './methods.rules.js';
import { spreadOf } from './spread.rules.js';

export interface Agreement {
  /** 0 to 1, of one review alone. */
  single: number;
  /** 0 to 1, of as many reviews as a work has on average. */
  together: number;
  /** Reviews of a work, on average. */
  reviews: number;
  /** Fewest reviews that bring `together` to {@link goodAgreement}; at most {@link mostAdvised}. */
  advised: number;
  /** `single` of each criterion, in the order of the rubric. */
  criteria: readonly number[];
}

/** From here on a score tells works apart well enough to be graded by it (Nunnally 1978 names 0.7 to 0.8). */
export const goodAgreement = 0.75;
export const mostAdvised = 10;

/** Undefined while fewer than 5 works have 2 reviews: that says nothing. @param mosts highest points of each criterion */
export function agreementOf(markings: readonly Marking[], mosts: readonly number[]): Agreement | undefined {
  const works = new Map<string, number>();
  for (const { workId } of markings) works.set(workId, (works.get(workId) ?? 0) + 1);
  if ([...works.values()].filter((count) => count > 1).length < fewestWorks) return undefined;
  const reviews = markings.length / works.size;
  const total = mosts.reduce((sum, most) => sum + most, 0);
  const single = singleOf(markings, total, (criteria) => criteria.reduce((sum, points) => sum + points, 0));
  const counts = Array.from({ length: mostAdvised }, (_, index) => index + 1);
  return {
    ...{ single, reviews, together: withReviews(single, reviews) },
    advised: counts.find((count) => withReviews(single, count) >= goodAgreement) ?? mostAdvised,
    criteria: mosts.map((most, place) => singleOf(markings, most, (criteria) => criteria[place] ?? 0)),
  };
}

const fewestWorks = 5;

export function withReviews(single: number, reviews: number): number {
  return (reviews * single) / (1 + (reviews - 1) * single);
}

function singleOf(
  markings: readonly Marking[],
  most: number,
  pointsOf: (criteria: readonly number[]) => number,
): number {
  if (most === 0) return 0;
  const marks = markings.map(({ workId, reviewerId, criteria }) => ({
    ...{ workId, reviewerId },
    points: pointsOf(criteria),
  }));
  const { work, bias, error } = spreadOf(gridOf(marks), most);
  return work / (work + bias + error);
}
