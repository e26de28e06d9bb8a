/** Times and days as a browser's fields write them ("2026-11-26T20:00", "2026-11-26"), in an IANA zone. */
import { Temporal } from 'temporal-polyfill';
import { madeOnce } from './made-once.js';

const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/**
 * Undefined when the text names no time. A time that the change to summer time skips is read as the one just after, one
 * that comes twice as the first of the two.
 */
export function fromLocal(text: string, timeZone: string): Date | undefined {
  if (!shape.test(text)) return undefined;
  try {
    const local = Temporal.PlainDateTime.from(text.slice(0, 16), { overflow: 'reject' });
    return new Date(local.toZonedDateTime(timeZone).epochMilliseconds);
  } catch (problem) {
    if (problem instanceof RangeError && isTimeZone(timeZone)) return undefined;
    throw problem;
  }
}

export function toLocal(time: Date, timeZone: string): string {
  return inZone(time, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The day on which a moment falls. */
export function dayOf(time: Date, timeZone: string): string {
  return inZone(time, timeZone).toPlainDate().toString();
}

export function daysAfter(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whole days from one day to another; negative when the other is earlier. */
export function daysBetween(date: string, other: string): number {
  return Temporal.PlainDate.from(date).until(other, { largestUnit: 'day' }).days;
}

/** 1 for Monday … 7 for Sunday. */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Whether the text is a day of the calendar, as `2026-11-26`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && fromLocal(`${text}T00:00`, 'UTC') !== undefined;
}

/** The first moment of a day, which is not everywhere and always midnight. */
export function startOfDay(date: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
}

/** Minutes by which the zone's clock is ahead of UTC at that moment. */
export function offsetAt(time: Date, timeZone: string): number {
  return inZone(time, timeZone).offsetNanoseconds / 60e9;
}

/** Moments between the two at which the zone's clock is changed, the first included. */
export function changesOfClock(timeZone: string, from: Date, until: Date): Date[] {
  const found: Date[] = [];
  let next = inZone(from, timeZone).getTimeZoneTransition('next');
  while (next && next.epochMilliseconds < until.getTime()) {
    found.push(new Date(next.epochMilliseconds));
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

/** Whether this machine knows it by name; newer machines know bare offsets too, which have no changes of clocks. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && isKnown(name);
}

/** There are some six hundred; what somebody made up is not kept for long. */
const isKnown = madeOnce((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}, 1000);

function inZone(time: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO(timeZone);
}
