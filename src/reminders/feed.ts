import ical, { ICalCalendarMethod, ICalEventStatus, type ICalEventData } from 'ical-generator';
import { after, minute } from '../shared/clock.js';
import { seenLine } from '../shared/seen.js';
import type { DueDate } from './dates.js';

/** Of RFC 5545, 3.6.5. A calendar has at least one component (3.6), also while nothing is due. */
const utc = {
  name: 'Etc/UTC',
  generator: () =>
    [
      ...['BEGIN:VTIMEZONE', 'TZID:Etc/UTC', 'BEGIN:STANDARD', 'DTSTART:19700101T000000'],
      ...['TZOFFSETFROM:+0000', 'TZOFFSETTO:+0000', 'TZNAME:UTC', 'END:STANDARD', 'END:VTIMEZONE'],
    ].join('\r\n'),
};

/**
 * RFC 5545 text. UIDs are stable, so a calendar moves an event instead of doubling it. Times are UTC.
 *
 * @param stamp when what is due became as it is: the same content is the same text, whenever it is asked for
 */
export function feedOf(dueDates: readonly DueDate[], name: string, stamp: Date): string {
  const zone = dueDates.length === 0 ? { timezone: utc } : {};
  const calendar = ical({ name, method: ICalCalendarMethod.PUBLISH, ...zone });
  for (const due of dueDates) calendar.createEvent(eventOf(due, stamp));
  return calendar.toString();
}

function eventOf({ dueId, title, dueAt, startsAt, sequence, cancelled, link }: DueDate, stamp: Date): ICalEventData {
  return {
    ...{ id: `due-${dueId}@tandem`, summary: seenLine(title), stamp },
    ...{ start: startsAt ?? after(dueAt, -30 * minute), end: dueAt },
    ...(sequence !== undefined && { sequence }),
    ...(cancelled === true && { status: ICalEventStatus.CANCELLED }),
    ...(link !== undefined && { location: link, url: link }),
  };
}
