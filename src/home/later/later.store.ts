import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { PutOff } from './later.js';

interface PutOffRow extends PutOff {
  _id: string;
  courseId: string;
  personId: string;
}

export type LaterStore = ReturnType<typeof laterStore>;

export function laterStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<PutOffRow>(
    {
      ...{ _id: String, courseId: text, personId: text, item: text },
      ...{ size: { type: Number, required: true }, until: { type: Date, required: true } },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, personId: 1, item: 1 }, { unique: true });
  const rows = connection.model<PutOffRow>('PutOff', schema);

  return {
    async putOff(courseId: string, personId: string): Promise<PutOff[]> {
      const found = await rows.find({ courseId, personId }).lean<PutOffRow[]>();
      return found.map(({ item, size, until }) => ({ item, size, until }));
    },

    async putOffItem(courseId: string, personId: string, { item, size, until }: PutOff): Promise<void> {
      const write = { $set: { size, until }, $setOnInsert: { _id: newId() } };
      await upserting(() => rows.updateOne({ courseId, personId, item }, write, { upsert: true }).exec());
    },

    async bringBack(courseId: string, personId: string, item: PutOff['item']): Promise<void> {
      await rows.deleteOne({ courseId, personId, item });
    },
  };
}

/** What is kept of it from page to page. */
export const keptLater: KeptParts<LaterStore> = { putOff: 'kept', putOffItem: 'writes', bringBack: 'writes' };
