/** Sessions as calendars show them: without names, as all that is in a feed. */
import type { DueDate } from '../../reminders/dates.js';
import { after, day } from '../../shared/clock.js';
import type { Translate } from '../../web/texts.js';
import type { Book, Session } from './session.js';
import { numberOf } from './sessions.rules.js';

/** Calendars hear so long of what is over or cancelled. */
const saidFor = 60 * day;

/** @param isApart the mentorship is over: what is still to come is cancelled, also before that is written down */
export function sessionDate(t: Translate, book: Book, session: Session, isApart: boolean): DueDate {
  const { sessionId, startsAt, endsAt, revision, cancelled, link } = session;
  const ends = isApart && !cancelled;
  return {
    dueId: `session-${sessionId}`,
    title: t('sessions.feed', { number: numberOf(book, session) }),
    ...{ startsAt, dueAt: endsAt, sequence: revision + (ends ? 1 : 0) },
    ...((ends || cancelled) && { cancelled: true }),
    ...(link !== undefined && { link }),
  };
}

export function datesOf(t: Translate, { book, isApart, now }: { book: Book; isApart: boolean; now: Date }): DueDate[] {
  return book.sessions
    .filter(({ way, endsAt }) => way === 'meeting' && after(endsAt, saidFor) > now)
    .map((session) => sessionDate(t, book, session, isApart && session.startsAt > now));
}
