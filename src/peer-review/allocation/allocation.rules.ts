/** Who reviews whom: the case that the solver is given, and how far it may go where a work falls short. */
import { solveReviewers, type ReviewerCase } from '../../matching/index.js';
import { seededRandom } from '../../shared/random.js';
import type { AllocationCase, Allocated, Pair } from './allocation.js';
import { barsOf, withEarlier, type Bars } from './apart.rules.js';
import { worksForWhoOwes } from './owing.rules.js';

/** With 2 authors each reviews the other, however many reviews the teacher wished. */
export function reviewsPossible(each: number, authors: number): number {
  return Math.max(0, Math.min(each, authors - 1));
}

/**
 * New pairs beside those that stand: everybody gets and gives the same number, and two review each other only where
 * nothing else is left. Where a work falls short, first volunteers are asked for one more, then two meet again who met in
 * another activity, then anybody is asked for `extra` more; whoever had less to do than the others then takes the least
 * reviewed works. The same case gives the same pairs.
 */
export function allocate(asked: AllocationCase): Allocated {
  const bars = barsOf(asked.authorIds, asked.apart);
  const strict = withEarlier(bars, asked.apart.earlier);
  const attempts: readonly Attempt[] = [
    { bars: strict, extraOf: () => 0 },
    { bars: strict, extraOf: (id) => (asked.volunteerIds.includes(id) ? 1 : 0) },
    { bars, extraOf: (id) => (asked.volunteerIds.includes(id) ? 1 : 0) },
    { bars, extraOf: (id) => Math.max(asked.extra, asked.volunteerIds.includes(id) ? 1 : 0) },
  ];
  let best = attempted(asked, attempts[0] ?? { bars, extraOf: () => 0 });
  for (const attempt of attempts.slice(1)) {
    if (best.lacks === 0) break;
    const next = attempted(asked, attempt);
    if (next.lacks < best.lacks) best = next;
  }
  const owed = worksForWhoOwes(asked, {
    added: best.pairs,
    share: reviewsPossible(asked.each, asked.authorIds.length),
    bars: strict,
  });
  const pairs = [...best.pairs, ...owed];
  const met = new Set(asked.apart.earlier.map(keyOf));
  return { pairs, short: best.short, again: pairs.filter((pair) => met.has(keyOf(pair))).length };
}

interface Attempt {
  bars: Bars;
  /** Reviews that this person may be asked for beyond their share. */
  extraOf(personId: string): number;
}

function attempted(asked: AllocationCase, attempt: Attempt) {
  const { ids, review } = caseFrom(asked, attempt);
  const { pairs, short } = solveReviewers(review, seededRandom(asked.seed));
  const idAt = (place: number): string => ids[place] ?? '';
  return {
    pairs: pairs.map(({ work, reviewer }) => ({ reviewerId: idAt(reviewer), authorId: idAt(work) })),
    short: short.map(({ work, lacks }) => ({ authorId: idAt(work), lacks })),
    lacks: short.reduce((sum, { lacks }) => sum + lacks, 0),
  };
}

/** Authors come first, so that a work has its author's place; people who only review follow, and get nothing new. */
function caseFrom(asked: AllocationCase, { bars, extraOf }: Attempt): { ids: string[]; review: ReviewerCase } {
  const { authorIds, each, planned, lapsed } = asked;
  const share = reviewsPossible(each, authorIds.length);
  const ids = [...new Set([...authorIds, ...planned.map(({ reviewerId }) => reviewerId)])];
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const extras = authorIds.map(extraOf);
  const most = share + extras.reduce((largest, extra) => Math.max(largest, extra), 0);
  const owed = countBy(lapsed, ({ reviewerId }) => reviewerId);
  const gone = new Map<string, string[]>();
  for (const { authorId, reviewerId } of lapsed) gone.set(authorId, [...(gone.get(authorId) ?? []), reviewerId]);
  const placesOf = (people: Iterable<string>) => [...people].flatMap((id) => placeOf.get(id) ?? []);
  return {
    ids,
    review: {
      ...{ each: share, most },
      works: authorIds.map((id, place) => ({
        authors: [place],
        barred: placesOf([...(bars.get(id) ?? []), ...(gone.get(id) ?? [])]),
      })),
      // Who may be asked for less than others begins with as much more.
      reviewers: ids.map((id, place) => ({
        given: place < authorIds.length ? (owed.get(id) ?? 0) + (most - share - (extras[place] ?? 0)) : most,
      })),
      existing: planned.flatMap(({ reviewerId, authorId }) => {
        const [work, reviewer] = [placeOf.get(authorId), placeOf.get(reviewerId)];
        return work === undefined || work >= authorIds.length || reviewer === undefined ? [] : [{ work, reviewer }];
      }),
    },
  };
}

function countBy<Item>(items: readonly Item[], keyOfItem: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOfItem(item), (counts.get(keyOfItem(item)) ?? 0) + 1);
  return counts;
}

function keyOf({ reviewerId, authorId }: Pair): string {
  return `${reviewerId} ${authorId}`;
}
