import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { MentorMark } from '../words/setup.js';

interface MarkRow {
  _id: string;
  courseId: string;
  personId: string;
  trained: boolean;
  capacity: number | null;
}

export type MentorMarksStore = ReturnType<typeof mentorMarksStore>;

/** What the teacher says of single people as mentors. */
export function mentorMarksStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<MarkRow>(
    {
      ...{ _id: String, courseId: text, personId: text },
      ...{ trained: { type: Boolean, required: true }, capacity: { type: Number, default: null } },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, personId: 1 }, { unique: true });
  const marks = connection.model<MarkRow>('MentorMark', schema);

  return {
    async marks(courseId: string): Promise<Map<string, MentorMark>> {
      const rows = await marks.find({ courseId }).lean<MarkRow[]>();
      return new Map(
        rows.map(({ personId, trained, capacity }) => [personId, { trained, ...(capacity !== null && { capacity }) }]),
      );
    },

    async mark(courseId: string, personId: string, { trained, capacity }: MentorMark): Promise<void> {
      const said = { trained, capacity: capacity ?? null };
      await upserting(() =>
        marks.updateOne({ courseId, personId }, { $set: said, $setOnInsert: { _id: newId() } }, { upsert: true }),
      );
    },
  };
}

/** What is kept of it from page to page. */
export const keptMentorMarks: KeptParts<MentorMarksStore> = { marks: 'kept', mark: 'writes' };
