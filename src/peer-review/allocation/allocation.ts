/** Who may review whom. Everybody is named by their person id: an activity has one submission a person. */
export interface Pair {
  reviewerId: string;
  authorId: string;
}

/** People of the author's own group: like all others, never, or nobody else. */
export const groupRules = ['any', 'out', 'in'] as const;
export type GroupRule = (typeof groupRules)[number];

export interface Apart {
  /** Mentor and mentee: neither ever reviews the other. */
  together: readonly (readonly [string, string])[];
  groups: GroupRule;
  /** The platform's groups; who is in none, or of whom none were told, is missing. */
  groupsOf: ReadonlyMap<string, readonly string[]>;
  /** Of other activities of the course: not again where nobody falls short for it. */
  earlier: readonly Pair[];
}

export const nothingApart: Apart = { together: [], groups: 'any', groupsOf: new Map(), earlier: [] };

export interface AllocationCase {
  /** Their work can be reviewed, and they review. */
  authorIds: readonly string[];
  /** Reviews each person gives and gets. */
  each: number;
  /** Reviews that count: sent, or asked of somebody who is here and has time. */
  planned: readonly Pair[];
  /** Asked once and lapsed: the person owes it still, and is not asked for this work again. */
  lapsed: readonly Pair[];
  apart: Apart;
  /** Offered to do one more than their share. */
  volunteerIds: readonly string[];
  /** Reviews that anybody may be asked for beyond their share where a work falls short. */
  extra: number;
  seed: number;
}

export interface Allocated {
  pairs: readonly Pair[];
  /** Works that nothing allowed could help. */
  short: readonly { authorId: string; lacks: number }[];
  /** Pairs that met in another activity: else their work would fall short. */
  again: number;
}
