/** How a criterion is judged: all come down to levels, worst first, each worth points. */
export const scales = ['levels', 'range', 'errors', 'agreement'] as const;
export type Scale = (typeof scales)[number];

/** A *rubric* is a list of criteria; each criterion has levels worth points, worst first. */
export interface Rubric {
  rubricId: string;
  title: string;
  criteria: readonly Criterion[];
}

export interface Criterion {
  /** Names the criterion's fields in the form and its answers in a review. */
  criterionId: string;
  question: string;
  /** Where to look; may be empty. */
  hint: string;
  /** What the reviewer is asked to write. */
  prompt: string;
  /** Words are needed to send the review. */
  needsWords?: boolean;
  /** Missing in rubrics that nobody wrote in the browser: levels. */
  scale?: Scale;
  /** Highest points of a scale other than levels. */
  most?: number;
  levels: readonly Level[];
}

export interface Level {
  title: string;
  description: string;
  points: number;
}

export function mostPoints(rubric: Rubric): number {
  return rubric.criteria.reduce((sum, criterion) => sum + mostPointsOf(criterion), 0);
}

export function mostPointsOf(criterion: Criterion): number {
  return Math.max(0, ...criterion.levels.map((level) => level.points));
}
