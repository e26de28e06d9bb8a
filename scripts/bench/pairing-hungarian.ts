import type { MentorCase } from '../../src/pairing/solver/index.js';

/** The package's types are not needed: it is called by name, where it is installed. */
export async function sumByHungarian(cohort: MentorCase): Promise<number | undefined> {
  const name: string = 'hungarian-on3';
  const loaded = (await import(name).catch(() => undefined)) as { default?: unknown } | undefined;
  if (typeof loaded?.default !== 'function') return undefined;
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
  const solve = loaded.default as (costs: number[][]) => [number, number][];
  return solve(costs).reduce(
    (sum, [row, column]) => sum + Math.max(0, scores[(seats[row] as number) * menteeCount + column] as number),
    0,
  );
}
