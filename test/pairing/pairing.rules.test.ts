import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { channels, roleWishes, type ProfileAnswers } from '../../src/intake/profile.js';
import { criteria, forms, type Finding } from '../../src/pairing/comparison.js';
import {
  compare,
  comparedPeople,
  highestScore,
  score,
  shownPoints,
  shownScore,
  weights,
} from '../../src/pairing/pairing.rules.js';
import { comparedAs, topics, winter } from './people.js';

const zones = ['Europe/London', 'Europe/Vienna', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'Not/AZone'];

const anyAnswers: fc.Arbitrary<ProfileAnswers | undefined> = fc.option(
  fc
    .record({
      roleWish: fc.constantFrom(...roleWishes),
      strong: fc.subarray([...topics, 'A topic that is gone']),
      wanted: fc.subarray(topics),
      channel: fc.option(fc.constantFrom(...channels), { nil: undefined }),
      timeZone: fc.option(fc.constantFrom(...zones), { nil: undefined }),
      languages: fc.subarray(['en', 'de', 'pt']),
    })
    .map(({ channel, timeZone, ...rest }) => ({ ...rest, ...(channel && { channel }), ...(timeZone && { timeZone }) })),
  { nil: undefined },
);

function finding(findings: readonly Finding[], criterion: string): Finding {
  const found = findings.find((one) => one.criterion === criterion);
  if (!found) throw new Error(`Nothing found for ${criterion}`);
  return found;
}

describe('any two people', () => {
  const anyPair = fc.tuple(fc.constantFrom(...forms), anyAnswers, anyAnswers);

  test('have a score between 0 and 100 points whose parts sum exactly to it', () => {
    fc.assert(
      fc.property(anyPair, ([form, first, second]) => {
        const asked = [first, second].map((given, index) => ({ personId: String(index), answers: given }));
        const { people, lexicon } = comparedPeople(asked, topics, winter);
        const [one, other] = people;
        if (!one || !other) throw new Error('two people');
        const comparison = compare(form, one, other, lexicon);
        const sum = comparison.findings.reduce((total, { points }) => total + points, 0);
        expect(sum).toBe(comparison.score);
        expect(score(form, one, other)).toBe(comparison.forbidden ? -1 : comparison.score);
        expect(Number.isInteger(sum) && sum >= 0 && sum <= highestScore).toBe(true);
        for (const { points, possible } of comparison.findings) {
          expect(Number.isInteger(points) && points >= 0 && points <= possible).toBe(true);
        }
      }),
    );
  });

  test('are shown whole points that add up to the shown score and stay within what was possible', () => {
    fc.assert(
      fc.property(anyPair, ([form, first, second]) => {
        const asked = [first, second].map((given, index) => ({ personId: String(index), answers: given }));
        const { people, lexicon } = comparedPeople(asked, topics, winter);
        const [one, other] = people;
        if (!one || !other) throw new Error('two people');
        const { findings, score: exact } = compare(form, one, other, lexicon);
        const shown = shownPoints(findings);
        expect(shown.points.reduce((sum, value) => sum + value, 0)).toBe(shown.score);
        expect(shown.score).toBe(shownScore(exact));
        for (const [index, { points, possible }] of findings.entries()) {
          const value = shown.points[index] ?? -1;
          expect(Math.abs(value * 1000 - points)).toBeLessThan(1000);
          expect(value * 1000).toBeLessThanOrEqual(possible);
        }
      }),
    );
  });

  test('fit each other as peers the same way round and the other', () => {
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (first, second) => {
        const asked = [first, second].map((given, index) => ({ personId: String(index), answers: given }));
        const [one, other] = comparedPeople(asked, topics, winter).people;
        if (!one || !other) throw new Error('two people');
        expect(score('peers', one, other)).toBe(score('peers', other, one));
      }),
    );
  });
});

test.each(forms)('the weights for %s sum to 100', (form) => {
  expect(criteria.reduce((sum, criterion) => sum + weights[form][criterion], 0)).toBe(100);
});

test('a mentor who has everything the mentee asks for, at the same hour and in the same way, gets all 100 points', () => {
  const { of, lexicon } = comparedAs({
    amara: {
      roleWish: 'mentor',
      strong: ['R', 'Exams'],
      channel: 'chat',
      timeZone: 'Europe/London',
      languages: ['en'],
    },
    jane: { roleWish: 'mentee', wanted: ['R'], channel: 'chat', timeZone: 'Europe/London', languages: ['en', 'de'] },
  });
  const comparison = compare('mentoring', of('amara'), of('jane'), lexicon);
  expect(comparison.score).toBe(highestScore);
  expect(comparison.findings.every(({ found }) => found === 'full')).toBe(true);
  expect(comparison.fromFirst).toEqual(['R']);
  expect(comparison.sharedLanguages).toEqual(['en']);
});

test('two people of whom nothing is known get half of every point, so nobody without a profile is left out', () => {
  const { of, lexicon } = comparedAs({ amara: undefined, jane: undefined });
  const comparison = compare('mentoring', of('amara'), of('jane'), lexicon);
  expect(comparison.score).toBe(highestScore / 2);
  expect(comparison.findings.every(({ found }) => found === 'unknown')).toBe(true);
});

test('who said which languages they speak and shares none may not be paired; who did not say may', () => {
  const { of, lexicon } = comparedAs({ ana: { languages: ['pt'] }, ben: { languages: ['de'] }, cleo: {} });
  expect(score('peers', of('ana'), of('ben'))).toBe(-1);
  expect(compare('peers', of('ana'), of('ben'), lexicon).forbidden).toBe('languages');
  expect(score('peers', of('ana'), of('cleo'))).toBeGreaterThan(0);
});

test.each([
  { of: 'one of two topics asked for', strong: ['R'], found: 'part', points: 22_500 },
  { of: 'none of them', strong: ['Exams'], found: 'none', points: 0 },
  { of: 'all of them', strong: ['R', 'Writing', 'Exams'], found: 'full', points: 45_000 },
  { of: 'a topic the course no longer lists', strong: ['Gone'], found: 'unknown', points: 22_500 },
])('a mentor strong in $of', ({ strong, found, points }) => {
  const { of, lexicon } = comparedAs({ mentor: { strong }, mentee: { wanted: ['R', 'Writing'] } });
  const topicsFound = finding(compare('mentoring', of('mentor'), of('mentee'), lexicon).findings, 'topics');
  expect(topicsFound).toMatchObject({ found, points });
});

test('peers are compared both ways: each asks, each gives', () => {
  const { of, lexicon } = comparedAs({
    ana: { strong: ['R'], wanted: ['Writing'] },
    ben: { strong: ['Exams'], wanted: ['R'] },
  });
  const comparison = compare('peers', of('ana'), of('ben'), lexicon);
  expect(finding(comparison.findings, 'topics')).toMatchObject({ found: 'part', points: 30_000, possible: 60_000 });
  expect(comparison.fromFirst).toEqual(['R']);
  expect(comparison.fromSecond).toEqual([]);
  expect(comparison.findings.map(({ criterion }) => criterion)).not.toContain('role');
});

test.each([
  { zones: ['Europe/Vienna', 'Europe/Berlin'], apart: 0, found: 'full', points: 15_000 },
  { zones: ['Europe/London', 'America/New_York'], apart: 300, found: 'part', points: 5_625 },
  { zones: ['Europe/London', 'Asia/Kolkata'], apart: 330, found: 'part', points: 4_688 },
  { zones: ['Pacific/Auckland', 'Pacific/Honolulu'], apart: 60, found: 'part', points: 13_125 },
  { zones: ['Europe/London', 'Pacific/Auckland'], apart: 660, found: 'none', points: 0 },
])('clocks of $zones are $apart minutes apart', ({ zones: [first = '', second = ''], apart, found, points }) => {
  const { of, lexicon } = comparedAs({ ana: { timeZone: first }, ben: { timeZone: second } });
  const comparison = compare('peers', of('ana'), of('ben'), lexicon);
  expect(comparison.minutesApart).toBe(apart);
  expect(finding(comparison.findings, 'timeZone')).toMatchObject({ found, points });
});

test.each([
  ['chat', 'chat', 'full', 15_000],
  ['chat', 'forum', 'part', 7_500],
  ['chat', 'video', 'none', 0],
  ['chat', undefined, 'unknown', 7_500],
] as const)('who prefers %s with who prefers %s', (first, second, found, points) => {
  const { of, lexicon } = comparedAs({ ana: { channel: first }, ben: second ? { channel: second } : {} });
  expect(finding(compare('peers', of('ana'), of('ben'), lexicon).findings, 'channel')).toMatchObject({ found, points });
});
