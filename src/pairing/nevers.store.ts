import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { NeverPair } from './draft.js';
import { neverKey } from './keys.rules.js';

interface NeverRow {
  _id: string;
  courseId: string;
  key: string;
  personIds: [string, string];
  by: string;
  at: Date;
}

export type NeversStore = ReturnType<typeof neversStore>;

/** Pairs that must not be, in whatever round. */
export function neversStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<NeverRow>(
    { _id: String, courseId: text, key: text, personIds: [String], by: text, at: { type: Date, required: true } },
    { versionKey: false },
  );
  schema.index({ courseId: 1, key: 1 }, { unique: true });
  const nevers = connection.model<NeverRow>('NeverPair', schema);

  return {
    async nevers(courseId: string): Promise<NeverPair[]> {
      const rows = await nevers.find({ courseId }).sort({ at: 1 }).lean<NeverRow[]>();
      return rows.map(({ _id, personIds, by, at }) => ({ neverId: _id, personIds, by, at }));
    },

    /** Saying it twice changes nothing. */
    async addNever(
      courseId: string,
      [one, other]: readonly [string, string],
      { by, now }: { by: string; now: Date },
    ): Promise<void> {
      const key = neverKey(one, other);
      const add = () =>
        nevers.updateOne(
          { courseId, key },
          { $setOnInsert: { _id: newId(), personIds: [one, other], by, at: now } },
          { upsert: true },
        );
      try {
        await add();
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
      }
    },

    async removeNever(courseId: string, neverId: string): Promise<void> {
      await nevers.deleteOne({ _id: neverId, courseId });
    },
  };
}
