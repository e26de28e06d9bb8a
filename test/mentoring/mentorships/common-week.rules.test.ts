import { expect, test } from '@jest/globals';
import { commonTimes, placeIn } from '../../../src/mentoring/mentorships/common-week.rules.js';

const now = new Date('2026-11-23T09:10:00Z');
const said = (timeZone: string, ...availability: string[]) => ({ timeZone, availability });
const told = (...args: Parameters<typeof commonTimes>) =>
  commonTimes(...args).map(({ from, to }) => `${from.toISOString().slice(0, 16)} ${to.toISOString().slice(11, 16)}`);

test('hours count by each one’s own clock, in a row, soonest first', () => {
  const vienna = said('Europe/Vienna', 'mon-8', 'tue-18', 'tue-19', 'thu-12');
  expect(told(vienna, said('Europe/Lisbon', 'tue-17', 'tue-18', 'tue-19', 'thu-12'), now)).toEqual([
    '2026-11-24T17:00 19:00',
  ]);
});

test('half an hour alone is no time to meet', () => {
  expect(told(said('UTC', 'tue-10'), said('Asia/Kolkata', 'tue-15'), now)).toEqual([]);
  expect(told(said('UTC', 'tue-10', 'tue-11'), said('Asia/Kolkata', 'tue-16'), now)).toEqual([
    '2026-11-24T10:30 11:30',
  ]);
});

test('where a clock changes in these days, the time is by the new one', () => {
  const before = new Date('2026-10-24T12:00:00Z');
  expect(told(said('UTC', 'mon-17'), said('Europe/Vienna', 'mon-18'), before)).toEqual(['2026-10-26T17:00 18:00']);
});

test('nobody who said nothing has time', () => {
  expect(told(said('UTC'), said('UTC', 'mon-10'), now)).toEqual([]);
});

test('a moment has its place on the week of a zone', () => {
  expect(placeIn('Asia/Kolkata')(new Date('2026-11-22T20:00:00Z'))).toEqual({ weekday: 0, hours: 1.5 });
});
