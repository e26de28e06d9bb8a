import { createRequire } from 'node:module';
import type { MentorCase } from '../../src/matching/index.js';

// A package of CommonJS without types: the cast names its one export.
const solve = createRequire(import.meta.url)('hungarian-on3') as (costs: number[][]) => [number, number][];

/** The greatest sum, a mentor's seats as so many rows. */
export function sumByHungarian(cohort: MentorCase): number {
  const { mentorCount, menteeCount, capacities, scores } = cohort;
  const seats = Array.from({ length: mentorCount }, (_, mentor) =>
    new Array<number>(capacities[mentor] ?? 0).fill(mentor),
  ).flat();
  const costs = seats.map((mentor) =>
    Array.from({ length: menteeCount }, (_, mentee) => {
      const score = scores[mentor * menteeCount + mentee] as number;
      return score < 0 ? 1e9 : 1e6 - score;
    }),
  );
  return solve(costs).reduce(
    (sum, [row, column]) => sum + Math.max(0, scores[(seats[row] as number) * menteeCount + column] as number),
    0,
  );
}
