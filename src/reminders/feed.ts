import ical, { ICalCalendarMethod } from 'ical-generator';
import { after, minute } from '../shared/clock.js';
import type { DueDate } from './dates.js';

/** RFC 5545 text. UIDs are stable, so a calendar moves an event instead of doubling it. Times are UTC. */
export function feedOf(dueDates: readonly DueDate[], name: string, now: Date): string {
  const calendar = ical({ name, method: ICalCalendarMethod.PUBLISH });
  for (const due of dueDates) {
    calendar.createEvent({
      id: `due-${due.dueId}@tandem`,
      start: after(due.dueAt, -30 * minute),
      end: due.dueAt,
      stamp: now,
      summary: due.title,
    });
  }
  return calendar.toString();
}
