/** A draft whose pairs of before were changed since it was made: which ones, and what of it may stay. */
import { differenceOf, peopleKey } from './difference.rules.js';
import { keptAsPublished } from './making.rules.js';
import type { Draft, DraftPair } from '../words/draft.js';

/** Members of pairs. */
export interface Changed {
  came: readonly (readonly string[])[];
  went: readonly (readonly string[])[];
}

type Pairs = readonly Pick<DraftPair, 'pairId' | 'members'>[];

export function changedBetween(before: Pairs, today: Pairs): Changed {
  const { isNew, gone } = differenceOf(
    before.map(({ members }) => members),
    today,
  );
  return { came: today.filter(({ pairId }) => isNew.has(pairId)).map(({ members }) => members), went: gone };
}

/**
 * Locked pairs of a draft that is made again. Whoever's partner was changed meanwhile is locked no more, but stays with
 * whom they have today where the draft was to keep all published pairs.
 */
export function keptFrom(
  { pairs, form, around }: Pick<Draft, 'pairs' | 'form' | 'around'>,
  { before, today }: { before: readonly DraftPair[]; today: readonly DraftPair[] },
): DraftPair[] {
  const { came, went } = changedBetween(before, today);
  const placed = (members: readonly string[]) => (form === 'mentoring' ? members.slice(1) : members);
  const changedIds = new Set([...came, ...went].flatMap(placed));
  const locked = pairs.filter(
    ({ members, lockedBy }) => lockedBy !== undefined && !placed(members).some((id) => changedIds.has(id)),
  );
  const cameKeys = new Set(came.map(peopleKey));
  const fresh = around === 'published' ? today.filter(({ members }) => cameKeys.has(peopleKey(members))) : [];
  return [...locked, ...fresh.map(keptAsPublished)];
}
