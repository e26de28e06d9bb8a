import { describe, expect, test } from '@jest/globals';
import {
  freeFrom,
  mayBeNew,
  paragraphsOf,
  saidParts,
  threadKey,
} from '../../../src/mentoring/conversation/conversation.rules.js';
import { promptFor, promptsIn } from '../../../src/mentoring/conversation/prompts.rules.js';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 2, 8, minutes));

describe('links in what somebody wrote', () => {
  const shown = (text: string) =>
    saidParts(text)
      .map((part) => ('href' in part ? `[${part.label}]` : part.text))
      .join('');

  test.each([
    ['see https://r-book.example/loops.', 'see [r-book.example/loops].'],
    ['(https://one.example/a_(b)) and http://two.example', '([one.example/a_(b))] and [two.example]'],
    ['(see https://one.example/a)', '(see [one.example/a])'],
    ['javascript:alert(1) ftp://x.example', 'javascript:alert(1) ftp://x.example'],
    ['https://moodle.example@evil.example/', 'https://moodle.example@evil.example/'],
    ['https://аррӏе.example/', '[xn--80ak6aa92e.example]'],
    ['https:// nothing', 'https:// nothing'],
    [`https://long.example/${'a'.repeat(100)}`, `[long.example/${'a'.repeat(47)}…]`],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('an address goes where it says, whatever stands in it', () => {
    expect(saidParts('https://one.example/"><script>')).toEqual([
      { href: 'https://one.example/', label: 'one.example' },
      { text: '"><script>' },
    ]);
  });
});

test('paragraphs are kept, empty ones are none', () => {
  expect(paragraphsOf('one\ntwo\n\n \n\nthree')).toEqual(['one\ntwo', 'three']);
});

test('people are one thread in whatever order they are named', () => {
  expect(threadKey(['b', 'a', 'b'])).toBe('a.b');
});

test('the twentieth message in ten minutes makes the next one wait, and so does the 200th in a day', () => {
  const quick = Array.from({ length: 20 }, (_, index) => at(20 - index / 4));
  expect(freeFrom(quick, at(20))).toEqual(at(25.25));
  expect(freeFrom(quick, at(26))).toBeUndefined();
  expect(freeFrom(quick.slice(1), at(20))).toBeUndefined();
  const many = Array.from({ length: 200 }, (_, index) => at(-index * 5));
  expect(freeFrom(many, at(1))).toEqual(at(-199 * 5 + 24 * 60));
});

test('new is what others wrote after one looked, unless it is muted', () => {
  const thread = { key: 'a.b', memberIds: ['a', 'b'], lastAt: at(5), lastBy: 'b', places: {} };
  expect(mayBeNew(thread, 'a')).toBe(true);
  expect(mayBeNew(thread, 'b')).toBe(false);
  expect(mayBeNew({ ...thread, places: { a: { seenAt: at(5) } } }, 'a')).toBe(false);
  expect(mayBeNew({ ...thread, places: { a: { mutedSince: at(1) } } }, 'a')).toBe(false);
});

describe('the question of the week', () => {
  const prompts = { first: ['f1', 'f2', 'f3'], middle: ['m1', 'm2'] };
  const asked = (days: number, skipped = 0) =>
    promptFor(prompts, at(0), { now: new Date(at(0).getTime() + days * 86_400_000), skipped });

  test('is one a week, of the first two weeks and then of the others, in turn', () => {
    expect([0, 6, 7, 14, 21, 28].map((days) => asked(days))).toEqual(['f1', 'f1', 'f2', 'm1', 'm2', 'm1']);
    expect([0, 1, 2, 3].map((skipped) => asked(0, skipped))).toEqual(['f1', 'f2', 'f3', 'f1']);
  });

  test('is none where a course asks none, and the first before the pair began by another clock', () => {
    expect(promptFor({ first: [], middle: [] }, at(0), { now: at(1), skipped: 0 })).toBeUndefined();
    expect(asked(-3)).toBe('f1');
    expect(promptsIn(' one \n\n\u200b\ntwo')).toEqual(['one', 'two']);
  });
});
