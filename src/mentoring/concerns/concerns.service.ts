import type { Person, Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Vault } from '../../shared/vault.js';
import type { Concern, ConcernWords, ReportedMessage, Urgency } from './concern.js';
import type { ConcernAnswers } from './concerns.forms.js';
import {
  answerBy,
  hasOpened,
  mayTakeBack,
  mostADay,
  readerIdsNow,
  readersOf,
  sentWithin,
  type Reader,
} from './concerns.rules.js';
import type { ConcernsStore } from './concerns.store.js';
import type { ContactsService, KnownHelp } from './contacts.service.js';
import {
  markOf,
  marksOf,
  openedEntries,
  openedWords,
  sealedEntry,
  sealedWords,
  type SealedConcern,
} from './sealed.rules.js';

export interface Doer {
  courseId: string;
  personId: string;
}

/** Reads a message of a conversation with its neighbours, for somebody who is in it. @throws NotFound */
export type Excerpt = (doer: Doer, threadKey: string, messageId: string) => Promise<readonly ReportedMessage[]>;

export interface ConcernsNeeds {
  store: ConcernsStore;
  contacts: ContactsService;
  roster: Pick<Roster, 'peopleById'>;
  vault: Vault;
  excerpt: Excerpt | undefined;
}

/** What stands in lists and on the queue: facts, whether it is one's own, and who reads it. */
export interface KnownConcern extends SealedConcern {
  readers: readonly string[];
  isMine: boolean;
  isForMe: boolean;
}

/** One concern as somebody opens it who may. */
export interface OpenConcern extends KnownConcern {
  /** Absent until its reader has opened it, and for good when the key is lost. */
  opened?: Concern | undefined;
  isLost: boolean;
  mayTakeBack: boolean;
  /** Writer, readers and everybody who looked. */
  people: ReadonlyMap<string, Person>;
}

export type Taken = { ok: true; concernId: string } | { ok: false; failure: 'nobody' | 'tooMany' };

export type ConcernsService = ReturnType<typeof concernsService>;

export function concernsService({ store, contacts, roster, vault, excerpt }: ConcernsNeeds) {
  /** @returns undefined for somebody who must not learn that it is there */
  function knownTo(concern: SealedConcern, { courseId, personId }: Doer, help: KnownHelp): KnownConcern | undefined {
    const isMine = marksOf(vault, courseId, personId).includes(concern.authorMark);
    const words = openedWords(vault, concern);
    if (!isMine && words?.keptFromIds.includes(personId)) return undefined;
    const unknown = { authorId: '', keptFromIds: [] };
    const readers = readerIdsNow({ ...concern, ...(words ?? unknown) }, { page: help, hereIds: help.hereIds });
    return { ...concern, readers, isMine, isForMe: !isMine && readers.includes(personId) };
  }

  async function all(doer: Doer): Promise<KnownConcern[]> {
    const kept = await store.all(doer.courseId);
    if (kept.length === 0) return [];
    const help = await contacts.known(doer.courseId);
    return kept.flatMap((concern) => knownTo(concern, doer, help) ?? []);
  }

  /** @throws NotFound to everybody but its writer and its readers */
  async function mine(doer: Doer, concernId: string): Promise<KnownConcern> {
    const [concern, help] = await Promise.all([store.concern(doer.courseId, concernId), contacts.known(doer.courseId)]);
    const known = concern && knownTo(concern, doer, help);
    if (!known?.isMine && !known?.isForMe) throw new NotFound();
    return known;
  }

  async function readers(doer: Doer, topicId: string, keptFrom: readonly string[]): Promise<Reader[]> {
    const help = await contacts.known(doer.courseId);
    return readersOf(help, topicId, { hereIds: help.hereIds, keptFromIds: [...keptFrom, doer.personId] });
  }

  return {
    all,
    readers,

    reported: async (doer: Doer, threadKey: string, messageId: string): Promise<readonly ReportedMessage[]> => {
      if (!excerpt) throw new NotFound();
      return excerpt(doer, threadKey, messageId);
    },

    async raise(
      doer: Doer,
      about: { topicId: string; topic: string; urgency: Urgency; reported: readonly ReportedMessage[] },
      { words, about: whom, answerWay, keptFrom, once }: ConcernAnswers,
      now: Date,
    ): Promise<Taken> {
      const { courseId, personId } = doer;
      const { reported, ...facts } = about;
      const told = await readers(doer, about.topicId, keptFrom);
      if (told.length === 0) {
        await contacts.missed(courseId, now);
        return { ok: false, failure: 'nobody' };
      }
      const own = (await all(doer)).filter(({ isMine }) => isMine);
      if (sentWithin(own, now) >= mostADay) return { ok: false, failure: 'tooMany' };
      const concernId = newId();
      const sealed: ConcernWords = {
        ...{ authorId: personId, words, about: whom, answerWay, reported },
        keptFromIds: [...new Set(keptFrom)],
      };
      const stored = await store.add(courseId, {
        ...{ concernId, once, ...facts, sentAt: now, answerBy: answerBy(told, about.urgency, now) },
        readerIds: told.map((reader) => reader.personId),
        authorMark: markOf(vault, courseId, personId),
        sealed: sealedWords(vault, concernId, sealed),
      });
      return { ok: true, concernId: stored };
    },

    async open(doer: Doer, concernId: string, now: Date): Promise<OpenConcern> {
      const known = await mine(doer, concernId);
      const words = openedWords(vault, known);
      const isOpen = known.isMine || hasOpened(known, doer.personId, now);
      const opened = words && isOpen ? { ...known, ...words, entries: openedEntries(vault, known) } : undefined;
      const ids = [...known.readers, ...known.looks.map(({ personId }) => personId)];
      if (opened) ids.push(opened.authorId, ...opened.entries.map(({ authorId }) => authorId));
      const people = await roster.peopleById(doer.courseId, [...new Set(ids)]);
      return { ...known, opened, isLost: !words, mayTakeBack: known.isMine && mayTakeBack(known), people };
    },

    /** A reader opens it: noted, whatever comes of it. */
    async look(doer: Doer, concernId: string, now: Date): Promise<void> {
      const known = await mine(doer, concernId);
      if (!known.isForMe) throw new NotFound();
      await store.look(doer.courseId, concernId, { personId: doer.personId, at: now });
    },

    /** Its writer has read what was answered. */
    seen: ({ courseId }: Doer, concernId: string, now: Date): Promise<void> => store.seen(courseId, concernId, now),

    /** What a reader writes is an answer; what its writer writes asks for one again. False: no more fits. */
    async write(doer: Doer, concernId: string, text: string, now: Date): Promise<boolean> {
      const known = await mine(doer, concernId);
      if (!known.isMine && !hasOpened(known, doer.personId, now)) throw new NotFound();
      const entry = sealedEntry(vault, concernId, newId(), { authorId: doer.personId, text, at: now });
      const due = known.isMine ? await dueAgain(doer, known, now) : undefined;
      return store.write(doer.courseId, concernId, entry, due);
    },

    /** Whoever wrote or reads it may say that it is settled. */
    async close(doer: Doer, concernId: string, now: Date): Promise<void> {
      const known = await mine(doer, concernId);
      if (!known.isMine && !hasOpened(known, doer.personId, now)) throw new NotFound();
      await store.close(doer.courseId, concernId, now);
    },

    /** False: somebody read it meanwhile. */
    async takeBack(doer: Doer, concernId: string): Promise<boolean> {
      const known = await mine(doer, concernId);
      if (!known.isMine) throw new NotFound();
      return store.takeBack(doer.courseId, concernId);
    },

    /** What is stored of a person: their own concerns, opened. */
    async recordsOf(doer: Doer): Promise<Concern[]> {
      const own = (await all(doer)).filter(({ isMine }) => isMine);
      return own.flatMap((known) => {
        const words = openedWords(vault, known);
        return words ? [{ ...known, ...words, entries: openedEntries(vault, known) }] : [];
      });
    },

    async erase({ courseId, personId }: Doer): Promise<void> {
      await store.erase(courseId, personId, marksOf(vault, courseId, personId));
    },
  };

  /** Undefined while nobody is left who could answer. */
  async function dueAgain(doer: Doer, { readers: ids, urgency }: KnownConcern, now: Date): Promise<Date | undefined> {
    const help = await contacts.known(doer.courseId);
    const told = help.contacts.filter(({ personId }) => personId !== undefined && ids.includes(personId));
    return told.length === 0 ? undefined : answerBy(told, urgency, now);
  }
}
