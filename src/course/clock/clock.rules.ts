import { after, day, minute } from '../../shared/clock.js';
import { dayOf, daysAfter, daysBetween, fromLocal, startOfDay, weekdayOf } from '../../shared/local-time.js';
import type { TimeFrame } from '../../lti/gateway.js';
import type { CourseClock, Holiday, Occurrence, Rhythm } from './clock.js';

/** First and last day of a course. */
export interface Days {
  firstDay: string;
  lastDay?: string;
}

/** What a teacher says of a course's days. */
export interface OwnDays {
  /** They hold although the platform says others; else they stand in until it says any. */
  instead: boolean;
  days?: Days;
}

/** Undefined where nobody has said any. @param zone undefined while the course has said none */
export function daysOf(
  { instead, days }: OwnDays,
  told: TimeFrame | undefined,
  zone: string | undefined,
): Days | undefined {
  return instead && days ? days : (daysTold(told, zone) ?? days);
}

/** A course that ends at midnight has its last day before that. */
export function daysTold(told: TimeFrame | undefined, zone: string | undefined): Days | undefined {
  if (!told) return undefined;
  const { beginsAt, endsAt } = told;
  return {
    firstDay: dayAt(beginsAt, zone),
    ...(endsAt && {
      lastDay: isGuessed(endsAt, zone) ? daysAfter(dayAt(endsAt, zone), -1) : dayAt(after(endsAt, -1), zone),
    }),
  };
}

// Moodle sends the midnight of a zone that it does not name, in UTC: the day meant is the one whose midnight is nearest.
function dayAt(time: Date, zone: string | undefined): string {
  return isGuessed(time, zone) ? dayOf(after(time, day / 2), 'UTC') : dayOf(time, zone ?? 'UTC');
}

function isGuessed(time: Date, zone: string | undefined): boolean {
  return zone === undefined && time.getTime() % (15 * minute) === 0;
}

/** 1 in the first week; 0 and less before the course. */
export function weekOf({ firstDay, zone }: CourseClock, now: Date): number {
  return Math.floor(daysBetween(firstDay, dayOf(now, zone)) / 7) + 1;
}

/** How many weeks the course has, a begun one counted; undefined where it goes on. */
export function weeksIn({ firstDay, lastDay }: CourseClock): number | undefined {
  return lastDay === undefined ? undefined : Math.floor(daysBetween(firstDay, lastDay) / 7) + 1;
}

export function firstDayOf({ firstDay }: CourseClock, week: number): string {
  return daysAfter(firstDay, (week - 1) * 7);
}

export function weekBegins(clock: CourseClock, week: number): Date {
  return startOfDay(firstDayOf(clock, week), clock.zone);
}

export function holidayOn({ holidays }: CourseClock, date: string): Holiday | undefined {
  return holidays.find(({ from, until }) => from <= date && date <= until);
}

/** Of this week; undefined where the rhythm passes over it, on a holiday, and after the course. */
export function occurrenceIn(clock: CourseClock, rhythm: Rhythm, week: number): Occurrence | undefined {
  const { every, firstWeek, lastWeek = Infinity, time } = rhythm;
  if (week < firstWeek || week > lastWeek || (week - firstWeek) % every !== 0) return undefined;
  const dueDay = dueDayIn(clock, rhythm, week);
  if (holidayOn(clock, dueDay) || (clock.lastDay !== undefined && dueDay > clock.lastDay)) return undefined;
  const dueAt = fromLocal(`${dueDay}T${time}`, clock.zone);
  if (!dueAt) throw new Error(`${time} is no time of a rhythm`);
  return { week, opensAt: weekBegins(clock, week), dueAt };
}

function dueDayIn(clock: CourseClock, { weekday }: Rhythm, week: number): string {
  const first = firstDayOf(clock, week);
  return daysAfter(first, (weekday - weekdayOf(first) + 7) % 7);
}

/** Those of these weeks, both among them, in order. At most some hundred are looked at. */
export function occurrencesIn(
  clock: CourseClock,
  rhythm: Rhythm,
  { from, until }: { from: number; until: number },
): Occurrence[] {
  const { every, firstWeek, lastWeek = Infinity } = rhythm;
  const turn = Math.max(0, Math.ceil((from - firstWeek) / every));
  const last = Math.min(until, lastWeek, weeksIn(clock) ?? Infinity);
  const found: Occurrence[] = [];
  for (let week = firstWeek + turn * every, seen = 0; week <= last && seen < mostTurns; week += every, seen += 1) {
    const occurrence = occurrenceIn(clock, rhythm, week);
    if (occurrence) found.push(occurrence);
  }
  return found;
}

const mostTurns = 520;

/** Where somebody stands in a rhythm: what is open, else the last one that was, and the next to open. */
export interface Turn {
  open?: Occurrence;
  last?: Occurrence;
  next?: Occurrence;
}

/** How many weeks on both sides are looked at: longer holidays look like an end. */
const lookedAt = 30;

export function turnAt(clock: CourseClock, rhythm: Rhythm, now: Date): Turn {
  const week = weekOf(clock, now);
  const near = occurrencesIn(clock, rhythm, { from: week - lookedAt, until: week + lookedAt });
  const begun = near.filter(({ opensAt }) => opensAt <= now);
  const open = begun.find(({ dueAt }) => now <= dueAt);
  const last = begun.findLast(({ dueAt }) => dueAt < now);
  const next = near.find(({ opensAt }) => opensAt > now);
  return { ...(open && { open }), ...(last && { last }), ...(next && { next }) };
}
