/** Who may be what in a course, in one document; none while nobody said anything. */
import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { WhoMay } from './who-may.js';
import { learnersOnly } from './who-may.rules.js';

interface WhoMayRow {
  _id: string;
  word: WhoMay;
}

export type WhoMayStore = ReturnType<typeof whoMayStore>;

export function whoMayStore(connection: Connection) {
  const schema = new Schema<WhoMayRow>(
    { _id: String, word: { type: Schema.Types.Mixed, required: true } },
    { versionKey: false, collection: 'whomay' },
  );
  const words = connection.model<WhoMayRow>('WhoMay', schema);
  // Asked where no answer is kept too: no casting.
  const native = words.db.collection<WhoMayRow>(words.collection.name);

  return {
    async word(courseId: string): Promise<WhoMay> {
      return (await native.findOne({ _id: courseId }))?.word ?? learnersOnly;
    },

    async saveWord(courseId: string, word: WhoMay): Promise<void> {
      await upserting(() => words.updateOne({ _id: courseId }, { $set: { word } }, { upsert: true }).exec());
    },
  };
}

/** What is kept of it from page to page. */
export const keptWhoMay: KeptParts<WhoMayStore> = { word: 'kept', saveWord: 'writes' };
