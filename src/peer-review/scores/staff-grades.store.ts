import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { GivenGrade, StaffGrade } from './released.js';

interface Row extends StaffGrade {
  _id: string;
  courseId: string;
  activityId: string;
}

export type StaffGradeStore = ReturnType<typeof staffGradeStore>;

/** What staff gave works themselves: at most one grade of each person for each work. */
export function staffGradeStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      submissionId: { type: String, required: true },
      staffId: { type: String, required: true },
      points: { type: Number, required: true },
      note: { type: String, default: '' },
      gradedAt: { type: Date, required: true },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, activityId: 1, submissionId: 1, staffId: 1 }, { unique: true });
  const grades = connection.model<Row>('PeerReviewStaffGrade', schema);

  return {
    /** Of two grades of one person the later one stands. */
    async give(courseId: string, activityId: string, given: GivenGrade, now: Date): Promise<void> {
      const { submissionId, staffId, points, note } = given;
      const key = { courseId, activityId, submissionId, staffId };
      const change = { $set: { points, note, gradedAt: now }, $setOnInsert: { _id: newId() } };
      try {
        await grades.updateOne(key, change, { upsert: true });
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
        await grades.updateOne(key, { $set: change.$set });
      }
    },

    async takeBack(
      courseId: string,
      activityId: string,
      { submissionId, staffId }: Pick<GivenGrade, 'submissionId' | 'staffId'>,
    ): Promise<void> {
      await grades.deleteOne({ courseId, activityId, submissionId, staffId });
    },

    async all(courseId: string, activityId: string): Promise<StaffGrade[]> {
      const rows = await grades.find({ courseId, activityId }).sort({ submissionId: 1, staffId: 1 }).lean<Row[]>();
      return rows.map(({ submissionId, staffId, points, note, gradedAt }) => ({
        ...{ submissionId, staffId, points, note, gradedAt },
      }));
    },
  };
}

/** What is kept of it from page to page. */
export const keptStaffGrades: KeptParts<StaffGradeStore> = {
  all: 'kept',
  give: 'writes',
  takeBack: 'writes',
};
