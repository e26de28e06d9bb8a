/** When people meet: on the reader's clock and on that of each other one, at the offset of that very day. */
import { takesPartHere } from '../../course/roster/person.js';
import { after, day, hour } from '../../shared/clock.js';
import { dayOf, offsetAt, startOfDay } from '../../shared/local-time.js';
import { cityOf } from '../../shared/zones.js';
import type { Asked } from '../../web/routing.js';
import type { Clock } from './sessions.service.js';

/** "Tuesday 10 November, 18:00 to 18:45". */
export function spanText({ t, format }: Asked, startsAt: Date, endsAt: Date): string {
  return t('sessions.span', { date: format.date(startsAt), start: format.time(startsAt), end: format.time(endsAt) });
}

/** "17:00 for Lena in Lisbon"; the city only where she wrote it herself. */
export function elsewhereTexts(asked: Asked, clocks: readonly Clock[], startsAt: Date): string[] {
  return clocks.filter(({ person }) => takesPartHere(person)).map((clock) => elsewhereText(asked, clock, startsAt));
}

function elsewhereText(asked: Asked, { person, zone, said }: Clock, startsAt: Date): string {
  const { t, visit, format } = asked;
  const { name } = person;
  if (zone === undefined) return t('sessions.clock.unknown', { name });
  if (offsetAt(startsAt, zone) === offsetAt(startsAt, visit.timeZone)) return t('sessions.clock.same', { name });
  const time = format.inZone(zone).time(startsAt);
  const [mine, theirs] = [dayOf(startsAt, visit.timeZone), dayOf(startsAt, zone)];
  const which = theirs === mine ? 'sameDay' : theirs < mine ? 'dayBefore' : 'dayAfter';
  return said
    ? t(`sessions.clock.${which}.city`, { time, name, city: cityOf(zone) })
    : t(`sessions.clock.${which}.plain`, { time, name });
}

/** "Friday, 20 November" of a day on the reader's clock. */
export function dayText({ format, visit }: Asked, date: string): string {
  return format.date(after(startOfDay(date, visit.timeZone), 12 * hour));
}

/** "today", "tomorrow", "in 3 days", for the line above a next step. */
export function soonText({ t, visit, now }: Asked, time: Date): string {
  const days = Math.round((Date.parse(dayOf(time, visit.timeZone)) - Date.parse(dayOf(now, visit.timeZone))) / day);
  if (days <= 0) return t('sessions.soon.today');
  return days === 1 ? t('sessions.soon.tomorrow') : t('sessions.soon.later', { count: days });
}
