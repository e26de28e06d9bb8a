/** Who reviews whom. Everybody is named by their person id: an activity has one submission a person. */
import { shuffled, type Random } from '../shared/random.js';

export interface Pair {
  reviewerId: string;
  authorId: string;
}

export interface AllocationOptions {
  /** Reviews each person gives and gets. */
  each: number;
  /** Reviews a person may give beyond that, because a teacher asked for more. */
  extra?: number;
  random: Random;
}

/** With 2 authors each reviews the other, however many reviews the teacher wished. */
export function reviewsPossible(each: number, authors: number): number {
  return Math.max(0, Math.min(each, authors - 1));
}

/**
 * New pairs, beside those that exist. The first time: a ring in random order in which everybody reviews the next
 * ones, so that all give and get the same number, and two people review each other only when there are too few
 * people to avoid it. Later: whoever is short, see {@link topUp}.
 */
export function allocate(authorIds: readonly string[], existing: readonly Pair[], options: AllocationOptions): Pair[] {
  return existing.length === 0 ? ring(authorIds, options) : topUp(authorIds, existing, options);
}

/** Offsets 1 to n meet in the opposite direction only from 2n >= people on: then nothing could avoid it. */
function ring(authorIds: readonly string[], { each, random }: AllocationOptions): Pair[] {
  const order = shuffled(authorIds, random);
  const steps = reviewsPossible(each, order.length);
  const pairs: Pair[] = [];
  for (const [place, reviewerId] of order.entries()) {
    for (let step = 1; step <= steps; step += 1) {
      const authorId = order[(place + step) % order.length];
      if (authorId !== undefined) pairs.push({ reviewerId, authorId });
    }
  }
  return pairs;
}

/**
 * Those who come late make a ring among themselves. What they then lack comes from people who have not given their
 * share yet, least reviewed work first; then whoever still owes reviews takes the least reviewed work there is. Nobody
 * is asked for more than their share unless `extra` says so.
 */
function topUp(authorIds: readonly string[], existing: readonly Pair[], options: AllocationOptions): Pair[] {
  const { each, extra = 0, random } = options;
  const share = reviewsPossible(each, authorIds.length);
  const order = shuffled(authorIds, random);
  const plan = new Plan(order, existing);
  const newcomers = order.filter((id) => plan.given(id) === 0 && plan.received(id) === 0);
  for (const pair of ring(newcomers, options)) plan.add(pair);
  for (const authorId of inOrderOf(order, (id) => plan.received(id))) {
    while (plan.received(authorId) < share) {
      const free = order.filter((id) => plan.given(id) < share + extra);
      const pairs = free.map((reviewerId) => ({ reviewerId, authorId }));
      if (!plan.add(plan.best(pairs, (pair) => plan.given(pair.reviewerId)))) break;
    }
  }
  for (const reviewerId of order) {
    while (plan.given(reviewerId) < share) {
      const pairs = order.map((authorId) => ({ reviewerId, authorId }));
      if (!plan.add(plan.best(pairs, (pair) => plan.received(pair.authorId)))) break;
    }
  }
  return plan.added;
}

/** Pairs so far, counted both ways. */
class Plan {
  readonly added: Pair[] = [];
  private readonly worksOf = new Map<string, Set<string>>();
  private readonly reviewersOf = new Map<string, Set<string>>();

  constructor(authorIds: readonly string[], existing: readonly Pair[]) {
    for (const id of authorIds) {
      this.worksOf.set(id, new Set());
      this.reviewersOf.set(id, new Set());
    }
    for (const pair of existing) this.count(pair);
  }

  given(reviewerId: string): number {
    return this.worksOf.get(reviewerId)?.size ?? 0;
  }

  received(authorId: string): number {
    return this.reviewersOf.get(authorId)?.size ?? 0;
  }

  /** The pair with the least load; of equals one that is not the way back of another pair. */
  best(pairs: readonly Pair[], load: (pair: Pair) => number): Pair | undefined {
    const cost = (pair: Pair) => load(pair) * 2 + (this.has(pair.authorId, pair.reviewerId) ? 1 : 0);
    let found: Pair | undefined;
    for (const pair of pairs) {
      const possible = pair.reviewerId !== pair.authorId && !this.has(pair.reviewerId, pair.authorId);
      if (possible && (!found || cost(pair) < cost(found))) found = pair;
    }
    return found;
  }

  private has(reviewerId: string, authorId: string): boolean {
    return this.worksOf.get(reviewerId)?.has(authorId) ?? false;
  }

  add(pair: Pair | undefined): boolean {
    if (!pair) return false;
    this.count(pair);
    this.added.push(pair);
    return true;
  }

  private count({ reviewerId, authorId }: Pair): void {
    this.worksOf.get(reviewerId)?.add(authorId);
    this.reviewersOf.get(authorId)?.add(reviewerId);
  }
}

function inOrderOf(ids: readonly string[], load: (id: string) => number): string[] {
  return [...ids].sort((one, other) => load(one) - load(other));
}
