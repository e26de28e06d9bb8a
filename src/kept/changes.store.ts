/**
 * How often each subject of a course was written, and whose rows the last writes were: one document a course, read once
 * a page. What a process keeps in memory is as good as the store's while the count is the same.
 */
import { Schema, type Connection } from 'mongoose';
import { upserting } from '../shared/duplicate-key.js';

/** Everything of the subject may be another. */
export type Written = 'all' | readonly string[];

export interface Noted {
  /** Rows written so far; a write of everything counts as more than `ids` can hold. */
  count: number;
  /** Ids of the rows written last, oldest first, at most {@link idsKept}. */
  ids: readonly string[];
}

/** More changes than these between two pages, and the subject is read anew. */
export const idsKept = 48;

/** The subject that stands for all of them: whoever writes past the stores notes it. */
export const everything = 'everything';

interface ChangesRow {
  _id: string;
  noted?: Record<string, Noted>;
}

export type ChangesStore = ReturnType<typeof changesStore>;

export function changesStore(connection: Connection) {
  const schema = new Schema<ChangesRow>(
    { _id: String, noted: { type: Schema.Types.Mixed } },
    { versionKey: false, collection: 'changes' },
  );
  const changes = connection.model<ChangesRow>('Changes', schema);
  // Twice a write and once a page: no casting.
  const native = changes.db.collection<ChangesRow>(changes.collection.name);

  return {
    async noted(courseId: string): Promise<Readonly<Record<string, Noted>>> {
      return (await native.findOne({ _id: courseId }))?.noted ?? {};
    },

    /** @param subject a plain word */
    async note(courseId: string, subject: string, written: Written): Promise<void> {
      if (written !== 'all' && written.length === 0) return;
      const place = `noted.${subject}`;
      const update =
        written === 'all' || written.length > idsKept
          ? { $inc: { [`${place}.count`]: idsKept + 1 }, $set: { [`${place}.ids`]: [] } }
          : {
              $inc: { [`${place}.count`]: written.length },
              $push: { [`${place}.ids`]: { $each: [...written], $slice: -idsKept } },
            };
      // The driver's types know no computed paths below a Mixed field.
      await upserting(() => native.updateOne({ _id: courseId }, update as object, { upsert: true }));
    },
  };
}
