import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { PairKey } from '../mentorships/pair.js';
import type { Entry } from './entry.js';

interface EntryRow extends Omit<Entry, 'entryId'> {
  _id: string;
  courseId: string;
}

export type JournalStore = ReturnType<typeof journalStore>;

export function journalStore(connection: Connection) {
  const rows = entryModel(connection);

  return {
    /** Newest first. */
    async page(courseId: string, personId: string, { skip, limit }: { skip: number; limit: number }): Promise<Entry[]> {
      const found = await rows
        .find({ courseId, personId })
        .sort({ at: -1, _id: -1 })
        .skip(skip)
        .limit(limit)
        .lean<EntryRow[]>();
      return found.map(entryOf);
    },

    count: (courseId: string, personId: string): Promise<number> => rows.countDocuments({ courseId, personId }).exec(),

    async entry(courseId: string, personId: string, entryId: string): Promise<Entry | undefined> {
      const row = await rows.findOne({ courseId, personId, _id: entryId }).lean<EntryRow | null>();
      return row ? entryOf(row) : undefined;
    },

    /** What those in a mentorship have shared in it, newest first. */
    async sharedIn(courseId: string, key: PairKey, atMost: number): Promise<Entry[]> {
      const found = await rows
        .find({ courseId, sharedWith: key })
        .sort({ at: -1, _id: -1 })
        .limit(atMost)
        .lean<EntryRow[]>();
      return found.map(entryOf);
    },

    /** Sent twice, it is one. */
    async add(courseId: string, { entryId, ...entry }: Entry): Promise<void> {
      try {
        await rows.create({ _id: entryId, courseId, ...entry });
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
      }
    },

    async share(
      courseId: string,
      { entryId, personId }: Pick<Entry, 'entryId' | 'personId'>,
      key: PairKey,
    ): Promise<void> {
      await rows.updateOne({ courseId, _id: entryId, personId }, { $addToSet: { sharedWith: key } });
    },

    async remove(courseId: string, { entryId, personId }: Pick<Entry, 'entryId' | 'personId'>): Promise<void> {
      await rows.deleteOne({ courseId, _id: entryId, personId });
    },

    async all(courseId: string, personId: string): Promise<Entry[]> {
      return (await rows.find({ courseId, personId }).sort({ at: 1 }).lean<EntryRow[]>()).map(entryOf);
    },

    /** How many are gone. */
    async erase(courseId: string, personId: string): Promise<number> {
      return (await rows.deleteMany({ courseId, personId })).deletedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptJournal: KeptParts<JournalStore> = {
  page: 'read',
  count: 'read',
  entry: 'read',
  sharedIn: 'kept',
  // What is shared with nobody stands on no page that is kept.
  add: { wrote: (_done, _courseId, { sharedWith }) => (sharedWith.length > 0 ? 'all' : []) },
  share: 'writes',
  remove: 'writes',
  all: 'read',
  erase: 'writes',
};

function entryModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<EntryRow>(
    {
      ...{ _id: String, courseId: text, personId: text, kind: text, prompt: String, text },
      ...{ at: { type: Date, required: true }, sharedWith: [String] },
    },
    { versionKey: false, collection: 'journalentries' },
  );
  schema.index({ courseId: 1, personId: 1, at: -1 });
  schema.index({ courseId: 1, sharedWith: 1, at: -1 });
  return connection.model<EntryRow>('JournalEntry', schema);
}

function entryOf({ _id, personId, kind, prompt, text, at, sharedWith }: EntryRow): Entry {
  return { entryId: _id, personId, kind, text, at, sharedWith, ...(prompt !== undefined && { prompt }) };
}
