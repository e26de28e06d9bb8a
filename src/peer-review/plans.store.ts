import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../kept/kept.js';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { Pair } from './allocation/allocation.js';

interface Row extends Pair {
  _id: string;
  courseId: string;
  activityId: string;
}

export type PlanStore = ReturnType<typeof planStore>;

/** Who reviews whom as a teacher chose it, before there is any work too: it binds when the work is handed in. */
export function planStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      reviewerId: { type: String, required: true },
      authorId: { type: String, required: true },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, activityId: 1, authorId: 1, reviewerId: 1 }, { unique: true });
  const plans = connection.model<Row>('PeerReviewPlan', schema);

  return {
    /** Those that are there already stay. */
    async add(courseId: string, activityId: string, pairs: readonly Pair[]): Promise<void> {
      for (const { reviewerId, authorId } of pairs) {
        const row = { courseId, activityId, reviewerId, authorId };
        try {
          await plans.updateOne(row, { $setOnInsert: { _id: newId() } }, { upsert: true });
        } catch (problem) {
          if (!isDuplicateKey(problem)) throw problem;
        }
      }
    },

    async remove(courseId: string, activityId: string, { reviewerId, authorId }: Pair): Promise<void> {
      await plans.deleteOne({ courseId, activityId, reviewerId, authorId });
    },

    async all(courseId: string, activityId: string): Promise<Pair[]> {
      const rows = await plans.find({ courseId, activityId }).sort({ authorId: 1, reviewerId: 1 }).lean<Row[]>();
      return rows.map(({ reviewerId, authorId }) => ({ reviewerId, authorId }));
    },
  };
}

/** What is kept of it from page to page. */
export const keptPlans: KeptParts<PlanStore> = { add: 'writes', remove: 'writes', all: 'kept' };
