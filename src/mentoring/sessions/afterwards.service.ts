import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Closed, PairKey } from '../mentorships/pair.js';
import type { Doer, PairsService } from '../mentorships/pairs.service.js';
import type { Agenda } from './agenda.js';
import { agendaOf } from './agenda.rules.js';
import { answered, begunInWriting, withNext, wroteOn, type Changed, type Refused } from './book.rules.js';
import { levels, type Level, type Note } from './note.js';
import type { NotesStore } from './notes.store.js';
import type { NextStep, Said, Session } from './session.js';
import type { NotesAnswers } from './sessions.forms.js';
import {
  carriedStep,
  outcomeOf,
  proposedAgenda,
  stepWords,
  touchedFrom,
  writingNow,
  type Outcome,
} from './sessions.rules.js';
import type { PairSheet, SessionsService } from './sessions.service.js';
import type { SessionStore } from './sessions.store.js';

/** Where people of a mentorship write to each other. */
export interface Talk {
  pathTo(memberIds: readonly string[]): string;
  /** @param once of one writer's messages each has its own: said twice, it is one */
  say(
    doer: Doer,
    memberIds: readonly string[],
    message: { text: string; prompt: string; once: string },
    now: Date,
  ): Promise<Result<'said', Closed | 'tooMany'>>;
}

/** What others contribute to the first lines of an agenda: a goal, what somebody chose to bring. */
export type FirstLines = (doer: Doer, memberIds: readonly string[]) => Promise<readonly FirstLine[]>;

export interface FirstLine {
  /** Of whom it is. */
  personId: string;
  kind: 'goal' | 'journal' | 'review';
  text: string;
  href?: string;
}

export interface SessionSheet extends PairSheet {
  session: Session;
  outcome: Outcome;
  agenda: Agenda;
  notes: ReadonlyMap<Level, Note>;
  carried: { step: NextStep; from: Date } | undefined;
  firstLines: readonly FirstLine[];
}

export type Saved = Result<'saved', Closed | { changed: Level }>;

export interface AfterwardsNeeds {
  store: SessionStore;
  notes: NotesStore;
  pairs: PairsService;
  sessions: Pick<SessionsService, 'sheet'>;
  firstLines: readonly FirstLines[];
  talk: Talk | undefined;
}

export interface Place {
  key: PairKey;
  sessionId: string;
}

export type AfterwardsService = ReturnType<typeof afterwardsService>;

/** One session: what it is about, what is written down, and what each says of it. */
export function afterwardsService({ store, notes, pairs, sessions, firstLines, talk }: AfterwardsNeeds) {
  async function change({ courseId }: Doer, pair: { key: PairKey; memberIds: readonly string[] }, next: Next) {
    const said: { outcome: Changed } = { outcome: failure('gone') };
    await store.change(courseId, pair, (before) => {
      said.outcome = next(before);
      return said.outcome.ok && said.outcome.value !== before ? said.outcome.value : undefined;
    });
    return said.outcome;
  }

  /** @returns the level where somebody else was faster */
  async function saveNotes({ courseId, personId }: Doer, { key, sessionId }: Place, wish: NotesAnswers, at: Date) {
    for (const level of levels) {
      const text = wish[level];
      const revision = touchedFrom(wish[`${level}Seen`], text);
      if (revision === undefined) continue;
      const note = { key, sessionId, level, authorId: personId, text, at, revision };
      if (!(await notes.save(courseId, note))) return level;
    }
    return undefined;
  }

  async function notesOf({ courseId, personId }: Doer, sessionId: string): Promise<ReadonlyMap<Level, Note>> {
    return new Map((await notes.of(courseId, sessionId, personId)).map((note) => [note.level, note]));
  }

  return {
    /** Where it is written, when there is such a place. */
    talkPath: (memberIds: readonly string[]): string | undefined => talk?.pathTo(memberIds),

    /** @throws NotFound */
    async session(doer: Doer, { key, sessionId }: Place, now: Date): Promise<SessionSheet> {
      const sheet = await sessions.sheet(doer, key);
      const session = sheet.book.sessions.find((one) => one.sessionId === sessionId);
      if (!session) throw new NotFound();
      const [found, lines] = await Promise.all([
        notesOf(doer, sessionId),
        // What others aim at is for those who are together.
        sheet.pair.closed ? [] : Promise.all(firstLines.map((one) => one(doer, sheet.book.memberIds))),
      ]);
      return {
        ...{ ...sheet, session, notes: found, firstLines: lines.flat() },
        outcome: outcomeOf(session, sheet.book.memberIds, now),
        agenda: agendaOf(sheet.library, session.agendaId),
        carried: carriedStep(sheet.book, session.startsAt),
      };
    },

    /** Also after a mentorship is over: what happened, happened. */
    async answer(doer: Doer, { key, sessionId }: Place, said: Said, now: Date): Promise<Result<'said', Refused>> {
      const pair = await pairs.one(doer, key);
      const outcome = await change(doer, pair, (book) =>
        answered(book, sessionId, said, { personId: doer.personId, now }),
      );
      return outcome.ok ? success('said') : outcome;
    },

    /** What somebody else changed meanwhile is not written over. */
    async save(doer: Doer, place: Place, wish: NotesAnswers, now: Date): Promise<Saved> {
      const pair = await pairs.one(doer, place.key);
      if (pair.closed) return failure(pair.closed);
      const changed = await saveNotes(doer, place, wish, now);
      if (changed) return failure({ changed });
      const { next: text, nextBy, nextSeen } = wish;
      if (touchedFrom(nextSeen, stepWords({ text, by: nextBy })) !== undefined) {
        const step = text === '' ? undefined : { text, authorId: doer.personId, ...(nextBy !== '' && { by: nextBy }) };
        await change(doer, pair, (book) => withNext(book, place.sessionId, step));
      }
      return success('saved');
    },

    /** @returns the session: the one that was begun before, where there is one */
    async beginWriting(doer: Doer, key: PairKey, now: Date): Promise<Result<string, Refused | Closed>> {
      if (!talk) throw new NotFound();
      const { pair, library } = await sessions.sheet(doer, key);
      if (pair.closed) return failure(pair.closed);
      const sessionId = newId();
      const outcome = await change(doer, pair, (book) =>
        begunInWriting(book, { sessionId, agendaId: proposedAgenda(book, library) }, { personId: doer.personId, now }),
      );
      if (!outcome.ok) return outcome;
      return success(writingNow(outcome.value, now)?.sessionId ?? sessionId);
    },

    /** The message comes first: a process that dies in between is asked again, and the message is one. */
    async write(
      doer: Doer,
      { key, sessionId }: Place,
      { question, text }: { question: number; text: string },
      now: Date,
    ): Promise<Result<'said', Closed | 'tooMany'>> {
      const { pair, book, library } = await sessions.sheet(doer, key);
      const session = book.sessions.find((one) => one.sessionId === sessionId && one.way === 'writing');
      const prompt = session && agendaOf(library, session.agendaId).writing[question];
      if (!talk || prompt === undefined) throw new NotFound();
      if (pair.closed) return failure(pair.closed);
      const once = `${sessionId}-${question}`;
      const said = await talk.say(doer, book.memberIds, { text, prompt, once }, now);
      if (said.ok) await change(doer, pair, (before) => wroteOn(before, sessionId, question, doer.personId));
      return said;
    },
  };
}

type Next = (book: Parameters<typeof answered>[0]) => Changed;
