import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after, day, hour } from '../../src/shared/clock.js';
import {
  closesAt,
  dueFor,
  isFilling,
  isOpen,
  isOver,
  openDates,
  problemIn,
  type RoundDates,
} from '../../src/peer-review/dates.rules.js';
import type { Assignment } from '../../src/peer-review/peer-review.js';

const start = new Date('2026-11-23T09:00:00Z');
const at = (hours: number) => after(start, hours * hour);

describe('when reviewing closes by itself', () => {
  test.each([
    ['never without a date', {}, 0, undefined],
    ['on its date', { startsAt: at(0), reviewUntil: at(48) }, 0, 48],
    ['on its date where it was started early', { startsAt: at(24), reviewUntil: at(48) }, 0, 48],
    ['on its date where nobody planned its start', { reviewUntil: at(3) }, 2, 3],
    ['a day after a start that came too late', { startsAt: at(0), reviewUntil: at(48) }, 47, 71],
    ['as long after a late start as was promised', { startsAt: at(0), reviewUntil: at(4) }, 3, 7],
    ['after a start that came when it should have closed', { startsAt: at(0), reviewUntil: at(4) }, 100, 104],
  ] as const)('%s', (_case, dates, startedAt, closes) => {
    expect(closesAt(dates, at(startedAt))).toEqual(closes === undefined ? undefined : at(closes));
  });

  test('never before its date, and never before a late start', () => {
    const hours = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(hours, hours, hours, (from, more, started) => {
        const dates = { startsAt: at(from), reviewUntil: at(from + more + 1) };
        const closes = closesAt(dates, at(started));
        expect(closes && closes >= dates.reviewUntil).toBe(true);
        if (started > from) expect(closes && closes > at(started)).toBe(true);
        expect(isOver(dates, { startedAt: at(started) } as Assignment, closes ?? start)).toBe(true);
        expect(isOver(dates, { startedAt: at(started) } as Assignment, after(closes ?? start, -1))).toBe(false);
      }),
    );
  });
});

test('work is late after its date, or after a start that came later; by hand after the start', () => {
  expect(dueFor({}, undefined)).toBeUndefined();
  expect(dueFor({}, at(1))).toEqual(at(1));
  expect(dueFor({ startsAt: at(2) }, undefined)).toBeUndefined();
  expect(dueFor({ startsAt: at(2) }, at(1))).toEqual(at(2));
  expect(dueFor({ startsAt: at(2) }, at(3))).toEqual(at(3));
});

test('opens at its very second, and fills until the very second of its end', () => {
  expect([isOpen({}, start), isOpen({ opensAt: start }, start)]).toEqual([true, true]);
  expect(isOpen({ opensAt: at(1) }, after(at(1), -1))).toBe(false);
  const early = { early: true, startsAt: at(1) };
  expect([isFilling(early, after(at(1), -1)), isFilling(early, at(1)), isFilling({ startsAt: at(1) }, start)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('only dates that have not done their work can be set', () => {
  const running = { startedAt: at(0), method: 'mean' } as Assignment;
  expect(openDates({}, undefined, start)).toEqual(['opensAt', 'startsAt', 'reviewUntil', 'releaseAt']);
  expect(openDates({ startsAt: at(0) }, running, at(1))).toEqual(['reviewUntil', 'releaseAt']);
  expect(openDates({ startsAt: at(2) }, running, at(1))).toEqual(['startsAt', 'reviewUntil', 'releaseAt']);
  const closed = { ...running, closedAt: at(1) };
  expect(openDates({ startsAt: at(2) }, closed, at(1))).toEqual(['releaseAt']);
  expect(openDates({}, { ...closed, releasedAt: at(1) }, at(2))).toEqual([]);
});

describe('dates that cannot be', () => {
  const no = {};
  test.each<[string, RoundDates, RoundDates, unknown]>([
    ['none', no, no, undefined],
    ['all in order', { opensAt: at(1), startsAt: at(2), reviewUntil: at(3), releaseAt: at(4) }, no, undefined],
    ['with gaps', { opensAt: at(1), releaseAt: at(1) }, no, { name: 'releaseAt', problem: 'order' }],
    ['the same', { startsAt: at(2), reviewUntil: at(2) }, no, { name: 'reviewUntil', problem: 'order' }],
    ['early without an end', { early: true }, no, { name: 'startsAt', problem: 'noHandIn' }],
    ['over already', { reviewUntil: at(0) }, no, { name: 'reviewUntil', problem: 'past' }],
    ['over, but as it was', { reviewUntil: at(0) }, { reviewUntil: at(0) }, undefined],
    ['a release that is over', { releaseAt: after(start, -day) }, no, undefined],
  ])('%s', (_case, wanted, before, found) => {
    expect(problemIn(wanted, { before, now: at(0) })).toEqual(found);
  });
});
