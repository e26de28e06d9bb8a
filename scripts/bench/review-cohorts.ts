/** Cohorts with known true scores: what estimates of peer reviews are judged by where no real grades are at hand. */
import type { Marking } from '../../src/peer-review/scores/methods.rules.js';
import { shuffled, type Random } from '../../src/shared/random.js';

export const cohortKinds = ['honest', 'generous', 'harsh', 'random', 'colluding'] as const;
export type CohortKind = (typeof cohortKinds)[number];

export interface Cohort {
  markings: readonly Marking[];
  /** Total of each work as a perfect reviewer would give it. */
  truth: ReadonlyMap<string, number>;
  most: number;
}

export interface CohortSize {
  works: number;
  each: number;
  criteria: number;
}

export const criterionPoints = 4;

/**
 * A ring in random order: everybody reviews the next `each`. Honest marks have a habit of their own (0.5 of 20 points) and
 * an error (7 %). A third of the cohort is of the kind: generous 3 points more, harsh 3 less, random gives anything, and
 * colluding pairs off, gives the partner everything and is honest elsewhere.
 */
export function cohortOf(kind: CohortKind, { works, each, criteria }: CohortSize, random: Random): Cohort {
  const most = criteria * criterionPoints;
  const ids = shuffled(
    Array.from({ length: works }, (_, index) => `p${index}`),
    random,
  );
  const truth = new Map(ids.map((id) => [id, inside(most * (0.68 + 0.13 * normal(random)), most)]));
  const odd = new Set(shuffled(ids, random).slice(0, Math.round(works / 3)));
  const habits = new Map(ids.map((id) => [id, habitOf(kind, odd.has(id), most) + 0.025 * most * normal(random)]));
  const markings = ids.flatMap((reviewerId, place) =>
    Array.from({ length: each }, (_, step): Marking => {
      const workId = ids[(place + step + 1) % works] ?? '';
      // A colluder's partner is the next one of the ring; the pair was agreed beforehand.
      const favoured = kind === 'colluding' && odd.has(reviewerId) && step === 0;
      const fair = (truth.get(workId) ?? 0) + (habits.get(reviewerId) ?? 0) + 0.07 * most * normal(random);
      const total = kind === 'random' && odd.has(reviewerId) ? random() * most : favoured ? most : fair;
      return { workId, reviewerId, criteria: spread(inside(total, most), criteria, random) };
    }),
  );
  return { markings, truth, most };
}

function habitOf(kind: CohortKind, odd: boolean, most: number): number {
  if (!odd) return 0;
  return kind === 'generous' ? 0.15 * most : kind === 'harsh' ? -0.15 * most : 0;
}

/** A total over criteria in halves of a point, as people give them. */
function spread(total: number, criteria: number, random: Random): number[] {
  let left = Math.round(total * 2) / 2;
  return Array.from({ length: criteria }, (_, place) => {
    const open = criteria - place - 1;
    const share = left / (open + 1) + (open === 0 ? 0 : (random() - 0.5) * 1.5);
    const points = Math.min(
      criterionPoints,
      left,
      Math.max(0, left - open * criterionPoints, Math.round(share * 2) / 2),
    );
    left -= points;
    return points;
  });
}

function inside(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
