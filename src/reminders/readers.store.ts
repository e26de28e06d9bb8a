/** What a person wishes of reminders, and their address: one record per account of a platform, over all its courses. */
import { Schema, type Connection } from 'mongoose';
import { upserting } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { Account, Reader, Wishes } from './reminder.js';

interface ReaderRow extends Omit<Reader, 'readerId'> {
  _id: string;
}

export type ReadersStore = ReturnType<typeof readersStore>;

export function readersStore(connection: Connection) {
  const readers = readerModel(connection);

  async function change(account: Account, update: object): Promise<void> {
    const fresh = { $setOnInsert: { _id: newId() } };
    await upserting(() => readers.updateOne({ ...account }, { ...fresh, ...update }, { upsert: true }).exec());
  }

  return {
    async reader(account: Account): Promise<Reader | undefined> {
      const row = await readers.findOne({ ...account }).lean<ReaderRow | null>();
      return row ? readerOf(row) : undefined;
    },

    async byId(readerId: string): Promise<Reader | undefined> {
      const row = await readers.findOne({ _id: readerId }).lean<ReaderRow | null>();
      return row ? readerOf(row) : undefined;
    },

    async those(platformId: string, externalIds: readonly string[]): Promise<Reader[]> {
      const rows = await readers.find({ platformId, externalId: { $in: [...externalIds] } }).lean<ReaderRow[]>();
      return rows.map(readerOf);
    },

    /** Who asks for no e-mail has no address from then on. */
    wish: (account: Account, wishes: Wishes): Promise<void> =>
      change(account, {
        $set: { wishes: { ...wishes, off: [...wishes.off] } },
        ...(!wishes.mail && { $unset: { address: 1, refused: 1 } }),
      }),

    /** Another address than before is tried anew. */
    know: (account: Account, known: { address?: string; locale?: string }): Promise<void> =>
      change(account, { $set: { ...known }, ...(known.address !== undefined && { $unset: { refused: 1 } }) }),

    refuse: (account: Account, refused: { at: Date; reply: string }): Promise<void> =>
      change(account, { $set: { refused } }),

    /** How many there were. */
    async forgetAddresses(): Promise<number> {
      const had = { address: { $exists: true } };
      return (await readers.updateMany(had, { $unset: { address: 1, refused: 1 } })).modifiedCount;
    },

    async refusedOnes(limit: number): Promise<Reader[]> {
      const rows = await readers
        .find({ 'refused.at': { $exists: true } })
        .sort({ 'refused.at': -1 })
        .limit(limit)
        .lean<ReaderRow[]>();
      return rows.map(readerOf);
    },

    /** That somebody wants no e-mail is all that is left, or it would begin anew with the next launch. */
    async erase(account: Account): Promise<number> {
      const row = await readers.findOne({ ...account }).lean<ReaderRow | null>();
      if (!row) return 0;
      if (row.wishes?.mail !== false) return (await readers.deleteOne({ _id: row._id })).deletedCount;
      const bare = {
        _id: row._id,
        ...account,
        wishes: { mail: false, off: [], most: 2, quietFrom: 20, quietUntil: 8 },
      };
      if (JSON.stringify(readerOf(row)) === JSON.stringify(readerOf(bare))) return 0;
      await readers.replaceOne({ _id: row._id }, bare);
      return 1;
    },
  };
}

function readerModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const mixed = Schema.Types.Mixed;
  const schema = new Schema<ReaderRow>(
    {
      ...{ _id: String, platformId: text, externalId: text, wishes: mixed, refused: { at: Date, reply: String } },
      ...{ address: String, locale: String },
    },
    { versionKey: false, collection: 'reminderreaders' },
  );
  schema.index({ platformId: 1, externalId: 1 }, { unique: true });
  schema.index({ 'refused.at': -1 });
  return connection.model<ReaderRow>('ReminderReader', schema);
}

function readerOf({ _id, platformId, externalId, wishes, address, refused, locale }: ReaderRow): Reader {
  return {
    ...{ readerId: _id, platformId, externalId },
    ...(wishes && { wishes }),
    ...(address !== undefined && { address }),
    ...(refused?.at && { refused }),
    ...(locale !== undefined && { locale }),
  };
}
