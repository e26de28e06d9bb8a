import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CourseClock, Rhythm } from '../../../src/course/clock/clock.js';
import {
  daysOf,
  daysTold,
  firstDayOf,
  holidayOn,
  occurrencesIn,
  turnAt,
  weekBegins,
  weekOf,
  weeksIn,
} from '../../../src/course/clock/clock.rules.js';
import { dayOf, daysAfter } from '../../../src/shared/local-time.js';

/** Monday 5 October 2026 to Friday 29 January 2027 in Vienna: the clocks go back on 25 October. */
const term: CourseClock = {
  zone: 'Europe/Vienna',
  firstDay: '2026-10-05',
  lastDay: '2027-01-29',
  holidays: [{ from: '2026-12-24', until: '2027-01-06', name: 'Winter' }],
};
const thursdays: Rhythm = { every: 1, firstWeek: 1, weekday: 4, time: '20:00' };
const at = (time: string) => new Date(time);

describe('when a course runs', () => {
  test.each([
    ['a midnight of the course’s zone', '2026-10-04T22:00:00Z', 'Europe/Vienna', '2026-10-05'],
    ['a midnight east of here, no zone known', '2026-10-04T22:00:00Z', undefined, '2026-10-05'],
    ['a midnight west of here, no zone known', '2026-10-05T07:00:00Z', undefined, '2026-10-05'],
    ['a midnight of Kathmandu, no zone known', '2026-10-04T18:15:00Z', undefined, '2026-10-05'],
    ['the moment the course was made, no zone known', '2026-11-07T20:43:41Z', undefined, '2026-11-07'],
    ['the moment the course was made', '2026-11-07T23:43:41Z', 'Europe/Vienna', '2026-11-08'],
  ])('%s is read as its day', (_what, beginsAt, zone, firstDay) => {
    expect(daysTold({ beginsAt: at(beginsAt) }, zone)).toEqual({ firstDay });
  });

  test.each([
    ['at midnight', '2027-01-29T23:00:00Z', 'Europe/Vienna', '2027-01-29'],
    ['at midnight, no zone known', '2027-01-29T23:00:00Z', undefined, '2027-01-29'],
    ['in the evening', '2027-01-29T17:00:00Z', 'Europe/Vienna', '2027-01-29'],
  ])('one that ends %s has that last day', (_what, endsAt, zone, lastDay) => {
    expect(daysTold({ beginsAt: at('2026-10-04T22:00:00Z'), endsAt: at(endsAt) }, zone)?.lastDay).toBe(lastDay);
  });

  test('the platform’s word takes over from what stood in for it, and not from what was chosen instead', () => {
    const told = { beginsAt: at('2026-10-04T22:00:00Z') };
    const days = { firstDay: '2026-11-02' };
    expect(daysOf({ instead: false, days }, undefined, 'UTC')).toEqual(days);
    expect(daysOf({ instead: false, days }, told, 'Europe/Vienna')).toEqual({ firstDay: '2026-10-05' });
    expect(daysOf({ instead: true, days }, told, 'Europe/Vienna')).toEqual(days);
    expect(daysOf({ instead: true }, told, 'Europe/Vienna')).toEqual({ firstDay: '2026-10-05' });
    expect(daysOf({ instead: false }, undefined, 'UTC')).toBeUndefined();
  });
});

describe('weeks', () => {
  test.each([
    ['2026-10-04T21:59:59Z', 0],
    ['2026-10-04T22:00:00Z', 1],
    ['2026-10-11T21:59:59Z', 1],
    ['2026-10-11T22:00:00Z', 2],
    ['2026-10-25T22:59:59Z', 3],
    ['2026-10-25T23:00:00Z', 4],
    ['2026-09-27T21:59:59Z', -1],
  ])('%s is in week %i', (time, week) => {
    expect(weekOf(term, at(time))).toBe(week);
  });

  test('begin on the weekday of the first day, and a begun one counts', () => {
    const saturdays = { ...term, firstDay: '2026-11-07', lastDay: '2026-11-21' };
    expect(weekOf(saturdays, at('2026-11-13T12:00:00Z'))).toBe(1);
    expect(firstDayOf(saturdays, 2)).toBe('2026-11-14');
    expect(weekBegins(saturdays, 2)).toEqual(at('2026-11-13T23:00:00Z'));
    expect(weeksIn(saturdays)).toBe(3);
    expect(weeksIn(term)).toBe(17);
  });
});

describe('a rhythm', () => {
  const all = (clock: CourseClock, rhythm: Rhythm) => occurrencesIn(clock, rhythm, { from: 1, until: 100 });

  test('keeps its hour when the clocks change', () => {
    const [third, fourth] = occurrencesIn(term, thursdays, { from: 3, until: 4 });
    expect(third).toEqual({ week: 3, opensAt: at('2026-10-18T22:00:00Z'), dueAt: at('2026-10-22T18:00:00Z') });
    expect(fourth).toEqual({ week: 4, opensAt: at('2026-10-25T23:00:00Z'), dueAt: at('2026-10-29T19:00:00Z') });
  });

  test('leaves out what is due on a holiday and after the last day; the weeks go on counting', () => {
    const weeks = all(term, thursdays).map(({ week }) => week);
    expect(weeks).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17]);
    expect(all(term, { ...thursdays, weekday: 7 }).at(-1)?.week).toBe(16);
  });

  test('every second week, from one to another', () => {
    const rhythm = { ...thursdays, every: 2, firstWeek: 2, lastWeek: 8 };
    expect(all(term, rhythm).map(({ week }) => week)).toEqual([2, 4, 6, 8]);
    expect(occurrencesIn(term, rhythm, { from: 5, until: 7 }).map(({ week }) => week)).toEqual([6]);
  });

  test('says what is open, what was last, what comes next', () => {
    const weeksOf = (time: string) => {
      const { open, last, next } = turnAt(term, thursdays, at(time));
      return [open?.week, last?.week, next?.week];
    };
    expect(weeksOf('2026-09-01T12:00:00Z')).toEqual([undefined, undefined, 1]);
    expect(weeksOf('2026-10-06T12:00:00Z')).toEqual([1, undefined, 2]);
    expect(weeksOf('2026-10-08T18:00:00Z')).toEqual([1, undefined, 2]);
    expect(weeksOf('2026-10-08T18:00:00.001Z')).toEqual([undefined, 1, 2]);
    expect(weeksOf('2026-12-28T12:00:00Z')).toEqual([undefined, 11, 14]);
    expect(weeksOf('2027-03-01T12:00:00Z')).toEqual([undefined, 17, undefined]);
  });

  test('moves with the course, each under its own week', () => {
    const moved = all({ ...term, firstDay: '2026-10-12' }, thursdays);
    expect(moved[0]).toMatchObject({ week: 1, dueAt: at('2026-10-15T18:00:00Z') });
  });

  test('holds for any course: due in its own week, on its weekday, never on a holiday, in order', () => {
    const anyDay = fc.integer({ min: 0, max: 1500 }).map((days) => daysAfter('2025-01-01', days));
    const anyZone = fc.constantFrom(
      'UTC',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    );
    const anyRhythm = fc.record({
      ...{ every: fc.integer({ min: 1, max: 4 }), firstWeek: fc.integer({ min: 1, max: 6 }) },
      ...{ weekday: fc.integer({ min: 1, max: 7 }), time: fc.constantFrom('00:00', '02:30', '20:00', '23:59') },
    });
    fc.assert(
      fc.property(anyDay, anyZone, anyRhythm, fc.integer({ min: 0, max: 60 }), (firstDay, zone, rhythm, free) => {
        const from = daysAfter(firstDay, free);
        const clock = { zone, firstDay, holidays: [{ from, until: daysAfter(from, 9), name: '' }] };
        const found = occurrencesIn(clock, rhythm, { from: 1, until: 20 });
        for (const [index, { week, opensAt, dueAt }] of found.entries()) {
          expect(weekOf(clock, opensAt)).toBe(week);
          expect(weekOf(clock, dueAt)).toBe(week);
          expect(opensAt <= dueAt).toBe(true);
          expect(holidayOn(clock, dayOf(dueAt, zone))).toBeUndefined();
          expect(index === 0 || (found[index - 1]?.week ?? 0) < week).toBe(true);
        }
      }),
    );
  });
});
