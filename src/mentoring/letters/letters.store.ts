import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Letter } from './letter.js';

interface LetterRow extends Omit<Letter, 'letterId' | 'toIds'> {
  _id: string;
  courseId: string;
  /** Null: everybody. */
  toIds: string[] | null;
  once: string;
}

interface ReadRow {
  _id: string;
  courseId: string;
  letterId: string;
  personId: string;
  at: Date;
}

export type NewLetter = Omit<Letter, 'letterId'> & { once: string };
export type LettersStore = ReturnType<typeof lettersStore>;

export function lettersStore(connection: Connection) {
  const letters = letterModel(connection);
  const reads = readModel(connection);

  return {
    async add(courseId: string, { byId, at, text, toIds, once }: NewLetter): Promise<void> {
      try {
        const whom = toIds ? [...toIds] : null;
        await letters.create({ _id: newId(), courseId, byId, at, text, once, toIds: whom });
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
      }
    },

    /** To this person or to everybody, the newest first. */
    async to(courseId: string, personId: string): Promise<Letter[]> {
      const whom = { $or: [{ toIds: null }, { toIds: personId }] };
      return (
        await letters
          .find({ courseId, ...whom })
          .sort({ at: -1 })
          .lean<LetterRow[]>()
      ).map(letterOf);
    },

    /** The newest first. */
    async page(courseId: string, skip: number, limit: number): Promise<Letter[]> {
      const found = letters.find({ courseId }).sort({ at: -1 }).skip(skip).limit(limit);
      return (await found.lean<LetterRow[]>()).map(letterOf);
    },

    count: (courseId: string): Promise<number> => letters.countDocuments({ courseId }).exec(),

    async readBy(courseId: string, personId: string): Promise<string[]> {
      const found = await reads.find({ courseId, personId }).lean<ReadRow[]>();
      return found.map(({ letterId }) => letterId);
    },

    /** Who has read which of these. */
    async readsOf(courseId: string, letterIds: readonly string[]): Promise<Pick<ReadRow, 'letterId' | 'personId'>[]> {
      return reads.find({ courseId, letterId: { $in: [...letterIds] } }).lean<ReadRow[]>();
    },

    /** How many have read each. @param personIds of these only */
    async readCounts(
      courseId: string,
      letterIds: readonly string[],
      personIds?: readonly string[],
    ): Promise<Map<string, number>> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const groups = await reads.aggregate<{ _id: string; count: number }>([
        { $match: { courseId, letterId: { $in: [...letterIds] }, ...whose } },
        { $group: { _id: '$letterId', count: { $sum: 1 } } },
      ]);
      return new Map(groups.map(({ _id, count }) => [_id, count]));
    },

    async read(courseId: string, personId: string, letterIds: readonly string[], at: Date): Promise<void> {
      for (const letterId of letterIds) {
        const fresh = { $setOnInsert: { _id: newId(), at } };
        await upserting(() => reads.updateOne({ courseId, letterId, personId }, fresh, { upsert: true }).exec());
      }
    },

    /** How many records are gone: letters to others stay. */
    async erase(courseId: string, personId: string): Promise<number> {
      const { deletedCount } = await reads.deleteMany({ courseId, personId });
      const own = await letters.deleteMany({ courseId, toIds: [personId] });
      return deletedCount + own.deletedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptLetters: KeptParts<LettersStore> = {
  ...{ to: 'kept', page: 'kept', count: 'kept', readBy: 'kept', readCounts: 'read', readsOf: 'read' },
  ...{ add: 'writes', read: 'writes', erase: 'writes' },
};

function letterModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<LetterRow>(
    {
      ...{ _id: String, courseId: text, byId: text, text, once: text, at: { type: Date, required: true } },
      toIds: { type: [String], default: null },
    },
    { versionKey: false, collection: 'letters' },
  );
  schema.index({ courseId: 1, byId: 1, once: 1 }, { unique: true });
  schema.index({ courseId: 1, toIds: 1, at: -1 });
  schema.index({ courseId: 1, at: -1 });
  return connection.model<LetterRow>('Letter', schema);
}

function readModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<ReadRow>(
    { _id: String, courseId: text, letterId: text, personId: text, at: { type: Date, required: true } },
    { versionKey: false, collection: 'letterreads' },
  );
  schema.index({ courseId: 1, letterId: 1, personId: 1 }, { unique: true });
  schema.index({ courseId: 1, personId: 1 });
  return connection.model<ReadRow>('LetterRead', schema);
}

function letterOf({ _id, byId, at, text, toIds }: LetterRow): Letter {
  return { letterId: _id, byId, at, text, ...(toIds && { toIds }) };
}
