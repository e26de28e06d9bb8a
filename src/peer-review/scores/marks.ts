/**
 * What scores are estimated from. Points are totals of a review, all on one scale from 0 to `most`.
 * - *mark*: what one reviewer gave one work · *anchor*: what staff gave a work
 */
export interface Mark {
  workId: string;
  reviewerId: string;
  points: number;
}

export interface Anchor {
  workId: string;
  points: number;
}

/** How sure a score is: in 8 of 10 such cases the score of staff lies from `low` to `high`. */
export interface Interval {
  low: number;
  high: number;
}

/** How the reviews of a work become its score; each is described in methods.rules.ts. */
export const methods = ['mean', 'trimmed', 'median', 'estimate'] as const;
export type Method = (typeof methods)[number];
