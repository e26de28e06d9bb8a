import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import { rowsAtATime } from '../shared/packed.js';
import type { KeptParts } from '../kept/kept.js';
import type { Pair } from './allocation/allocation.js';
import { levelsIn } from './review-score.rules.js';
import type { PartKey, Review, ReviewLevels, Writing } from './peer-review.js';
import { toReview, type Row } from './review-row.js';

export type NewReview = Omit<
  Review,
  'reviewId' | 'courseId' | 'activityId' | 'draft' | 'sent' | 'sentAt' | 'lapsedAt' | 'writings'
>;

/** A sent review whose scores were not recorded yet. */
export interface UnscoredReview {
  review: Review;
  revision: number;
}

/** Waited for: neither sent nor lapsed. */
const isOpen = { sentAt: { $exists: false }, lapsedAt: { $exists: false } };

export type ReviewStore = ReturnType<typeof reviewStore>;

export function reviewStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      reviewerId: { type: String, required: true },
      authorId: { type: String, required: true },
      submissionId: { type: String, required: true },
      work: { type: Number, required: true },
      letter: { type: String, required: true },
      extra: { type: Boolean, required: true },
      leasedAt: Date,
      lapsedAt: Date,
      writings: Number,
      draft: { type: Schema.Types.Mixed },
      sent: { type: Schema.Types.Mixed },
      sentAt: Date,
      revision: { type: Number, required: true },
      scoredAt: Date,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, activityId: 1, reviewerId: 1, submissionId: 1 }, { unique: true });
  schema.index({ courseId: 1, activityId: 1, authorId: 1 });
  schema.index({ courseId: 1, reviewerId: 1, sentAt: 1 });
  schema.index({ scoredAt: 1, sentAt: 1 });
  const reviews = connection.model<Row>('PeerReview', schema);

  async function list(filter: Record<string, unknown>): Promise<Review[]> {
    return (await reviews.find(filter).sort({ work: 1, _id: 1 }).lean<Row[]>()).map(toReview);
  }

  return {
    /** Those that exist already stay as they are. Ids of the others, and of some that are not needed. */
    async add(courseId: string, activityId: string, added: readonly NewReview[], now: Date): Promise<string[]> {
      const fixed = { courseId, activityId, revision: 0, leasedAt: now };
      const rows = added.map((review) => ({ ...review, ...fixed, _id: newId() }));
      try {
        if (rows.length > 0) await reviews.insertMany(rows, { ordered: false });
      } catch (problem) {
        if (!isDuplicate(problem)) throw problem;
      }
      return rows.map(({ _id }) => _id);
    },

    async review(courseId: string, activityId: string, reviewId: string): Promise<Review | undefined> {
      const row = await reviews.findOne({ courseId, activityId, _id: reviewId }).lean<Row>();
      return row ? toReview(row) : undefined;
    },

    async given(courseId: string, { activityId, personId }: PartKey): Promise<Review[]> {
      return list({ courseId, activityId, reviewerId: personId });
    },

    async received(courseId: string, { activityId, personId }: PartKey): Promise<Review[]> {
      return list({ courseId, activityId, authorId: personId });
    },

    /** For who is where: without what they say. @param reviewIds only these */
    async all(courseId: string, activityId: string, reviewIds?: readonly string[]): Promise<Review[]> {
      const which = reviewIds === undefined ? {} : { _id: { $in: [...reviewIds] } };
      const rows = await reviews
        .find({ courseId, activityId, ...which })
        .select('-draft -sent')
        .batchSize(rowsAtATime)
        .lean<Row[]>();
      return rows.map(toReview);
    },

    /** What scores are made of, of all that were sent. @param reviewIds only these */
    async levels(courseId: string, activityId: string, reviewIds?: readonly string[]): Promise<ReviewLevels[]> {
      const which = reviewIds === undefined ? {} : { _id: { $in: [...reviewIds] } };
      const rows = await reviews
        .find({ courseId, activityId, sentAt: { $exists: true }, ...which })
        .select('reviewerId submissionId sent')
        .batchSize(rowsAtATime)
        .lean<Row[]>();
      return rows.map(({ _id, reviewerId, submissionId, sent }) => ({
        ...{ reviewId: _id, reviewerId, submissionId, levels: levelsIn(sent) },
      }));
    },

    /** Whoever writes holds it: the lease begins anew. False when it was written elsewhere since. */
    async saveDraft(courseId: string, { reviewId, content, seen }: Writing, now: Date): Promise<boolean> {
      const change = { $set: { draft: content, leasedAt: now }, $inc: { writings: 1 }, $unset: { lapsedAt: 1 } };
      return (await reviews.updateOne({ courseId, _id: reviewId, ...writtenOnly(seen) }, change)).matchedCount === 1;
    },

    /** What was held without a word since then lapses. @returns whose it is */
    async lapse(
      courseId: string,
      activityId: string,
      { heldSince, now }: { heldSince: Date; now: Date },
    ): Promise<string[]> {
      const held = { courseId, activityId, ...isOpen, leasedAt: { $lte: heldSince } };
      const ids = (await reviews.find(held, { _id: 1 }).lean<Row[]>()).map(({ _id }) => _id);
      if (ids.length > 0) await reviews.updateMany({ ...held, _id: { $in: ids } }, { $set: { lapsedAt: now } });
      return ids;
    },

    /** Not waited for any more, and not owed by its reviewer. False when it was sent, or not waited for already. */
    async excuse(courseId: string, activityId: string, reviewId: string, now: Date): Promise<boolean> {
      const open = { courseId, activityId, _id: reviewId, ...isOpen };
      return (await reviews.updateOne(open, { $set: { lapsedAt: now, extra: true } })).matchedCount === 1;
    },

    /** Not owed any more; whoever writes one does a favour. @returns those that are, whether they were or not */
    async makeFavours(courseId: string, activityId: string, reviewIds: readonly string[]): Promise<readonly string[]> {
      if (reviewIds.length === 0) return [];
      await reviews.updateMany(
        { courseId, activityId, _id: { $in: [...reviewIds] }, ...isOpen },
        { $set: { extra: true } },
      );
      return reviewIds;
    },

    /** Somebody whose review had lapsed is asked for it anew. */
    async askAgain(courseId: string, activityId: string, { reviewerId, authorId }: Pair, now: Date): Promise<void> {
      await reviews.updateOne(
        { courseId, activityId, reviewerId, authorId, sentAt: { $exists: false }, lapsedAt: { $exists: true } },
        { $set: { leasedAt: now }, $unset: { lapsedAt: 1 } },
      );
    },

    /** Who reviewed whom in other activities of the course, among these authors. */
    async earlier(courseId: string, activityId: string, authorIds: readonly string[]): Promise<Pair[]> {
      const rows = await reviews
        .find({
          courseId,
          activityId: { $ne: activityId },
          authorId: { $in: [...authorIds] },
          sentAt: { $exists: true },
        })
        .select({ reviewerId: 1, authorId: 1 })
        .batchSize(rowsAtATime)
        .lean<Row[]>();
      return rows.map(({ reviewerId, authorId }) => ({ reviewerId, authorId }));
    },

    /** What this person is asked for in any activity of the course and has not sent. */
    async openOf(courseId: string, reviewerId: string): Promise<Review[]> {
      return list({ courseId, reviewerId, ...isOpen });
    },

    /** False when it was written elsewhere since. */
    async send(courseId: string, { reviewId, content, seen }: Writing, now: Date): Promise<boolean> {
      const change = {
        $set: { sent: content, sentAt: now },
        $inc: { revision: 1, writings: 1 },
        $unset: { draft: 1, scoredAt: 1, lapsedAt: 1 },
      };
      return (await reviews.updateOne({ courseId, _id: reviewId, ...writtenOnly(seen) }, change)).matchedCount === 1;
    },

    async unscored(courseId: string, reviewId: string): Promise<UnscoredReview | undefined> {
      const row = await reviews
        .findOne({ courseId, _id: reviewId, sentAt: { $exists: true }, scoredAt: { $exists: false } })
        .lean<Row>();
      return row ? { review: toReview(row), revision: row.revision } : undefined;
    },

    async markScored(courseId: string, { review, revision }: UnscoredReview, now: Date): Promise<void> {
      await reviews.updateOne({ courseId, _id: review.reviewId, revision }, { $set: { scoredAt: now } });
    },

    /** Sent reviews whose scores a process did not get to record, in every course. */
    async dueScores(limit: number): Promise<UnscoredReview[]> {
      const rows = await reviews
        .find({ sentAt: { $exists: true }, scoredAt: { $exists: false } })
        .limit(limit)
        .lean<Row[]>();
      return rows.map((row) => ({ review: toReview(row), revision: row.revision }));
    },
  };
}

/** What is kept of it from page to page. */
export const keptReviews: KeptParts<ReviewStore> = {
  review: 'kept',
  given: 'kept',
  received: 'kept',
  all: { rows: ({ reviewId }) => reviewId },
  levels: { rows: ({ reviewId }) => reviewId },
  unscored: 'read',
  dueScores: 'read',
  add: { wrote: (reviewIds) => reviewIds },
  saveDraft: { wrote: (written, _courseId, { reviewId }) => (written ? [reviewId] : []) },
  send: { wrote: (written, _courseId, { reviewId }) => (written ? [reviewId] : []) },
  markScored: { wrote: () => [] },
  earlier: 'read',
  openOf: 'kept',
  askAgain: 'writes',
  makeFavours: { wrote: (reviewIds) => reviewIds },
  lapse: { wrote: (reviewIds) => reviewIds },
  excuse: { wrote: (excused, _courseId, _activityId, reviewId) => (excused ? [reviewId] : []) },
};

function writtenOnly(times: number) {
  return { writings: times === 0 ? { $exists: false } : times };
}

/** An unordered insert that met nothing worse than rows which were there. */
function isDuplicate(problem: unknown): boolean {
  if (!isDuplicateKey(problem)) return false;
  const { writeErrors } = problem as { writeErrors?: unknown };
  return !Array.isArray(writeErrors) || writeErrors.every(isDuplicateKey);
}
