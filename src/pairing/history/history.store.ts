import { Schema, type Connection } from 'mongoose';
import { newId } from '../../shared/ids.js';
import type { Happened, HistoryEntry } from './history.js';

interface HistoryRow extends Happened {
  _id: string;
  courseId: string;
}

export type HistoryStore = ReturnType<typeof historyStore>;

/** Who changed what: entries are added and read, never changed. */
export function historyStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<HistoryRow>(
    {
      _id: String,
      courseId: text,
      at: { type: Date, required: true },
      by: String,
      deed: text,
      personIds: [String],
      count: Number,
      reason: String,
      note: String,
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, at: -1 });
  const entries = connection.model<HistoryRow>('PairingHistory', schema);

  return {
    async note(courseId: string, happened: Happened): Promise<void> {
      await entries.create({ _id: newId(), courseId, ...happened });
    },

    /** Newest first; one more than `limit` tells that there is more. */
    async entries(courseId: string, { skip, limit }: { skip: number; limit: number }): Promise<HistoryEntry[]> {
      const rows = await entries
        .find({ courseId })
        .sort({ at: -1, _id: 1 })
        .skip(skip)
        .limit(limit)
        .lean<HistoryRow[]>();
      return rows.map(({ _id, ...row }) => ({ entryId: _id, ...row }));
    },

    count: (courseId: string): Promise<number> => entries.countDocuments({ courseId }).exec(),
  };
}
