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
  /** Where to look. */
  hint: string;
  /** What the reviewer is asked to write. */
  prompt: string;
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
  return Math.max(...criterion.levels.map((level) => level.points));
}
