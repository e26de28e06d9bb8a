/** Who of the staff has taken a row of the queue: all of them see it. */
import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';

export interface Taken {
  item: string;
  byId: string;
  at: Date;
}

interface TakenRow extends Taken {
  _id: string;
  courseId: string;
}

export type TakenStore = ReturnType<typeof takenStore>;

export function takenStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<TakenRow>(
    { _id: String, courseId: text, item: text, byId: text, at: { type: Date, required: true } },
    { versionKey: false, collection: 'takenrows' },
  );
  schema.index({ courseId: 1, item: 1 }, { unique: true });
  const rows = connection.model<TakenRow>('TakenRow', schema);

  return {
    async taken(courseId: string): Promise<Taken[]> {
      const found = await rows.find({ courseId }).lean<TakenRow[]>();
      return found.map(({ item, byId, at }) => ({ item, byId, at }));
    },

    /** The last who takes it has it. */
    async take(courseId: string, { item, byId, at }: Taken): Promise<void> {
      const write = { $set: { byId, at }, $setOnInsert: { _id: newId() } };
      await upserting(() => rows.updateOne({ courseId, item }, write, { upsert: true }).exec());
    },

    async giveBack(courseId: string, item: string, byId: string): Promise<void> {
      await rows.deleteOne({ courseId, item, byId });
    },
  };
}

/** What is kept of it from page to page. */
export const keptTaken: KeptParts<TakenStore> = { taken: 'kept', take: 'writes', giveBack: 'writes' };
