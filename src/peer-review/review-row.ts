/** How a review is stored. */
import type { Review } from './peer-review.js';

export interface Row extends Omit<Review, 'reviewId' | 'writings'> {
  _id: string;
  /** Missing: none. */
  writings?: number;
  /** Raised by every sending, so that a score is marked as recorded only for what it was computed from. */
  revision: number;
  /** When it was asked for, or its draft was saved last; missing in rows of before there were leases, which never lapse. */
  leasedAt?: Date;
  /** When the scores of its author and its reviewer were recorded. */
  scoredAt?: Date;
}

export function toReview(row: Row): Review {
  const { courseId, activityId, reviewerId, authorId, submissionId, work, letter, extra } = row;
  return {
    ...{ reviewId: row._id, courseId, activityId, reviewerId, authorId, submissionId, work, letter, extra },
    writings: row.writings ?? 0,
    ...(row.lapsedAt && { lapsedAt: row.lapsedAt }),
    ...(row.draft && { draft: row.draft }),
    ...(row.sent && { sent: row.sent }),
    ...(row.sentAt && { sentAt: row.sentAt }),
  };
}
