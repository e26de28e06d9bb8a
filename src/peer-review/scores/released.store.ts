import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { newId } from '../../shared/ids.js';
import { rowsAtATime } from '../../shared/packed.js';
import { methods } from './marks.js';
import type { ReleasedScore } from './released.js';

interface Row extends ReleasedScore {
  _id: string;
  courseId: string;
  activityId: string;
}

export type ReleasedStore = ReturnType<typeof releasedStore>;

/** The scores of works as they were released: they stand until they are released again. */
export function releasedStore(connection: Connection) {
  const number = { type: Number, required: true };
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      authorId: { type: String, required: true },
      submissionId: { type: String, required: true },
      method: { type: String, enum: methods, required: true },
      ...{ points: number, low: number, high: number, reviews: number, mean: number, lowest: number, highest: number },
      ...{ most: number, gradedWorks: number, works: number },
      graded: { type: Boolean, required: true },
      note: { type: String, default: '' },
      releasedAt: { type: Date, required: true },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, activityId: 1, authorId: 1 }, { unique: true });
  const scores = connection.model<Row>('PeerReviewScore', schema);

  return {
    /** Whose scores were written. One that a later release wrote meanwhile stays. */
    async write(courseId: string, activityId: string, rows: readonly ReleasedScore[]): Promise<string[]> {
      if (rows.length === 0) return [];
      await scores.bulkWrite(
        rows.map((row) => ({
          updateOne: {
            filter: { courseId, activityId, authorId: row.authorId },
            update: { $set: row, $setOnInsert: { _id: newId() } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
      return rows.map(({ authorId }) => authorId);
    },

    async score(courseId: string, activityId: string, authorId: string): Promise<ReleasedScore | undefined> {
      const row = await scores.findOne({ courseId, activityId, authorId }).lean<Row>();
      return row ? toReleased(row) : undefined;
    },

    async all(courseId: string, activityId: string): Promise<ReleasedScore[]> {
      const rows = await scores.find({ courseId, activityId }).batchSize(rowsAtATime).lean<Row[]>();
      return rows.map(toReleased);
    },
  };
}

/** What is kept of it from page to page. */
export const keptReleased: KeptParts<ReleasedStore> = {
  score: 'kept',
  all: 'kept',
  write: { wrote: (authorIds) => (authorIds.length === 0 ? [] : 'all') },
};

function toReleased(row: Row): ReleasedScore {
  const { authorId, submissionId, method, points, low, high, reviews, mean, lowest, highest } = row;
  const { most, graded, note, gradedWorks, works, releasedAt } = row;
  return {
    ...{ authorId, submissionId, method, points, low, high, reviews, mean, lowest, highest },
    ...{ most, graded, note, gradedWorks, works, releasedAt },
  };
}
