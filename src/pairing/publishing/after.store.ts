import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import { defaultAfter, type AfterSettings } from '../words/invitation.js';

/** How a course publishes, and from when learners may ask for another partner. */
interface AfterRow extends Omit<AfterSettings, 'longestPause'> {
  _id: string;
  courseId: string;
  /** Absent: never set. */
  longestPause?: number;
}

export type AfterStore = ReturnType<typeof afterStore>;

export function afterStore(connection: Connection) {
  const number = { type: Number, required: true } as const;
  const settings = connection.model<AfterRow>(
    'PairingAfter',
    new Schema<AfterRow>(
      {
        _id: String,
        courseId: { type: String, required: true, unique: true },
        invitationHours: number,
        next: { type: String, required: true },
        changeAfterWeeks: number,
        longestPause: Number,
      },
      { versionKey: false },
    ),
  );

  return {
    async after(courseId: string): Promise<AfterSettings> {
      const row = await settings.findOne({ courseId }).lean<AfterRow | null>();
      if (!row) return defaultAfter;
      const { invitationHours, next, changeAfterWeeks, longestPause = defaultAfter.longestPause } = row;
      return { invitationHours, next, changeAfterWeeks, longestPause };
    },

    async saveAfter(courseId: string, chosen: AfterSettings): Promise<void> {
      const write = { $set: chosen, $setOnInsert: { _id: newId() } };
      await upserting(() => settings.updateOne({ courseId }, write, { upsert: true }).exec());
    },
  };
}

/** What is kept of it from page to page. */
export const keptAfter: KeptParts<AfterStore> = { after: 'kept', saveAfter: 'writes' };
