/**
 * An *insertion* is one activity that a teacher picked for a course: what Moodle was told to create. One pick of several
 * is a *batch*: Moodle creates all of it or nothing.
 */
import { Schema, type Connection } from 'mongoose';
import type { Kind } from '../activities/kind.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Insertion } from './insertion.js';

interface InsertionRow {
  /** The identity in the link's custom values. */
  _id: string;
  courseId: string;
  batchId: string;
  /** Place in the batch, from 0. */
  place: number;
  kind: Kind;
  title: string;
  restrict: string | null;
  pickedAt: Date;
  /** When a teacher was first led to the list of what Moodle still needs for it. */
  shownAt: Date | null;
  /** When a teacher said that it is set in Moodle. */
  settledAt: Date | null;
}

export type NewInsertion = Omit<Insertion, 'courseId' | 'settledAt' | 'pickedAt' | 'place' | 'batchId'>;

export type InsertionStore = ReturnType<typeof insertionStore>;

export function insertionStore(connection: Connection) {
  const schema = new Schema<InsertionRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      batchId: { type: String, required: true },
      place: { type: Number, required: true },
      kind: { type: String, required: true },
      title: { type: String, required: true },
      restrict: { type: String, default: null },
      pickedAt: { type: Date, required: true },
      shownAt: { type: Date, default: null },
      settledAt: { type: Date, default: null },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, pickedAt: 1, place: 1 });
  const insertions = connection.model<InsertionRow>('Insertion', schema);

  return {
    async add(courseId: string, batchId: string, items: readonly NewInsertion[], now: Date): Promise<void> {
      const rows = items.map(({ identity, kind, title, restrict }, place) => ({
        ...{ _id: identity, courseId, batchId, place, kind, title, restrict: restrict ?? null },
        ...{ pickedAt: now, shownAt: null, settledAt: null },
      }));
      await insertions.insertMany(rows);
    },

    /** In the order they were picked. */
    async all(courseId: string): Promise<Insertion[]> {
      const rows = await insertions.find({ courseId }).sort({ pickedAt: 1, place: 1 }).lean<InsertionRow[]>();
      return rows.map(toInsertion);
    },

    /** True once per batch: nobody was led to its list before. */
    async showOnce(courseId: string, identity: string, now: Date): Promise<boolean> {
      const row = await insertions.findOne({ courseId, _id: identity, shownAt: null }).lean<InsertionRow>();
      if (!row) return false;
      const outcome = await insertions.updateMany(
        { courseId, batchId: row.batchId, shownAt: null },
        { $set: { shownAt: now } },
      );
      return outcome.modifiedCount > 0;
    },

    /** `settledAt` undefined: it is not set after all. */
    async settle(courseId: string, identities: readonly string[], settledAt: Date | undefined): Promise<void> {
      const filter = { courseId, _id: { $in: identities } };
      await insertions.updateMany(filter, { $set: { settledAt: settledAt ?? null } });
    },
  };
}

/** What is kept of it from page to page. */
export const keptInsertions: KeptParts<InsertionStore> = {
  all: 'kept',
  add: 'writes',
  // What it writes is read by itself alone.
  showOnce: { wrote: () => [] },
  settle: 'writes',
};

function toInsertion(row: InsertionRow): Insertion {
  const { _id, courseId, batchId, place, kind, title, restrict, pickedAt, settledAt } = row;
  return {
    ...{ identity: _id, courseId, batchId, place, kind, title, pickedAt },
    ...(restrict !== null && { restrict }),
    ...(settledAt && { settledAt }),
  };
}
