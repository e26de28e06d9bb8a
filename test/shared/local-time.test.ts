import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter, fromLocal, isTimeZone, offsetAt, startOfDay, toLocal } from '../../src/shared/local-time.js';

test.each([
  ['an ordinary evening', '2026-11-26T20:00', 'Europe/Vienna', '2026-11-26T19:00:00.000Z'],
  ['a zone of 45 minutes', '2026-06-01T10:00', 'Asia/Kathmandu', '2026-06-01T04:15:00.000Z'],
  ['an hour that summer time skips', '2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['the first minutes of summer time', '2026-03-29T03:10', 'Europe/Vienna', '2026-03-29T01:10:00.000Z'],
  ['an hour that comes twice, the first time', '2026-10-25T02:30', 'Europe/Vienna', '2026-10-25T00:30:00.000Z'],
  ['a day that a zone left out', '2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ['with seconds', '2026-11-26T20:00:00', 'UTC', '2026-11-26T20:00:00.000Z'],
])('%s becomes its moment', (_what, text, zone, moment) => {
  expect(fromLocal(text, zone)?.toISOString()).toBe(moment);
});

test.each(['', 'tomorrow', '2026-02-30T10:00', '2026-13-01T10:00', '2026-11-26 20:00'])(
  'what names no time (%j) is refused',
  (text) => {
    expect(fromLocal(text, 'UTC')).toBeUndefined();
  },
);

test('a moment written in a zone and read back is the same minute, but for the hour that happens twice', () => {
  const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'America/Caracas', 'Africa/Dakar');
  const minutes = fc.integer({ min: 28_000_000, max: 32_000_000 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const moment = new Date(minute * 60_000);
      expect(fromLocal(toLocal(moment, zone), zone)).toEqual(moment);
    }),
  );
});

test.each([
  ['an ordinary day', '2026-11-26', 'Europe/Vienna', '2026-11-25T23:00:00.000Z'],
  ['a day whose midnight is skipped', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ['a day whose midnight comes twice', '2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
])('%s begins when it begins', (_what, date, zone, moment) => {
  expect(startOfDay(date, zone).toISOString()).toBe(moment);
  expect(startOfDay(daysAfter(daysAfter(date, 40), -40), zone).toISOString()).toBe(moment);
});

test.each([
  ['2026-07-01T00:00Z', 'Europe/Vienna', 120],
  ['2026-12-01T00:00Z', 'Europe/Vienna', 60],
  ['2026-12-01T00:00Z', 'America/St_Johns', -210],
])('at %s the clock of %s is %d minutes ahead', (moment, zone, minutes) => {
  expect(offsetAt(new Date(moment), zone)).toBe(minutes);
});

test('a zone is a name; a bare offset knows no changes of clocks, whatever the version of Node', () => {
  expect(['Europe/Vienna', 'UTC', 'EST5EDT', '+05:30', 'Mars/Base', ''].filter(isTimeZone)).toEqual([
    'Europe/Vienna',
    'UTC',
    'EST5EDT',
  ]);
});
