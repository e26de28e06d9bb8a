/** The peer review of {@link fillCourse}: nearly everybody handed in, everybody reviews three, half of it is sent. */
import { join } from 'node:path';
import { loadRubrics } from '../../src/peer-review/peer-review.settings.js';
import { letterOf } from '../../src/peer-review/peer-review.rules.js';
import { day } from '../../src/shared/clock.js';

export interface Cast {
  courseId: string;
  now: Date;
}

export function personId({ courseId }: Cast, index: number): string {
  return `${courseId}-${String(index).padStart(5, '0')}`;
}

export function submissionId({ courseId }: Cast, index: number): string {
  return `${courseId}-work-${String(index)}`;
}

const reviewsEach = 3;
const text = 'What a learner hands in, some lines of it, so that a page of many works weighs what it weighs. '.repeat(
  20,
);

export function reviewsOf(
  course: Cast,
  activityId: string,
  learners: readonly number[],
): [model: string, rows: Record<string, unknown>[]][] {
  const [rubric] = loadRubrics(join(import.meta.dirname, '../../config/templates/rubrics'));
  const { courseId, now } = course;
  const place = { courseId, activityId };
  const startedAt = new Date(now.getTime() - 3 * day);
  const authors = learners.filter((index) => index % 10 !== 9);
  const written = Object.fromEntries(
    rubric.criteria.map(({ criterionId }) => [criterionId, { level: 1, comment: '' }]),
  );
  const submissions = authors.map((index) => ({
    ...{ _id: submissionId(course, index), ...place, authorId: personId(course, index), text },
    ...{ sentAt: new Date(startedAt.getTime() - day), lockedAt: startedAt },
  }));
  const reviews = authors.flatMap((reviewer, at) =>
    Array.from({ length: reviewsEach }, (_, step) => {
      const author = authors[(at + step + 1) % authors.length] ?? 0;
      return {
        ...{ _id: `${submissionId(course, author)}-by-${String(reviewer)}`, ...place, revision: 0, extra: false },
        ...{ reviewerId: personId(course, reviewer), authorId: personId(course, author) },
        ...{ submissionId: submissionId(course, author), work: step + 1, letter: letterOf(step + 1) },
        ...(reviewer % 2 === 1
          ? { sent: { criteria: written, overall: 'Go on.' }, sentAt: startedAt, scoredAt: startedAt, revision: 1 }
          : {}),
      };
    }),
  );
  const assignment = {
    ...{ _id: `${courseId}-assignment`, ...place, startedAt, allocatedAt: startedAt, seed: 1, reviewsEach, rubric },
    ...{ method: 'estimate', releasedAt: startedAt, deliveredRelease: startedAt },
  };
  const scores = authors.map((index) => ({
    ...{ _id: `${submissionId(course, index)}-score`, ...place, authorId: personId(course, index) },
    ...{ submissionId: submissionId(course, index), method: 'estimate', points: 5, low: 4, high: 6, reviews: 2 },
    ...{ mean: 5, lowest: 4, highest: 6, most: 10, graded: false, note: '', gradedWorks: 0 },
    ...{ works: authors.length, releasedAt: startedAt },
  }));
  return [
    ['PeerReviewScore', scores],
    ['PeerReviewAssignment', [assignment]],
    ['PeerReviewSubmission', submissions],
    ['PeerReview', reviews],
  ];
}
