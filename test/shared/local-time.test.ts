import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromLocal, toLocal } from '../../src/shared/local-time.js';

test.each([
  ['an ordinary evening', '2026-11-26T20:00', 'Europe/Vienna', '2026-11-26T19:00:00.000Z'],
  ['a zone of 45 minutes', '2026-06-01T10:00', 'Asia/Kathmandu', '2026-06-01T04:15:00.000Z'],
  ['an hour that summer time skips', '2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['the first minutes of summer time', '2026-03-29T03:10', 'Europe/Vienna', '2026-03-29T01:10:00.000Z'],
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
