import type { JobOutcome } from '../jobs/job.js';
import { seededRandom } from '../shared/random.js';
import { allocate, reviewsPossible, type Pair } from './allocation.rules.js';
import type { Assignment, Review, Submission } from './peer-review.js';
import { letterOf } from './peer-review.rules.js';
import { hereAmong, visible, type PeerReviewParts } from './places.service.js';
import type { NewReview } from './reviews.store.js';
import type { Waiting } from './submissions.store.js';

export type Allocation = ReturnType<typeof allocationService>;

export function allocationService(parts: PeerReviewParts) {
  const { assignments, submissions, reviews } = parts;

  /**
   * From the seed, what was sent and who was here when reviewing started alone: a run after a crash completes the same plan.
   */
  async function giveOutFirst(assignment: Assignment): Promise<void> {
    const { courseId, activityId, startedAt, absentIds } = assignment;
    await submissions.lock(courseId, activityId, { sentUntil: startedAt, lockedAt: startedAt, except: absentIds });
    const works = await lockedWorks(courseId, activityId);
    const early = works.filter((work) => work.lockedAt?.getTime() === startedAt.getTime());
    await give(assignment, early, { existing: [], planned: [], extra: 0 });
  }

  /** Among those who are here now; work of others stays unlocked until they are back. */
  async function giveOutLate(assignment: Assignment, extra: number, now: Date): Promise<void> {
    const { courseId, activityId } = assignment;
    const sent = (await submissions.all(courseId, activityId)).filter(({ sentAt }) => sentAt);
    const here = await hereAmong(
      parts,
      courseId,
      sent.map(({ authorId }) => authorId),
    );
    const except = sent.map(({ authorId }) => authorId).filter((authorId) => !here.has(authorId));
    await submissions.lock(courseId, activityId, { sentUntil: now, lockedAt: now, except });
    const works = (await lockedWorks(courseId, activityId)).filter(({ authorId }) => !except.includes(authorId));
    const existing = await reviews.all(courseId, activityId);
    const planned = existing.filter((review) => isStillPlanned(review, new Set(except)));
    await give(assignment, works, { existing, planned, extra });
  }

  async function lockedWorks(courseId: string, activityId: string): Promise<Submission[]> {
    return (await submissions.all(courseId, activityId)).filter((submission) => submission.lockedAt);
  }

  async function give(
    { courseId, activityId, seed, reviewsEach: each }: Assignment,
    works: readonly Submission[],
    { existing, planned, extra }: { existing: readonly Review[]; planned: readonly Review[]; extra: number },
  ): Promise<void> {
    const authors = works.map((work) => work.authorId).sort();
    const pairs = allocate(authors, planned, { each, extra, random: seededRandom(seed + existing.length) });
    const submissionOf = new Map(works.map((work) => [work.authorId, work.submissionId]));
    const share = reviewsPossible(each, works.length);
    await reviews.add(courseId, activityId, newReviews(pairs, existing, { submissionOf, share }));
  }

  /**
   * Locks what was sent and gives it reviewers; may run twice and beside another process. `extra`: reviews that people
   * may be asked for beyond their share. False when another process is at it, or reviewing is not running.
   */
  async function giveOut(courseId: string, activityId: string, now: Date, extra = 0): Promise<boolean> {
    if (!(await assignments.takeAllocation(courseId, activityId, now))) return false;
    const assignment = await assignments.assignment(courseId, activityId);
    if (!assignment) return false;
    if (!assignment.allocatedAt) await giveOutFirst(assignment);
    await giveOutLate(assignment, extra, now);
    await assignments.finishAllocation(courseId, activityId, now);
    return true;
  }

  async function giveOutIfHere({ courseId, activityId, authorIds }: Waiting, now: Date): Promise<boolean> {
    const assignment = await assignments.assignment(courseId, activityId);
    if (!assignment || assignment.closedAt) return false;
    if ((await hereAmong(parts, courseId, authorIds)).size === 0) return false;
    return giveOut(courseId, activityId, now);
  }

  return {
    giveOut,

    /** Allocations that a process left half done, and late work. */
    async giveOutDue(now: Date): Promise<JobOutcome> {
      const [unfinished, late] = await Promise.all([assignments.dueAllocations(), submissions.dueLocks()]);
      const [due, waiting] = await Promise.all([visible(parts, unfinished), visible(parts, late)]);
      const outcomes = await Promise.allSettled([
        ...due.map(({ courseId, activityId }) => giveOut(courseId, activityId, now)),
        ...waiting.map((place) => giveOutIfHere(place, now)),
      ]);
      return {
        done: outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value).length,
        failed: outcomes.filter((outcome) => outcome.status === 'rejected').length,
      };
    },
  };
}

/** A review that was sent counts; one that is open counts while both are here. */
function isStillPlanned({ sentAt, reviewerId, authorId }: Review, absent: ReadonlySet<string>): boolean {
  return sentAt !== undefined || !(absent.has(reviewerId) || absent.has(authorId));
}

/** Numbers and letters go on where the existing reviews stopped, so that "Work 2" and "Reviewer B" never move. */
function newReviews(
  pairs: readonly Pair[],
  existing: readonly Review[],
  { submissionOf, share }: { submissionOf: ReadonlyMap<string, string>; share: number },
): NewReview[] {
  const given = new Map<string, number>();
  const received = new Map<string, number>();
  const finished = finishedIn(existing);
  for (const { reviewerId, authorId } of existing) {
    raise(given, reviewerId);
    raise(received, authorId);
  }
  return pairs.flatMap(({ reviewerId, authorId }) => {
    const submissionId = submissionOf.get(authorId);
    if (submissionId === undefined) return [];
    const work = raise(given, reviewerId);
    const letter = letterOf(raise(received, authorId));
    return [{ reviewerId, authorId, submissionId, work, letter, extra: work > share || finished.has(reviewerId) }];
  });
}

/** Who had sent all they owed: done stays done, so whatever comes later is a favour. */
function finishedIn(existing: readonly Review[]): Set<string> {
  const open = new Set(existing.filter((review) => !review.extra && !review.sentAt).map((review) => review.reviewerId));
  return new Set(existing.map((review) => review.reviewerId).filter((id) => !open.has(id)));
}

function raise(counts: Map<string, number>, id: string): number {
  const count = (counts.get(id) ?? 0) + 1;
  counts.set(id, count);
  return count;
}
