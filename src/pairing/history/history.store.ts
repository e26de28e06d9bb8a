import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import type { HistoryEntry } from '../words/history.js';

type HistoryRow = Omit<HistoryEntry, 'entryId'> & { _id: string };

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
    /** Keeping one again changes nothing. */
    async keep(courseId: string, happened: readonly HistoryEntry[]): Promise<void> {
      if (happened.length === 0) return;
      await entries.bulkWrite(
        happened.map(({ entryId, ...row }) => ({
          updateOne: {
            filter: { _id: entryId, courseId },
            update: { $setOnInsert: { ...row, courseId } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
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

/** What is kept of it from page to page. */
export const keptHistory: KeptParts<HistoryStore> = {
  entries: 'kept',
  count: 'kept',
  keep: { wrote: (_done, _courseId, happened) => (happened.length === 0 ? [] : 'all') },
};
