/** Times worth offering, and the dates of a rhythm, by the clocks on the wall of those who meet. */
import { after, day, hour } from '../../shared/clock.js';
import { dayOf, daysAfter, fromLocal, toLocal } from '../../shared/local-time.js';

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** Nobody is surprised by a time that is too near. */
const atLeastAhead = 12 * hour;
const within = 21;
/** Where nothing is known of anybody's week. */
const usual = { days: [3, 5], at: '18:00' } as const;

/** The hours of a week that suit one person, on their clock: `mon-18` is Monday, 18:00 to 19:00. */
export interface Hours {
  zone: string;
  slots: readonly string[];
}

/**
 * Two times on two days: in the hours that suit everybody, else in those of the one who asks, else two evenings.
 *
 * @param all the hours of whoever says them, the asking one's first
 * @param taken when somebody meets already
 */
export function proposedTimes(all: readonly Hours[], zone: string, taken: readonly Date[], now: Date): Date[] {
  const known = all.filter(({ slots }) => slots.length > 0);
  const [own] = known;
  if (!own)
    return usual.days.flatMap((days) => fromLocal(`${daysAfter(dayOf(now, zone), days)}T${usual.at}`, zone) ?? []);
  const common = known.map((hours) => new Set(startsIn(hours, now).map((time) => time.getTime())));
  const inAll = startsIn(own, now).filter((time) => common.every((starts) => starts.has(time.getTime())));
  const wanted = inAll.length > 0 ? inAll : startsIn(own, now);
  const free = wanted.filter((time) => !taken.some((one) => dayOf(one, zone) === dayOf(time, zone)));
  const [first] = free;
  const second = first && free.find((time) => dayOf(time, zone) > dayOf(first, zone));
  return [first, second].filter((time) => time !== undefined);
}

function startsIn({ zone, slots }: Hours, now: Date): Date[] {
  const today = dayOf(now, zone);
  const dates = Array.from({ length: within }, (_, index) => daysAfter(today, index));
  const found = dates.flatMap((date) =>
    slots
      .filter((slot) => slot.startsWith(`${weekdayOf(date)}-`))
      .flatMap((slot) => fromLocal(`${date}T${slot.slice(4).padStart(2, '0')}:00`, zone) ?? []),
  );
  return found.filter((time) => time >= after(now, atLeastAhead)).sort((one, other) => one.getTime() - other.getTime());
}

function weekdayOf(date: string): string {
  return weekdayNames[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}

/** Every so many weeks. */
export const rhythms = ['1', '2', '4'] as const;
export type Rhythm = (typeof rhythms)[number];

/**
 * The same time on the wall of whoever suggests it, also after their clock was changed: for somebody elsewhere it may
 * then be another hour.
 *
 * @param first the first of the dates
 */
export function rhythmDates(first: Date, { weeks, until, zone, atMost, isFree }: RhythmWish): Date[] {
  const [date = '', clock = ''] = toLocal(first, zone).split('T');
  const dates = Array.from({ length: atMost }, (_, index) => daysAfter(date, index * 7 * Number(weeks)));
  const times = dates.filter((one) => one <= until).flatMap((one) => fromLocal(`${one}T${clock}`, zone) ?? []);
  return times.filter((time) => !isFree(time));
}

export interface RhythmWish {
  weeks: Rhythm;
  /** The last day that a date may fall on, "2026-12-15". */
  until: string;
  zone: string;
  atMost: number;
  /** Whether the course has a holiday then. */
  isFree: (time: Date) => boolean;
}

/** So many days later, the same time on the wall. */
export function sameTimeAfter(time: Date, days: number, zone: string): Date {
  const [date = '', clock = ''] = toLocal(time, zone).split('T');
  return fromLocal(`${daysAfter(date, days)}T${clock}`, zone) ?? after(time, days * day);
}
