/** What sessions bring to teachers: notes for them, and pairs that do not agree whether they met. */
import { isLearnerHere, type Person, type Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import type { Mentorships } from '../mentorships/mentorship.js';
import { pairKeyOf } from '../mentorships/pair.js';
import type { Span } from '../pause/pause.js';
import { isQuiet } from '../pause/pause.rules.js';
import { disputeSeen, parted } from './book.rules.js';
import type { Note } from './note.js';
import type { NotesStore } from './notes.store.js';
import type { Book, Session } from './session.js';
import type { Attendance } from './sessions.rules.js';
import type { SessionStore } from './sessions.store.js';
import { attendanceOf, settledIn } from './settled.rules.js';

export interface Dispute {
  session: Session;
  people: readonly Person[];
}

export interface ForTeachers {
  disputes: readonly Dispute[];
  notes: readonly { note: Note; author: Person | undefined; others: readonly Person[] }[];
  /** How many notes there are, also those after these. */
  count: number;
}

export interface ReadingNeeds {
  store: SessionStore;
  notes: NotesStore;
  roster: Pick<Roster, 'peopleById'>;
  mentorships: Pick<Mentorships, 'running'>;
  pauses: { quiet(courseId: string, now: Date): Promise<ReadonlyMap<string, readonly Span[]>> };
}

/** Shown at once; the rest comes when these are read. */
const atMost = 20;

export type ReadingService = ReturnType<typeof readingService>;

export function readingService({ store, notes, roster, mentorships, pauses }: ReadingNeeds) {
  const disputesIn = async (courseId: string, now: Date) => settledIn(await store.all(courseId), now).disputed;

  return {
    async counts(courseId: string, now: Date): Promise<{ disputes: number; notes: number }> {
      const [found, count] = await Promise.all([disputesIn(courseId, now), notes.countForCoordinators(courseId)]);
      return { disputes: found.length, notes: count };
    },

    async all(courseId: string, now: Date): Promise<ForTeachers> {
      const [found, written, count] = await Promise.all([
        disputesIn(courseId, now),
        notes.forCoordinators(courseId, atMost),
        notes.countForCoordinators(courseId),
      ]);
      const shown = found.slice(0, atMost);
      const ids = [...shown.flatMap(({ book }) => book.memberIds), ...written.flatMap(({ key }) => key.split('.'))];
      const people =
        ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, [...new Set(ids)]);
      const named = (list: readonly string[]) => list.flatMap((id) => people.get(id) ?? []);
      return {
        disputes: shown.map(({ book, session }) => ({ session, people: named(book.memberIds) })),
        notes: written.map((note) => ({
          note,
          author: people.get(note.authorId),
          others: named(note.key.split('.').filter((id) => id !== note.authorId)),
        })),
        count,
      };
    },

    /** @throws NotFound */
    async noteSeen(courseId: string, noteId: string, now: Date): Promise<void> {
      if (!(await notes.seen(courseId, noteId, now))) throw new NotFound();
    },

    /** @throws NotFound */
    async disputeSeen(courseId: string, sessionId: string, now: Date): Promise<void> {
      const all = await store.all(courseId);
      const found = all.find(({ sessions }) => sessions.some((one) => one.sessionId === sessionId));
      if (!found) throw new NotFound();
      await store.change(courseId, found, (before) => disputeSeen(before, sessionId, now));
    },

    /** Of all mentorships that run. */
    async attendance(courseId: string, now: Date): Promise<Attendance> {
      const [books, quiet] = await Promise.all([store.all(courseId), pauses.quiet(courseId, now)]);
      return attendanceOf(settledIn(books, now), (personId, time) => isQuiet(quiet.get(personId), time));
    },

    coursesDue: (now: Date): Promise<string[]> => store.coursesDue(now),

    /** What is planned by those who are not together any more is cancelled; twice, or by two at once, it is the same. */
    async part(courseId: string, now: Date): Promise<void> {
      const [books, running] = await Promise.all([store.ahead(courseId, now), mentorships.running(courseId)]);
      const together = new Set(running.map(pairKeyOf));
      const people = await roster.peopleById(courseId, [...new Set(books.flatMap(({ memberIds }) => memberIds))]);
      const here = (book: Book) => book.memberIds.filter((id) => isLearnerHere(people.get(id))).length;
      for (const book of books.filter((one) => !together.has(one.key) || here(one) < 2)) {
        await store.change(courseId, book, (before) => parted(before, now));
      }
    },
  };
}
