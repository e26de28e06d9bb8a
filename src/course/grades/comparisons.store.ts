/** When the columns of a course were last compared with the gradebook, and what that came to. */
import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';

/** One column, compared cell by cell. */
export interface Comparison {
  activityId: string;
  comparedAt: Date;
  /** Cells that were looked at, and those of them that were not as we sent them. */
  cells: number;
  missing: number;
  changed: number;
  /** Why it could not be read then; the numbers are the former ones. */
  failure?: string;
}

interface ComparisonRow extends Comparison {
  /** Course and column; of the course as a whole when `activityId` is empty. */
  _id: string;
  courseId: string;
}

export type ComparisonStore = ReturnType<typeof comparisonStore>;

export function comparisonStore(connection: Connection) {
  const schema = new Schema<ComparisonRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, default: '' },
      comparedAt: { type: Date, required: true },
      cells: { type: Number, default: 0 },
      missing: { type: Number, default: 0 },
      changed: { type: Number, default: 0 },
      failure: String,
    },
    { versionKey: false, collection: 'gradeComparisons' },
  );
  schema.index({ courseId: 1 });
  const comparisons = connection.model<ComparisonRow>('GradeComparison', schema);

  async function save(courseId: string, activityId: string, update: object): Promise<void> {
    const key = { _id: `${courseId} ${activityId}` };
    const write = { ...update, $setOnInsert: { courseId, activityId } };
    await upserting(() => comparisons.updateOne(key, write, { upsert: true }).exec());
  }

  return {
    async comparisons(courseId: string): Promise<Comparison[]> {
      const rows = await comparisons.find({ courseId, activityId: { $ne: '' } }).lean<ComparisonRow[]>();
      return rows.map(({ activityId, comparedAt, cells, missing, changed, failure }) => {
        return { activityId, comparedAt, cells, missing, changed, ...(failure !== undefined && { failure }) };
      });
    },

    async saveComparison(courseId: string, { activityId, ...found }: Omit<Comparison, 'failure'>): Promise<void> {
      await save(courseId, activityId, { $set: found, $unset: { failure: 1 } });
    },

    async saveUnread(courseId: string, activityId: string, { code, at }: { code: string; at: Date }): Promise<void> {
      await save(courseId, activityId, { $set: { failure: code, comparedAt: at } });
    },

    /** Every column of the course was looked at. */
    async saveWhole(courseId: string, at: Date): Promise<void> {
      await save(courseId, '', { $set: { comparedAt: at } });
    },

    /** A teacher asks: all of the course is due. */
    async ask(courseId: string): Promise<void> {
      await comparisons.updateMany({ courseId }, { $set: { comparedAt: new Date(0) } });
    },

    /** Of these courses those that were wholly compared since then. */
    async findCoursesComparedSince(courseIds: readonly string[], since: Date): Promise<Set<string>> {
      const whole = { courseId: { $in: [...courseIds] }, activityId: '', comparedAt: { $gte: since } };
      const rows = await comparisons.find(whole, { courseId: 1 }).lean<ComparisonRow[]>();
      return new Set(rows.map(({ courseId }) => courseId));
    },
  };
}

export const keptComparisons: KeptParts<ComparisonStore> = {
  comparisons: 'kept',
  findCoursesComparedSince: 'read',
  saveComparison: 'writes',
  saveUnread: 'writes',
  saveWhole: { wrote: () => [] },
  ask: 'writes',
};
