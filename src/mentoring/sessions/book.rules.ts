/** Every change to the sessions of a mentorship: from the book as it is to the book as it shall be, or why not. */
import { after, minute } from '../../shared/clock.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Book, NextStep, Offer, Said, Series, Session } from './session.js';
import { inOrder, isAsked, maySay, openOffer, outcomeOf, writingNow, writingTakes } from './sessions.rules.js';

/** Of one mentorship at a time; far more than a term has. */
export const mostSessions = 100;
export const mostAtOnce = 26;

export type Refused = 'gone' | 'past' | 'clash' | 'full' | 'own' | 'notNow';
export type Changed = Result<Book, Refused>;

interface Doing {
  personId: string;
  now: Date;
}

/** A new offer takes the place of one that is open. */
export function offered(book: Book, offer: Offer, now: Date): Changed {
  if (book.sessions.some(({ sessionId }) => sessionId === offer.offerId)) return success(book);
  if (offer.startsAt.length === 0 || offer.startsAt.some((time) => time <= now)) return failure('past');
  const others = book.sessions.filter(({ sessionId }) => sessionId !== offer.instead);
  if (offer.startsAt.some((time) => clashes(others, time, offer.minutes))) return failure('clash');
  if (offer.instead !== undefined && !movable(book, offer.instead, now)) return failure('notNow');
  return success({ ...book, offer });
}

/** Taken twice, it is one session; its id is the offer's, or stays that of the session that moves. */
export function taken(
  book: Book,
  { offerId, startsAt }: { offerId: string; startsAt: Date },
  { personId, now }: Doing,
): Changed {
  const offer = openOffer(book, now);
  if (offer?.offerId !== offerId) return isThere(book, startsAt) ? success(book) : failure('gone');
  if (offer.by === personId) return failure('own');
  if (!isOneOf(offer.startsAt, startsAt)) return failure('gone');
  return startsAt <= now ? failure('past') : placed(book, offer, startsAt, { personId, now });
}

function isOneOf(times: readonly Date[], wanted: Date): boolean {
  return times.some((time) => time.getTime() === wanted.getTime());
}

function placed(book: Book, offer: Offer, startsAt: Date, { personId, now }: Doing): Changed {
  const moved = offer.instead === undefined ? undefined : movable(book, offer.instead, now);
  const others = book.sessions.filter(({ sessionId }) => sessionId !== moved?.sessionId);
  if (clashes(others, startsAt, offer.minutes)) return failure('clash');
  if (others.length >= mostSessions) return failure('full');
  const session = { ...plannedFrom(offer, startsAt, personId), sessionId: offer.offerId };
  const kept = moved && { ...moved, startsAt, endsAt: session.endsAt, revision: moved.revision + 1 };
  return success({ ...without(book, 'offer'), sessions: inOrder([...others, kept ?? session]) });
}

function isThere({ sessions }: Book, startsAt: Date): boolean {
  return sessions.some((one) => !one.cancelled && one.startsAt.getTime() === startsAt.getTime());
}

function movable({ sessions }: Book, wanted: string, now: Date): Session | undefined {
  return sessions.find(({ sessionId, cancelled, startsAt }) => sessionId === wanted && !cancelled && startsAt > now);
}

function plannedFrom(
  { minutes, agendaId, link }: Pick<Offer, 'minutes' | 'agendaId' | 'link'>,
  startsAt: Date,
  plannedBy: string,
): Omit<Session, 'sessionId'> {
  return {
    ...{ way: 'meeting', startsAt, endsAt: after(startsAt, minutes * minute), agendaId, plannedBy, revision: 0 },
    ...(link !== undefined && { link }),
    ...{ answers: {}, again: {}, written: {} },
  };
}

function clashes(sessions: readonly Session[], startsAt: Date, minutes: number): boolean {
  const endsAt = after(startsAt, minutes * minute);
  return sessions.some(
    (one) => one.way === 'meeting' && !one.cancelled && one.startsAt < endsAt && startsAt < one.endsAt,
  );
}

export function withdrawn(book: Book, offerId: string): Book {
  if (book.offer?.offerId !== offerId) return book;
  return without(book, 'offer');
}

export function suggested(book: Book, series: Series, now: Date): Changed {
  if (series.starts.length === 0) return failure('past');
  const ahead = series.starts.filter((time) => time > now);
  if (ahead.length < series.starts.length) return failure('past');
  return success({ ...book, series });
}

/** The dates that stay; those at which they meet already are not planned twice. */
export function agreed(
  book: Book,
  { seriesId, starts }: { seriesId: string; starts: readonly Date[] },
  { personId, now }: Doing,
): Changed {
  const { series, ...rest } = book;
  const idOf = (time: Date) => `${seriesId}-${time.getTime().toString(36)}`;
  if (series?.seriesId !== seriesId) {
    const done = book.sessions.some(({ sessionId }) => sessionId.startsWith(`${seriesId}-`));
    return done ? success(book) : failure('gone');
  }
  if (series.by === personId) return failure('own');
  const wanted = series.starts.filter((time) => time > now && isOneOf(starts, time));
  if (wanted.length === 0) return failure('past');
  const free = wanted.filter((time) => !clashes(book.sessions, time, series.minutes));
  if (book.sessions.length + free.length > mostSessions) return failure('full');
  const added = free.map((time) => ({ ...plannedFrom(series, time, personId), sessionId: idOf(time) }));
  return success({ ...rest, sessions: inOrder([...book.sessions, ...added]) });
}

export function declined(book: Book, seriesId: string): Book {
  if (book.series?.seriesId !== seriesId) return book;
  return without(book, 'series');
}

/** "I cannot come", before it begins; it stays in calendars as cancelled. */
export function excused(book: Book, sessionId: string, { personId, now }: Doing, reason: string): Changed {
  const session = book.sessions.find((one) => one.sessionId === sessionId);
  if (session?.cancelled) return success(book);
  if (!session || session.startsAt <= now || session.way === 'writing') return failure('notNow');
  const cancelled = { at: now, by: personId, why: 'excused' as const, ...(reason !== '' && { reason }) };
  const rest = book.offer?.instead === sessionId ? withdrawn(book, book.offer.offerId) : book;
  return success(replaced(rest, { ...session, cancelled, revision: session.revision + 1 }));
}

/** What was still to come when the mentorship ended, or nobody else was left. Undefined: nothing was. */
export function parted(book: Book, now: Date): Book | undefined {
  const ahead = book.sessions.filter(({ cancelled, startsAt }) => !cancelled && startsAt > now);
  if (ahead.length === 0 && !book.offer && !book.series) return undefined;
  const rest = without(without(book, 'offer'), 'series');
  return ahead.reduce<Book>(
    (sum, one) => replaced(sum, { ...one, cancelled: { at: now, why: 'apart' }, revision: one.revision + 1 }),
    rest,
  );
}

export interface Logged {
  sessionId: string;
  startsAt: Date;
  minutes: number;
  agendaId: string;
}

/** A session that nobody had planned, said by one of those who were there. */
export function logged(book: Book, { sessionId, ...wish }: Logged, { personId, now }: Doing): Changed {
  if (book.sessions.some((one) => one.sessionId === sessionId)) return success(book);
  if (wish.startsAt > now) return failure('past');
  // The other one may have noted the same a minute ago.
  if (clashes(book.sessions, wish.startsAt, wish.minutes)) return failure('clash');
  if (book.sessions.length >= mostSessions) return failure('full');
  const session = { ...plannedFrom(wish, wish.startsAt, personId), sessionId };
  const answers = { [personId]: { said: 'happened' as const, at: now } };
  return success({ ...book, sessions: inOrder([...book.sessions, { ...session, answers }]) });
}

/** What one says the first time stands; asked once more, the second word does. */
export function answered(book: Book, sessionId: string, said: Said, { personId, now }: Doing): Changed {
  const session = book.sessions.find((one) => one.sessionId === sessionId);
  if (!session) return failure('gone');
  const outcome = outcomeOf(session, book.memberIds, now);
  if (session.answers[personId]?.said === said && outcome.is !== 'again') return success(book);
  if (!maySay(session, outcome, personId)) return failure('notNow');
  const place = outcome.is === 'again' && isAsked(session, outcome, personId) ? 'again' : 'answers';
  return success(replaced(book, { ...session, [place]: { ...session[place], [personId]: { said, at: now } } }));
}

export function withNext(book: Book, sessionId: string, next: NextStep | undefined): Changed {
  const session = book.sessions.find((one) => one.sessionId === sessionId);
  if (!session) return failure('gone');
  const rest = without(session, 'next');
  return success(replaced(book, next ? { ...rest, next } : rest));
}

/** Where they meet and what they go through; calendars learn of the place. */
export function arranged(
  book: Book,
  sessionId: string,
  { link, agendaId }: { link: string; agendaId: string },
): Changed {
  const session = book.sessions.find((one) => one.sessionId === sessionId);
  if (!session || session.cancelled) return failure('gone');
  if ((session.link ?? '') === link && session.agendaId === agendaId) return success(book);
  const rest = without(session, 'link');
  const revision = session.revision + ((session.link ?? '') === link ? 0 : 1);
  return success(replaced(book, { ...rest, agendaId, revision, ...(link !== '' && { link }) }));
}

/** One exchange at a time: whoever begins a second one is led to the first. */
export function begunInWriting(
  book: Book,
  { sessionId, agendaId }: { sessionId: string; agendaId: string },
  { personId, now }: Doing,
): Changed {
  if (writingNow(book, now)) return success(book);
  if (book.sessions.length >= mostSessions) return failure('full');
  const session: Session = {
    ...{ sessionId, way: 'writing', startsAt: now, endsAt: after(now, writingTakes), agendaId, plannedBy: personId },
    ...{ revision: 0, answers: {}, again: {}, written: {} },
  };
  const kept = book.offer?.instead === undefined ? without(book, 'offer') : book;
  return success({ ...kept, sessions: inOrder([...book.sessions, session]) });
}

/** A question of an exchange in writing is answered; how often does not matter. */
export function wroteOn(book: Book, sessionId: string, question: number, personId: string): Changed {
  const session = book.sessions.find((one) => one.sessionId === sessionId);
  if (session?.way !== 'writing') return failure('gone');
  const written = [...new Set([...(session.written[personId] ?? []), question])].sort();
  return success(replaced(book, { ...session, written: { ...session.written, [personId]: written } }));
}

export function disputeSeen(book: Book, sessionId: string, now: Date): Book {
  const session = book.sessions.find((one) => one.sessionId === sessionId);
  return session ? replaced(book, { ...session, disputeSeenAt: now }) : book;
}

function without<Whole extends object, Name extends keyof Whole>(whole: Whole, name: Name): Omit<Whole, Name> {
  // SAFETY: everything but this one is there.
  return Object.fromEntries(Object.entries(whole).filter(([one]) => one !== name)) as Omit<Whole, Name>;
}

function replaced(book: Book, session: Session): Book {
  const others = book.sessions.filter(({ sessionId }) => sessionId !== session.sessionId);
  return { ...book, sessions: inOrder([...others, session]) };
}
