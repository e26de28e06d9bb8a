import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { PartKey } from '../peer-review.js';
import type { Dispute, DisputeAnswer } from './dispute.js';

interface Row extends Dispute {
  _id: string;
  courseId: string;
  activityId: string;
}

export type DisputeStore = ReturnType<typeof disputeStore>;

/** One a person and activity. */
export function disputeStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      submissionId: { type: String, required: true },
      authorId: { type: String, required: true },
      reason: { type: String, required: true },
      raisedAt: { type: Date, required: true },
      answer: { type: { _id: false, words: String, staffId: String, answeredAt: Date }, default: undefined },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, activityId: 1, authorId: 1 }, { unique: true });
  const disputes = connection.model<Row>('PeerReviewDispute', schema);

  return {
    /** False when there was one. */
    async raise(courseId: string, activityId: string, raised: Omit<Dispute, 'answer'>): Promise<boolean> {
      try {
        await disputes.create({ ...raised, _id: newId(), courseId, activityId });
        return true;
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
        return false;
      }
    },

    async dispute(courseId: string, { activityId, personId }: PartKey): Promise<Dispute | undefined> {
      const row = await disputes.findOne({ courseId, activityId, authorId: personId }).lean<Row>();
      return row ? toDispute(row) : undefined;
    },

    /** Those of a course that wait, the oldest first. */
    async waiting(courseId: string): Promise<(Dispute & { activityId: string })[]> {
      const rows = await disputes
        .find({ courseId, answer: { $exists: false } })
        .sort({ raisedAt: 1 })
        .lean<Row[]>();
      return rows.map((row) => ({ ...toDispute(row), activityId: row.activityId }));
    },

    /** False when there is none, or it was answered already: of two teachers the first one's words stand. */
    async answer(courseId: string, { activityId, personId }: PartKey, answer: DisputeAnswer): Promise<boolean> {
      const waits = { courseId, activityId, authorId: personId, answer: { $exists: false } };
      return (await disputes.updateOne(waits, { $set: { answer } })).matchedCount === 1;
    },
  };
}

/** What is kept of it from page to page. */
export const keptDisputes: KeptParts<DisputeStore> = {
  raise: 'writes',
  dispute: 'kept',
  waiting: 'kept',
  answer: 'writes',
};

function toDispute({ submissionId, authorId, reason, raisedAt, answer }: Row): Dispute {
  return { submissionId, authorId, reason, raisedAt, ...(answer && { answer }) };
}
