/** What sessions say of one person: on the home, in the list of all, in the calendar, and when they ask what is stored. */
import { isDeepStrictEqual } from 'node:util';
import type { Pair } from '../mentorships/pair.js';
import type { Doer, PairsService } from '../mentorships/pairs.service.js';
import type { Near, Span } from '../pause/pause.js';
import { isQuiet } from '../pause/pause.rules.js';
import type { NotesStore } from './notes.store.js';
import { isOf, withoutPerson } from './parts.rules.js';
import type { Book } from './session.js';
import { attendanceIn, type Attendance } from './sessions.rules.js';
import type { SessionStore } from './sessions.store.js';

export interface OwnNeeds {
  store: SessionStore;
  notes: NotesStore;
  pairs: PairsService;
  pauses: {
    near(courseId: string, personId: string, now: Date): Promise<Near>;
    quietFor(courseId: string, personId: string, now: Date): Promise<readonly Span[]>;
  };
}

export interface OwnSessions {
  pair: Pair;
  book: Book;
  attendance: Attendance;
}

export type OwnService = ReturnType<typeof ownService>;

export function ownService({ store, notes, pairs, pauses }: OwnNeeds) {
  async function sheets(doer: Doer, all: readonly Pair[], now: Date): Promise<OwnSessions[]> {
    if (all.length === 0) return [];
    const [books, quiet] = await Promise.all([
      store.of(doer.courseId, doer.personId),
      pauses.quietFor(doer.courseId, doer.personId, now),
    ]);
    const byKey = new Map(books.map((book) => [book.key, book]));
    return all.map((pair) => {
      const book = byKey.get(pair.key) ?? { key: pair.key, memberIds: pair.memberIds, sessions: [] };
      const attendance = attendanceIn(book, doer.personId, (time) => isQuiet(quiet, time), now);
      return { pair, book, attendance };
    });
  }

  return {
    /** With those whom one is together with now. */
    running: async (doer: Doer, now: Date): Promise<OwnSessions[]> => sheets(doer, await pairs.running(doer), now),

    /** Also with those of before, where there is something to read. */
    async ever(doer: Doer, now: Date): Promise<OwnSessions[]> {
      const all = await sheets(doer, await pairs.ever(doer), now);
      return all.filter(({ pair, book }) => !pair.closed || book.sessions.length > 0);
    },

    /** Who of them takes a break now. */
    near: (doer: Doer, now: Date): Promise<Near> => pauses.near(doer.courseId, doer.personId, now),
    quiet: (doer: Doer, now: Date) => pauses.quietFor(doer.courseId, doer.personId, now),

    /** All that is stored of what this person said, wrote and planned. */
    async partOf(courseId: string, personId: string): Promise<object[]> {
      const [books, written] = await Promise.all([store.of(courseId, personId), notes.writtenBy(courseId, personId)]);
      return [...books.flatMap((book) => isOf(book, personId)), ...written];
    },

    /** The others' own words stay. How many records were changed or are gone. */
    async erasePartOf(courseId: string, personId: string): Promise<number> {
      const all = await store.of(courseId, personId);
      const books = all.filter((book) => !isDeepStrictEqual(withoutPerson(book, personId), book));
      for (const book of books) await store.change(courseId, book, (before) => withoutPerson(before, personId));
      return books.length + (await notes.eraseWrittenBy(courseId, personId));
    },
  };
}
