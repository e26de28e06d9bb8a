/**
 * One column, two halves: 50 points for the work, as its reviewers saw it, and 50 for the reviews a person owes. A half
 * that cannot be known (nobody reviewed the work; no review was asked for) leaves its weight to the other.
 */
import type { ReviewContent } from './peer-review.js';
import { median } from './scores/methods.rules.js';
import { mostPoints, type Criterion, type Rubric } from './rubric.js';

export interface Standing {
  rubric: Rubric;
  /** Sent reviews of the person's work. */
  received: readonly ReviewContent[];
  /** Reviews the person owes and has sent. Extra ones count for nothing and harm nobody. */
  required: number;
  given: number;
}

/** Each from 0 to 1; undefined when it cannot be known. */
export interface Halves {
  work: number | undefined;
  reviewing: number | undefined;
}

/**
 * - `received`, `given`: the person's own; `closed`: the teacher ended reviewing
 */
export interface Progress {
  received: number;
  required: number;
  given: number;
  closed: boolean;
}

export const maximumScore = 100;
const half = maximumScore / 2;

/** A score is recorded once both halves stand on something, or when nothing more can come. */
export function isScoreDue({ received, required, given, closed }: Progress): boolean {
  return closed || (received > 0 && given >= required);
}

/** Points of 100 with two decimals; undefined when neither half is known. */
export function scoreFrom({ work, reviewing }: Halves): number | undefined {
  const halves = [work, reviewing].filter((share) => share !== undefined);
  if (halves.length === 0) return undefined;
  const points = halves.reduce((sum, share) => sum + share * half, 0) * (2 / halves.length);
  return Math.round(points * 100) / 100;
}

/** Of the points a work can get, the part it got: 0 to 1. */
export function workShare({ rubric, received }: Pick<Standing, 'rubric' | 'received'>): number | undefined {
  const most = mostPoints(rubric);
  if (received.length === 0 || most === 0) return undefined;
  return pointsOfWork(rubric, received) / most;
}

export function reviewingShare({ required, given }: Pick<Standing, 'required' | 'given'>): number | undefined {
  return required === 0 ? undefined : Math.min(1, given / required);
}

/** The middle value per criterion, added up: one very high or very low review cannot pull it far. */
export function pointsOfWork(rubric: Rubric, received: readonly ReviewContent[]): number {
  return rubric.criteria.reduce((sum, criterion) => sum + (middlePoints(criterion, received) ?? 0), 0);
}

export function middlePoints(criterion: Criterion, received: readonly ReviewContent[]): number | undefined {
  const points = received.flatMap((content) => pointsFor(criterion, content) ?? []);
  return points.length === 0 ? undefined : median(points);
}

function pointsFor(criterion: Criterion, content: ReviewContent): number | undefined {
  const level = content.criteria[criterion.criterionId]?.level;
  return level === undefined ? undefined : criterion.levels[level]?.points;
}

/** The level chosen for each criterion, where one was chosen. */
export function levelsIn(content: ReviewContent | undefined): Record<string, number> {
  const levels = new Map<string, number>();
  for (const [criterionId, { level }] of Object.entries(content?.criteria ?? {})) {
    if (level !== undefined) levels.set(criterionId, level);
  }
  return Object.fromEntries(levels);
}
