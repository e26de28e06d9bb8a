/** Which pairs of a long draft a teacher wants to see. */
import type { DraftPair } from '../words/draft.js';
import { shownScore } from '../measure/pairing.rules.js';

/** `broken`: somebody of it has left the course. */
export const draftFilters = ['all', 'low', 'locked', 'changed', 'broken'] as const;
export type DraftFilter = (typeof draftFilters)[number];

/** Shown points below which a pair is worth a look. */
const lowBelow = 55;

/** Nonsense shows all. */
export function filterFrom(asked: string | undefined): DraftFilter {
  return draftFilters.find((filter) => filter === asked) ?? 'all';
}

export function chosenPairs(
  pairs: readonly DraftPair[],
  filter: DraftFilter,
  { isNew, isGone }: { isNew: ReadonlySet<string> | undefined; isGone: (personId: string) => boolean },
): DraftPair[] {
  const tests: Readonly<Record<DraftFilter, (pair: DraftPair) => boolean>> = {
    all: () => true,
    low: ({ score }) => shownScore(score) < lowBelow,
    locked: ({ lockedBy }) => lockedBy !== undefined,
    changed: ({ pairId }) => isNew?.has(pairId) ?? true,
    broken: ({ members }) => members.some(isGone),
  };
  return pairs.filter(tests[filter]);
}
