/** What is different between two drafts of the same people. */
import type { DraftResult } from '../words/draft.js';
import { shownScore } from '../measure/pairing.rules.js';

export interface Moved {
  /** Pairs of the first that the second does not have. */
  changed: number;
  pairs: number;
  matched: { before: number; after: number };
  /** Shown points; undefined where there is no pair. */
  weakest: { before: number | undefined; after: number | undefined };
}

export function movedBetween(before: DraftResult, after: DraftResult): Moved {
  const kept = new Set(after.pairs.map(({ members }) => sameFor(members)));
  return {
    changed: before.pairs.filter(({ members }) => !kept.has(sameFor(members))).length,
    pairs: before.pairs.length,
    matched: { before: matchedIn(before), after: matchedIn(after) },
    weakest: { before: weakestIn(before), after: weakestIn(after) },
  };
}

function sameFor(members: readonly string[]): string {
  return [...members].sort().join(' ');
}

function matchedIn({ pairs }: DraftResult): number {
  return new Set(pairs.flatMap(({ members }) => members)).size;
}

function weakestIn({ pairs }: DraftResult): number | undefined {
  if (pairs.length === 0) return undefined;
  return shownScore(pairs.reduce((least, { score }) => Math.min(least, score), Infinity));
}
