/** One document for each mentorship that plans or has had a session: what belongs together changes at once. */
import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { PairKey } from '../mentorships/pair.js';
import type { Book } from './session.js';

interface BookRow extends Book {
  _id: string;
  courseId: string;
  /** Of two changes at once one is made on top of the other. */
  revision: number;
  /** The last session that is planned; null: none. */
  aheadUntil: Date | null;
}

export type SessionStore = ReturnType<typeof sessionStore>;
export type Whose = Pick<Book, 'key' | 'memberIds'>;

export function sessionStore(connection: Connection) {
  const rows = bookModel(connection);
  // Every field is ours and of its type; casting would drop what is empty.
  const native = rows.db.collection<BookRow>(rows.collection.name);

  /** False when somebody else was faster. */
  async function write(courseId: string, book: Book, revision: number): Promise<boolean> {
    const values = { ...book, courseId, aheadUntil: aheadUntil(book), revision: revision + 1 };
    if (revision > 0) {
      const { matchedCount } = await native.updateOne(
        { courseId, key: book.key, revision },
        { $set: values, $unset: { ...(!book.offer && { offer: '' }), ...(!book.series && { series: '' }) } },
      );
      return matchedCount === 1;
    }
    try {
      await native.insertOne({ _id: newId(), ...values });
      return true;
    } catch (problem) {
      if (isDuplicateKey(problem)) return false;
      throw problem;
    }
  }

  async function change(courseId: string, { key, memberIds }: Whose, next: Next): Promise<Book | undefined> {
    const row = await rows.findOne({ courseId, key }).lean<BookRow | null>();
    const before: Book = row ? bookOf(row) : { key, memberIds, sessions: [] };
    const wanted = next(before);
    if (!wanted || wanted === before || (await write(courseId, wanted, row?.revision ?? 0))) return wanted;
    return change(courseId, { key, memberIds }, next);
  }

  return {
    /** @param next told what is stored; undefined, or the same: nothing is to change. It may be asked again. */
    change: (courseId: string, whose: Whose, next: Next): Promise<Book | undefined> => change(courseId, whose, next),

    async book(courseId: string, key: PairKey): Promise<Book | undefined> {
      const row = await rows.findOne({ courseId, key }).lean<BookRow | null>();
      return row ? bookOf(row) : undefined;
    },

    /** All that this person is in. */
    async of(courseId: string, personId: string): Promise<Book[]> {
      return (await rows.find({ courseId, memberIds: personId }).lean<BookRow[]>()).map(bookOf);
    },

    /** Of everybody, or only these. */
    async all(courseId: string, keys?: readonly PairKey[]): Promise<Book[]> {
      const which = keys === undefined ? {} : { key: { $in: keys } };
      return (await rows.find({ courseId, ...which }).lean<BookRow[]>()).map(bookOf);
    },

    /** Those with something planned. */
    async ahead(courseId: string, now: Date): Promise<Book[]> {
      return (await rows.find({ courseId, aheadUntil: { $gt: now } }).lean<BookRow[]>()).map(bookOf);
    },

    coursesDue: (now: Date): Promise<string[]> => rows.distinct('courseId', { aheadUntil: { $gt: now } }).exec(),
  };
}

type Next = (before: Book) => Book | undefined;

/** What is kept of it from page to page. */
export const keptSessions: KeptParts<SessionStore> = {
  book: 'kept',
  of: 'kept',
  all: { rows: ({ key }) => key },
  ahead: 'read',
  coursesDue: 'read',
  change: { wrote: (changed, _courseId, { key }) => (changed ? [key] : []) },
};

/** An offer is planned until its last time has come: it is withdrawn when a mentorship ends, as sessions are. */
function aheadUntil({ sessions, offer, series }: Book): Date | null {
  const planned = sessions.filter(({ cancelled }) => !cancelled).map(({ startsAt }) => startsAt);
  const times = [...planned, ...(offer?.startsAt ?? []), ...(series?.starts ?? [])].map((time) => time.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}

function bookModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<BookRow>(
    {
      ...{ _id: String, courseId: text, key: text, memberIds: { type: [String], required: true } },
      ...{ revision: { type: Number, required: true }, aheadUntil: Date },
      ...{ offer: Schema.Types.Mixed, series: Schema.Types.Mixed, sessions: [Schema.Types.Mixed] },
    },
    { versionKey: false, collection: 'sessionbooks' },
  );
  schema.index({ courseId: 1, key: 1 }, { unique: true });
  schema.index({ courseId: 1, memberIds: 1 });
  schema.index({ aheadUntil: 1 });
  return connection.model<BookRow>('SessionBook', schema);
}

function bookOf({ key, memberIds, offer, series, sessions }: BookRow): Book {
  return { key, memberIds, sessions, ...(offer && { offer }), ...(series && { series }) };
}
