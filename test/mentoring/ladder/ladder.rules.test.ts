import { describe, expect, test } from '@jest/globals';
import { proposedLadder, type WatchedPair } from '../../../src/mentoring/ladder/ladder.js';
import {
  afterCounted,
  askedToWrite,
  begunAnew,
  callsBetween,
  isDealtWith,
  standingOf,
} from '../../../src/mentoring/ladder/ladder.rules.js';
import type { Expected } from '../../../src/mentoring/mentorships/watched.js';
import { after, day } from '../../../src/shared/clock.js';

const begin = new Date('2026-10-05T09:00:00Z');
const on = (days: number) => after(begin, days * day);

function date(days: number, state: Expected['state'], more: Partial<Expected> = {}): Expected {
  return { expectedId: `d${String(days)}`, kind: 'meeting', at: on(days), state, missedBy: [], ...more };
}

function pair(expected: readonly Expected[], more: Partial<WatchedPair> = {}): WatchedPair {
  const base = { key: 'a.b', memberIds: ['a', 'b'], from: begin, free: [], excused: new Set<string>() };
  return { ...base, expected, signs: [], ...more };
}

const standing = (expected: readonly Expected[], days: number, more: Partial<WatchedPair> = {}) =>
  standingOf(pair(expected, more), proposedLadder, on(days));

describe('one date missed', () => {
  test('is the partner’s, from the moment somebody says so', () => {
    const found = standing([date(3, 'kept'), date(7, 'missed', { missedBy: ['a'] })], 7);
    expect(found).toMatchObject({ rung: 'text', since: on(7) });
    expect(askedToWrite({ memberIds: ['a', 'b'], misses: found.misses }, ['b'])).toEqual(['b']);
  });

  test('of which nobody says anything counts after a day', () => {
    expect(standing([date(7, 'open')], 7.9).rung).toBe('fine');
    expect(standing([date(7, 'open')], 8)).toMatchObject({ rung: 'text', since: on(8) });
  });

  test('the next one that is kept mends it', () => {
    expect(standing([date(7, 'missed'), date(9, 'kept')], 10).rung).toBe('fine');
  });

  test('where nobody knows who missed it, the mentor writes, and both of two peers', () => {
    const open = { memberIds: ['a', 'b'], misses: [date(7, 'open')] };
    expect(askedToWrite(open, ['b'])).toEqual(['b']);
    expect(askedToWrite(open, [])).toEqual(['a', 'b']);
    expect(askedToWrite({ ...open, misses: [date(7, 'missed', { missedBy: ['a', 'b'] })] }, ['b'])).toEqual(['b']);
  });
});

describe('two dates missed', () => {
  test('call the coordinator at the second, also with one kept in between', () => {
    expect(standing([date(3, 'missed'), date(7, 'missed')], 7)).toMatchObject({ rung: 'called', since: on(7) });
    expect(standing([date(3, 'missed'), date(5, 'kept'), date(7, 'open')], 8)).toMatchObject({ rung: 'called' });
  });

  test('are mended by two that are kept, not by one', () => {
    const two = [date(3, 'missed'), date(7, 'missed'), date(9, 'kept')];
    expect(standing(two, 10).rung).toBe('called');
    expect(standing([...two, date(11, 'kept')], 12).rung).toBe('fine');
  });

  test('a meeting and a check-in are two ladders', () => {
    expect(standing([date(3, 'missed'), date(4, 'missed', { kind: 'checkin' })], 5).rung).toBe('text');
  });

  test('at most one in six is never called', () => {
    const dates = Array.from({ length: 24 }, (_, index) => date(index, index % 6 === 2 ? 'missed' : 'kept'));
    for (let now = 0; now < 26; now += 0.5) expect(standing(dates, now).rung).not.toBe('called');
  });
});

describe('what does not count', () => {
  const missed = [date(3, 'missed'), date(7, 'missed')];
  test.each([
    ['holidays and breaks', { free: [{ from: on(6), until: on(8) }] }],
    ['what staff excused', { excused: new Set(['d3']) }],
    ['what came before it began', { from: on(4) }],
  ])('%s', (_what, more) => {
    expect(standing(missed, 8, more).rung).toBe('text');
  });

  test('what was cancelled in time', () => {
    expect(standing([date(3, 'missed'), date(7, 'excused')], 8).rung).toBe('text');
  });
});

describe('silence', () => {
  test('calls after 15 days without a sign of either side', () => {
    expect(standing([], 14.9, { signs: [] }).rung).toBe('fine');
    expect(standing([], 15)).toMatchObject({ rung: 'called', silentSince: begin, since: on(15) });
    expect(standing([], 20, { signs: [on(5.1)] }).rung).toBe('fine');
    expect(standing([date(6, 'kept')], 20).rung).toBe('fine');
  });

  test('free days are taken out of it, overlapping ones once', () => {
    const free = [
      { from: on(2), until: on(6) },
      { from: on(4), until: on(9) },
      { from: on(100), until: on(120) },
    ];
    expect(afterCounted(begin, 15 * day, free)).toEqual(on(22));
    expect(standing([], 21.9, { free }).rung).toBe('fine');
    expect(standing([], 22, { free }).rung).toBe('called');
  });

  test('a sign before staff dealt with it is none, and one alone is nobody’s silence', () => {
    expect(standing([], 30, { from: on(20), signs: [on(3)] }).rung).toBe('fine');
    expect(standing([], 40, { memberIds: ['a'] }).rung).toBe('fine');
  });
});

test('an act of staff begins anew, a text of the partner does not', () => {
  const act = { actId: '1', key: 'a.b', byId: 't', excused: [] };
  const acts = [
    { ...act, kind: 'okay' as const, at: on(9) },
    { ...act, kind: 'text' as const, at: on(12) },
  ];
  expect(begunAnew(begin, acts)).toEqual(on(9));
  expect(isDealtWith({ since: on(8) }, acts, 'staff')).toBe(true);
  expect(isDealtWith({ since: on(10) }, acts, 'staff')).toBe(false);
  expect(isDealtWith({ since: on(10) }, acts, 'partner')).toBe(true);
});

test('looking back calls once for each time it came to it', () => {
  const dates = [date(3, 'missed'), date(7, 'missed'), date(9, 'kept'), date(11, 'kept'), date(13, 'missed')];
  const span = { from: begin, until: on(24) };
  expect(callsBetween([pair(dates, { signs: [on(20)] })], proposedLadder, span)).toEqual([on(7), on(13)]);
  const patient = { ...proposedLadder, callAfter: 3 };
  expect(callsBetween([pair(dates, { signs: [on(20)] })], patient, span)).toEqual([on(13)]);
});
