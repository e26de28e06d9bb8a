/** What of a book is one person's, and the book without it. */
import type { Book, Session } from './session.js';

/** Who planned or said what outlived them. */
const nobody = 'nobody';

export function isOf(book: Book, personId: string): object[] {
  const { offer, series, sessions } = book;
  return [
    ...[offer, series].filter((one) => one?.by === personId),
    ...sessions.map(({ sessionId, startsAt, plannedBy, answers, again, written, next, cancelled }) => ({
      ...{ sessionId, startsAt, planned: plannedBy === personId },
      ...{ answer: answers[personId], again: again[personId], written: written[personId] },
      ...(next?.authorId === personId && { next }),
      ...(cancelled?.by === personId && { cancelled }),
    })),
  ].filter((one) => one !== undefined);
}

export function withoutPerson(book: Book, personId: string): Book {
  const { offer, series, ...rest } = book;
  return {
    ...rest,
    ...(offer && offer.by !== personId && { offer }),
    ...(series && series.by !== personId && { series }),
    sessions: book.sessions.map((session) => sessionWithout(session, personId)),
  };
}

function sessionWithout({ next, cancelled, ...session }: Session, personId: string): Session {
  const isTheirs = session.plannedBy === personId;
  const { link, ...linkless } = session;
  return {
    ...(isTheirs ? { ...linkless, plannedBy: nobody } : { ...linkless, ...(link !== undefined && { link }) }),
    ...{ answers: without(session.answers, personId), again: without(session.again, personId) },
    written: without(session.written, personId),
    ...(next && next.authorId !== personId && { next }),
    ...(cancelled && { cancelled: cancelledWithout(cancelled, personId) }),
  };
}

type Cancelled = NonNullable<Session['cancelled']>;

function cancelledWithout(cancelled: Cancelled, personId: string): Cancelled {
  if (cancelled.by !== personId) return cancelled;
  return { at: cancelled.at, why: cancelled.why };
}

function without<Value>(all: Readonly<Record<string, Value>>, personId: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([id]) => id !== personId));
}
