/** What the sessions of a course have come to, kept until the next of them is judged otherwise. */
import { besideRowsUntil } from '../../shared/beside-rows.js';
import { after } from '../../shared/clock.js';
import type { Book, Session } from './session.js';
import { outcomeOf, planned, waitFor, type Attendance } from './sessions.rules.js';

export interface Settled {
  /** About which the two do not agree, and no teacher has looked. */
  disputed: readonly { book: Book; session: Session }[];
  /** Planned, and neither ahead nor open. */
  planned: readonly { memberIds: readonly string[]; startsAt: Date; isHeld: boolean }[];
}

/** For ever, as far as a course is concerned. */
const never = new Date(8.64e15);

/** @returns the same object for the same books until one of their sessions changes with the time */
export const settledIn = besideRowsUntil((books: readonly Book[], now: Date) => {
  const all = books.map((book) => settledOf(book, now));
  const answer: Settled = {
    disputed: all.flatMap(({ disputed }) => disputed),
    planned: all.flatMap(({ planned: ofBook }) => ofBook),
  };
  return { answer, until: earliest(all.map(({ until }) => until)) };
});

const settledOf = besideRowsUntil((book: Book, now: Date) => {
  const { memberIds } = book;
  const all = book.sessions.map((session) => ({ session, outcome: outcomeOf(session, memberIds, now) }));
  const until = earliest(book.sessions.flatMap(turnsOf).filter((time) => time > now));
  const disputed = all
    .filter(({ session, outcome }) => !session.disputeSeenAt && outcome.is === 'apart')
    .map(({ session }) => ({ book, session }));
  const plannedOnes = all
    .filter(({ outcome }) => planned.includes(outcome.is))
    .map(({ session: { startsAt }, outcome }) => ({ memberIds, startsAt, isHeld: outcome.is === 'held' }));
  return { answer: { disputed, planned: plannedOnes, until }, until };
});

/** Whenever the time alone may change what came of it. */
function turnsOf({ startsAt, endsAt, answers, again }: Session): Date[] {
  const said = [...Object.values(answers), ...Object.values(again)].map(({ at }) => after(at, waitFor));
  return [startsAt, endsAt, after(endsAt, waitFor), ...said];
}

function earliest(times: readonly Date[]): Date {
  return times.reduce((first, time) => (time < first ? time : first), never);
}

/** Of all mentorships of a course. @param isQuiet whether nothing was expected of a person then */
export function attendanceOf(settled: Settled, isQuiet: (personId: string, time: Date) => boolean): Attendance {
  const expected = settled.planned.filter(
    ({ memberIds, startsAt }) => !memberIds.some((personId) => isQuiet(personId, startsAt)),
  );
  return { counted: expected.filter(({ isHeld }) => isHeld).length, planned: expected.length };
}
