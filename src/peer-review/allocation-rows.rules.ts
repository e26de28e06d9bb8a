/** From pairs to the rows of reviews that reviewers and authors read of. */
import type { Pair } from './allocation/allocation.js';
import type { Review } from './peer-review.js';
import { letterOf } from './peer-review.rules.js';

type NewReview = Pick<Review, 'reviewerId' | 'authorId' | 'submissionId' | 'work' | 'letter' | 'extra'>;

/** A review that was sent counts; one that is open counts while it has not lapsed and both are here. */
export function isStillPlanned({ sentAt, lapsedAt, reviewerId, authorId }: Review, here: ReadonlySet<string>): boolean {
  return sentAt !== undefined || (lapsedAt === undefined && here.has(reviewerId) && here.has(authorId));
}

/** Whether all that was found is part of this plan. */
export function holdsAll(plan: readonly Pair[], found: readonly Pair[]): boolean {
  const pairs = new Set(plan.map(({ reviewerId, authorId }) => `${reviewerId} ${authorId}`));
  return found.every(({ reviewerId, authorId }) => pairs.has(`${reviewerId} ${authorId}`));
}

/** "Work 2" and "Reviewer B" never move: each new one takes the first that is free. */
export function newReviews(
  pairs: readonly Pair[],
  existing: readonly Review[],
  { submissionOf, share }: { submissionOf: ReadonlyMap<string, string>; share: number },
): NewReview[] {
  const works = takenBy(existing, ({ reviewerId, work }) => [reviewerId, String(work)]);
  const letters = takenBy(existing, ({ authorId, letter }) => [authorId, letter]);
  const finished = finishedIn(existing);
  return pairs.flatMap(({ reviewerId, authorId }) => {
    const submissionId = submissionOf.get(authorId);
    if (submissionId === undefined) return [];
    const work = Number(takeFree(works, reviewerId, String));
    const letter = takeFree(letters, authorId, letterOf);
    const asked = works.get(reviewerId)?.size ?? 0;
    return [{ reviewerId, authorId, submissionId, work, letter, extra: asked > share || finished.has(reviewerId) }];
  });
}

/** Who had sent all they owed: done stays done, so whatever comes later is a favour. */
function finishedIn(existing: readonly Review[]): Set<string> {
  const open = new Set(existing.filter((review) => !review.extra && !review.sentAt).map((review) => review.reviewerId));
  return new Set(existing.map((review) => review.reviewerId).filter((id) => !open.has(id)));
}

function takenBy(existing: readonly Review[], of: (review: Review) => [string, string]): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  for (const [owner, name] of existing.map(of)) taken.set(owner, (taken.get(owner) ?? new Set()).add(name));
  return taken;
}

function takeFree(taken: Map<string, Set<string>>, owner: string, nameOf: (place: number) => string): string {
  const own = taken.get(owner) ?? new Set();
  let place = 1;
  while (own.has(nameOf(place))) place += 1;
  taken.set(owner, own.add(nameOf(place)));
  return nameOf(place);
}
