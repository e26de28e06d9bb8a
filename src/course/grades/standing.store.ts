/** Columns that stand alone: what is to be there, and where Moodle has it. */
import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';

export interface WantedColumn {
  /** Names it in its course and in copies of it: lower case, digits, dashes. */
  key: string;
  /** What a new one is called; a teacher may rename it in Moodle. */
  label: string;
  maximum: number;
}

export interface StandingColumn extends WantedColumn {
  columnId: string;
  url?: string;
  /** When it was last looked for, and why it was not found or made. */
  triedAt?: Date;
  failure?: string;
}

interface ColumnRow extends Omit<StandingColumn, 'columnId'> {
  _id: string;
  courseId: string;
}

export type StandingStore = ReturnType<typeof standingStore>;

export function standingStore(connection: Connection) {
  const required = { type: String, required: true } as const;
  const schema = new Schema<ColumnRow>(
    {
      ...{ _id: String, courseId: required, key: required, label: required },
      ...{ maximum: { type: Number, required: true }, url: String, triedAt: Date, failure: String },
    },
    { versionKey: false, collection: 'gradeColumns' },
  );
  schema.index({ courseId: 1, key: 1 }, { unique: true });
  const columns = connection.model<ColumnRow>('GradeColumn', schema);

  return {
    /** Its id; the label is only for a column that is still to be made. */
    async want(courseId: string, { key, label, maximum }: WantedColumn): Promise<string> {
      const write = { $set: { label, maximum }, $setOnInsert: { _id: newId() } };
      const options = { upsert: true, returnDocument: 'after' } as const;
      const row = await upserting(() =>
        columns.findOneAndUpdate({ courseId, key }, write, options).orFail().lean<ColumnRow>().exec(),
      );
      return row._id;
    },

    async column(courseId: string, columnId: string): Promise<StandingColumn | undefined> {
      const row = await columns.findOne({ courseId, _id: columnId }).lean<ColumnRow>();
      return row ? toColumn(row) : undefined;
    },

    async columns(courseId: string): Promise<StandingColumn[]> {
      return (await columns.find({ courseId }).lean<ColumnRow[]>()).map(toColumn);
    },

    /** The right to look for it, or to make it; of two at once one has it. */
    async takeTurn(courseId: string, { columnId, triedAt }: StandingColumn, now: Date): Promise<boolean> {
      const before = triedAt ? { triedAt } : { triedAt: { $exists: false } };
      const outcome = await columns.updateOne({ courseId, _id: columnId, ...before }, { $set: { triedAt: now } });
      return outcome.modifiedCount === 1;
    },

    async found(courseId: string, columnId: string, url: string): Promise<void> {
      await columns.updateOne({ courseId, _id: columnId }, { $set: { url }, $unset: { failure: 1 } });
    },

    async notFound(courseId: string, columnId: string, failure: string): Promise<void> {
      await columns.updateOne({ courseId, _id: columnId }, { $set: { failure } });
    },
  };
}

export const keptStanding: KeptParts<StandingStore> = {
  column: 'kept',
  columns: 'kept',
  want: 'writes',
  takeTurn: { wrote: () => [] },
  found: 'writes',
  notFound: 'writes',
};

function toColumn({ _id: columnId, key, label, maximum, url, triedAt, failure }: ColumnRow): StandingColumn {
  return {
    ...{ columnId, key, label, maximum },
    ...(url !== undefined && { url }),
    ...(triedAt && { triedAt }),
    ...(failure !== undefined && { failure }),
  };
}
