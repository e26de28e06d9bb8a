import type { JobOutcome } from '../jobs/job.js';
import type { Assignment, PartKey, Review } from './peer-review.js';
import { shareOf } from './peer-review.rules.js';
import { askedAmong, type PeerReviewParts } from './places.service.js';
import { isScoreDue, maximumScore, reviewingShare, scoreFrom, workShare } from './review-score.rules.js';
import type { UnscoredReview } from './reviews.store.js';

const repairedAtOnce = 500;

export type ReviewScores = ReturnType<typeof reviewScoresService>;

/**
 * Scores of reviews that began before scores were released: each is recorded as soon as it is known. All others wait for
 * their release (scores/releasing.service.ts).
 */
export function reviewScoresService(parts: PeerReviewParts) {
  const { assignments, submissions, reviews, grades } = parts;
  async function wantedScore(courseId: string, key: PartKey, assignment: Assignment): Promise<number | undefined> {
    const [all, received] = await Promise.all([reviews.given(courseId, key), reviews.received(courseId, key)]);
    const given = await askedAmong(parts, courseId, all);
    const contents = contentsOf(received);
    const share = shareOf(given);
    const closed = assignment.closedAt !== undefined;
    if (!isScoreDue({ ...share, received: contents.length, closed })) return undefined;
    const work = workShare({ rubric: assignment.rubric, received: contents });
    return scoreFrom({ work, reviewing: reviewingShare(share) });
  }

  /** Looks again after recording: of two at once, the later recording never leaves an older score behind. */
  async function recordScore(courseId: string, key: PartKey, now: Date): Promise<void> {
    let recorded: number | undefined;
    for (;;) {
      const assignment = await assignments.assignment(courseId, key.activityId);
      const wanted = assignment && !assignment.method && (await wantedScore(courseId, key, assignment));
      if (wanted === undefined || wanted === false || wanted === recorded) return;
      await grades.recordScore(courseId, { ...key, given: wanted, maximum: maximumScore }, now);
      recorded = wanted;
    }
  }

  /** A review moves two scores: of the work it is about, and of the person who wrote it. */
  async function recordFor(unscored: UnscoredReview, now: Date): Promise<void> {
    const { courseId, activityId, reviewerId, authorId } = unscored.review;
    await recordScore(courseId, { activityId, personId: reviewerId }, now);
    await recordScore(courseId, { activityId, personId: authorId }, now);
    await reviews.markScored(courseId, unscored, now);
  }

  async function recordClosing(courseId: string, activityId: string, now: Date): Promise<void> {
    for (const submission of await submissions.all(courseId, activityId)) {
      await recordScore(courseId, { activityId, personId: submission.authorId }, now);
    }
    await assignments.markScored(courseId, activityId, now);
  }

  return {
    async afterReview(courseId: string, reviewId: string, now: Date): Promise<void> {
      const unscored = await reviews.unscored(courseId, reviewId);
      if (unscored) await recordFor(unscored, now);
    },

    afterClosing: recordClosing,

    /** Records what a process did not get to between storing and recording. */
    async recordDueScores(now: Date): Promise<JobOutcome> {
      const [unscored, closings] = await Promise.all([reviews.dueScores(repairedAtOnce), assignments.dueClosings()]);
      const outcomes = await Promise.allSettled([
        ...unscored.map((review) => recordFor(review, now)),
        ...closings.map(({ courseId, activityId }) => recordClosing(courseId, activityId, now)),
      ]);
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected').length;
      return { done: outcomes.length - failed, failed };
    },
  };
}

export function contentsOf(received: readonly Review[]) {
  return received.flatMap((review) => review.sent ?? []);
}
