/** Late comers, and whoever had less to do than the others: reviewing is also for those who review. */
import { seededRandom, shuffled } from '../../shared/random.js';
import type { AllocationCase, Pair } from './allocation.js';
import type { Bars } from './apart.rules.js';

/** Whoever still has less than a share takes the least reviewed works there are, of equals one that is no way back. */
export function worksForWhoOwes(
  { authorIds, planned, lapsed, seed }: AllocationCase,
  { added, share, bars }: { added: readonly Pair[]; share: number; bars: Bars },
): Pair[] {
  const plan = new Plan(authorIds, [...planned, ...added], lapsed);
  const order = shuffled(authorIds, seededRandom(seed));
  const owed: Pair[] = [];
  for (const reviewerId of order) {
    while (plan.given(reviewerId) < share) {
      const authorId = plan.leastReviewed(order, reviewerId, bars);
      if (authorId === undefined) break;
      plan.count({ reviewerId, authorId });
      owed.push({ reviewerId, authorId });
    }
  }
  return owed;
}

/** Pairs so far, counted both ways. */
class Plan {
  private readonly worksOf = new Map<string, Set<string>>();
  private readonly received = new Map<string, number>();

  constructor(authorIds: readonly string[], planned: readonly Pair[], lapsed: readonly Pair[]) {
    for (const id of authorIds) this.worksOf.set(id, new Set());
    for (const pair of planned) this.count(pair);
    // What lapsed is owed still, and leaves the work without that review.
    for (const { reviewerId, authorId } of lapsed) this.worksOf.get(reviewerId)?.add(authorId);
  }

  given(reviewerId: string): number {
    return this.worksOf.get(reviewerId)?.size ?? 0;
  }

  leastReviewed(authorIds: readonly string[], reviewerId: string, bars: Bars): string | undefined {
    const cost = (authorId: string) =>
      2 * (this.received.get(authorId) ?? 0) + (this.worksOf.get(authorId)?.has(reviewerId) ? 1 : 0);
    let found: string | undefined;
    for (const authorId of authorIds) {
      if (authorId === reviewerId || this.worksOf.get(reviewerId)?.has(authorId)) continue;
      if (bars.get(authorId)?.has(reviewerId)) continue;
      if (found === undefined || cost(authorId) < cost(found)) found = authorId;
    }
    return found;
  }

  count({ reviewerId, authorId }: Pair): void {
    this.worksOf.get(reviewerId)?.add(authorId);
    this.received.set(authorId, (this.received.get(authorId) ?? 0) + 1);
  }
}
