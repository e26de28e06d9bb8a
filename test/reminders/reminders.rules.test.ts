/** When somebody is told of what: what a person wishes, the hours of their clock, and a job that is late. */
import { describe, expect, test } from '@jest/globals';
import { digest, proposedWishes, type Message, type Open } from '../../src/reminders/reminder.js';
import {
  digestBegins,
  isAddress,
  isQuiet,
  messageFor,
  nextTryAt,
  type Case,
} from '../../src/reminders/reminders.rules.js';
import { after, day, hour, minute } from '../../src/shared/clock.js';

const vienna = 'Europe/Vienna';
/** A Wednesday, 10:00 in Vienna. */
const now = new Date('2026-11-25T09:00:00Z');
const one = (key: string, more: Partial<Open> = {}): Open => ({
  ...{ key, kind: 'checkin', waitingId: key, courseId: 'c', courseTitle: 'C', path: '/x' },
  ...{ from: after(now, -hour), until: after(now, day), ...more },
});
const digestOf = (at: Date): Message => ({
  ...{ platformId: 'p', externalId: 'e', number: 1, at, isDigest: true, items: [], mail: 'none' },
});
const said = (at: Date, ...keys: string[]): Message => ({
  ...digestOf(at),
  isDigest: false,
  items: keys.map((key) => one(key)),
});
const weekly = digestOf(new Date('2026-11-23T07:00:00Z'));
const of = (open: readonly Open[], more: Partial<Case> = {}): Case => ({
  ...{ open, past: [weekly], wishes: proposedWishes, timeZone: vienna, ...more },
});

describe('what is said', () => {
  test('one message of everything that is new, what is due first in front', () => {
    const open = [one('late', { dueAt: after(now, 2 * hour) }), one('soon', { dueAt: after(now, hour) }), one('any')];
    const message = messageFor(of(open), now);
    expect(message).toMatchObject({ isDigest: false });
    expect(message?.items.map(({ key }) => key)).toEqual(['soon', 'late', 'any']);
  });

  test.each<[string, Partial<Case> & { open?: Open[] }]>([
    ['nothing waits', { open: [] }],
    ['it was said', { past: [weekly, said(after(now, -hour), 'a')] }],
    ['it is not time', { open: [one('a', { from: after(now, 1) })] }],
    ['it is over', { open: [one('a', { until: now })] }],
    ['the kind is not wished', { wishes: { ...proposedWishes, off: ['checkin'] } }],
    ['no message at all is wished', { wishes: { ...proposedWishes, most: 0 }, past: [] }],
    ['the week is full', { past: [weekly, said(after(now, -5 * hour), 'b')] }],
    ['the hour is quiet', { wishes: { ...proposedWishes, quietFrom: 10, quietUntil: 11 } }],
  ])('none where %s', (_why, { open = [one('a')], ...more }) => {
    expect(messageFor(of(open, more), now)).toBeUndefined();
  });

  test('a week is the last seven days: the moment after, there is room again', () => {
    const past = [said(after(now, -7 * day), 'b'), weekly];
    expect(messageFor(of([one('a')], { past }), after(now, -1))).toBeUndefined();
    expect(messageFor(of([one('a')], { past }), now)).toBeDefined();
  });

  test('a run three days late says all of it in one message, and then nothing more', () => {
    const open = ['mon', 'tue', 'wed'].map((key, index) => one(key, { from: after(now, (index - 3) * day) }));
    const message = messageFor(of(open), now);
    expect(message?.items).toHaveLength(3);
    const past = [weekly, { ...said(now), items: message?.items ?? [] }];
    expect(messageFor(of(open, { past }), after(now, minute))).toBeUndefined();
  });
});

describe('the digest', () => {
  const monday = new Date('2026-11-30T07:00:00Z');
  const week = (key: string) => one(key, { from: after(monday, 3 * day), until: after(monday, 4 * day) });

  test('speaks on Monday at eight of all that waits, told before or not, once', () => {
    const past = [said(after(monday, -2 * day), 'told')];
    const open = [week('ahead'), one('told', { until: after(monday, day) })];
    expect(messageFor(of(open, { past }), after(monday, -1))).toBeUndefined();
    const message = messageFor(of(open, { past }), monday);
    expect(message).toMatchObject({ isDigest: true });
    expect(message?.items.map(({ key }) => key)).toEqual(['ahead', 'told']);
    const then = [...past, { ...digestOf(monday), items: message?.items ?? [] }];
    expect(messageFor(of(open, { past: then }), after(monday, hour))).toBeUndefined();
  });

  test('comes late, not never, and not when the week is over', () => {
    const open = [one('a', { from: after(monday, 9 * day), until: after(monday, 9 * day) })];
    expect(messageFor(of(open, { past: [] }), after(monday, 3 * day))).toMatchObject({ isDigest: true });
    expect(messageFor(of(open, { past: [] }), after(monday, 4 * day))).toBeUndefined();
  });

  test('is none where nobody wishes it, or nothing waits', () => {
    const wishes = { ...proposedWishes, off: [digest] };
    expect(messageFor(of([week('a')], { past: [], wishes }), monday)).toBeUndefined();
    expect(messageFor(of([], { past: [] }), monday)).toBeUndefined();
  });
});

describe('the hours of a person', () => {
  test.each([
    ['2026-11-25T18:59:00Z', false],
    ['2026-11-25T19:00:00Z', true],
    ['2026-11-26T06:59:00Z', true],
    ['2026-11-26T07:00:00Z', false],
  ])('in Vienna %s is quiet: %s', (time, quiet) => {
    expect(isQuiet(proposedWishes, vienna, new Date(time))).toBe(quiet);
  });

  test('they move with the clock when it is changed in the night', () => {
    // Until the 28th of March 2027 eight o'clock is 07:00 UTC, from then on 06:00.
    expect(isQuiet(proposedWishes, vienna, new Date('2027-03-27T06:30:00Z'))).toBe(true);
    expect(isQuiet(proposedWishes, vienna, new Date('2027-03-28T06:30:00Z'))).toBe(false);
    expect(digestBegins(vienna, new Date('2027-03-29T12:00:00Z'))).toEqual(new Date('2027-03-29T06:00:00Z'));
  });

  test('hours that a change skips or repeats are quiet or not as the clock shows', () => {
    const night = { ...proposedWishes, quietFrom: 0, quietUntil: 2 };
    // 02:00 does not come on the 28th of March 2027; 02:00 to 03:00 comes twice on the 25th of October 2026.
    expect(isQuiet(night, vienna, new Date('2027-03-28T00:59:00Z'))).toBe(true);
    expect(isQuiet(night, vienna, new Date('2027-03-28T01:00:00Z'))).toBe(false);
    expect(isQuiet(night, vienna, new Date('2026-10-25T00:30:00Z'))).toBe(false);
    expect(isQuiet(night, vienna, new Date('2026-10-25T01:30:00Z'))).toBe(false);
  });

  test('by day, by night, and never', () => {
    const noon = new Date('2026-11-25T11:30:00Z');
    expect(isQuiet({ ...proposedWishes, quietFrom: 12, quietUntil: 13 }, vienna, noon)).toBe(true);
    expect(isQuiet({ ...proposedWishes, quietFrom: 13, quietUntil: 12 }, vienna, noon)).toBe(false);
    expect(isQuiet({ ...proposedWishes, quietFrom: 5, quietUntil: 5 }, vienna, noon)).toBe(false);
  });
});

test.each([
  ['ana@uni.example', true],
  ['ana.alvarez+tandem@mail.uni.example', true],
  ['änä@üni.example', true],
  ['ana@uni.example\r\nBcc: all@uni.example', false],
  ['ana@uni.example\n', false],
  ['ana@uni.example, ben@uni.example', false],
  ['Ana <ana@uni.example>', false],
  ['ana@localhost', false],
  ['ana\u202e@uni.example', false],
  [`${'a'.repeat(250)}@uni.example`, false],
  ['', false],
])('%j is one address on one line: %s', (text, is) => {
  expect(isAddress(text)).toBe(is);
});

test('what could not be handed over is tried less and less often', () => {
  const waits = [0, 1, 2, 5, 20].map((tries) => (nextTryAt(tries, now).getTime() - now.getTime()) / minute);
  expect(waits).toEqual([10, 20, 40, 320, 360]);
});
