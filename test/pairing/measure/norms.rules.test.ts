/** What a course is measured with: the same for two who said one thing more, and so that weights mean what they say. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProfileAnswers } from '../../../src/pairing/intake/profile.js';
import { comparedPeople } from '../../../src/pairing/measure/compared.rules.js';
import { termFrom } from '../../../src/pairing/measure/term.rules.js';
import { compare, score } from '../../../src/pairing/measure/pairing.rules.js';
import { defaultSetup, weighed, type Mode, type SetupChange, type Wish } from '../../../src/pairing/words/setup.js';
import { seededRandom } from '../../../src/shared/random.js';
import { noKnots, yardstickOf } from '../../../src/pairing/measure/yardstick.rules.js';
import { answers, measured, setupWith, topics, winter } from '../people.js';

const anyProfile = fc
  .record(
    {
      roleWish: fc.constantFrom('mentor', 'mentee', 'either', 'both'),
      strong: fc.subarray(topics),
      wanted: fc.subarray(topics),
      languages: fc.subarray(['en', 'de']),
      availability: fc.subarray(['mon-09', 'tue-10', 'wed-18', 'thu-18', 'fri-18']),
      timeZone: fc.constantFrom('Europe/London', 'America/New_York'),
      channel: fc.constantFrom('video', 'chat'),
    },
    { requiredKeys: ['roleWish'] },
  )
  .map((said) => answers(said as Partial<ProfileAnswers>));

function withMore(said: ProfileAnswers, what: string, isFirst: boolean): ProfileAnswers {
  const added = (list: readonly string[], item: string) => [...new Set([...list, item])];
  if (what === 'language') return { ...said, languages: added(said.languages, 'pt') };
  if (what === 'hour') return { ...said, availability: added(said.availability, 'sun-11'), timeZone: 'Europe/London' };
  if (what === 'topic wanted by both') return { ...said, wanted: added(said.wanted, 'R') };
  if (isFirst) return { ...said, strong: added(said.strong, 'R') };
  return { ...said, wanted: added(said.wanted, 'R') };
}

describe('one more in common never lowers a pair, though the course is measured anew', () => {
  test.each<[Mode, Wish, string]>([
    ['mentoring', 'complementary', 'topic'],
    ['mentoring', 'similar', 'topic wanted by both'],
    ['peers', 'complementary', 'topic'],
    ['peers', 'similar', 'topic wanted by both'],
    ['mentoring', 'complementary', 'hour'],
    ['peers', 'complementary', 'hour'],
    ['mentoring', 'complementary', 'language'],
    ['peers', 'complementary', 'language'],
  ])('%s, topics %s: one more %s', (mode, wish, what) => {
    fc.assert(
      fc.property(fc.array(anyProfile, { minLength: 2, maxLength: 9 }), (all) => {
        const change: SetupChange = { mode, criteria: [{ criterion: 'topics', weight: 9, wish }] };
        const scoreIn = (said: readonly ProfileAnswers[]) => {
          const { yardstick, of } = measured(
            said.map((one, place) => ({ personId: `p${String(place)}`, answers: one })),
            change,
          );
          return compare(yardstick, of('p0'), of('p1')).score;
        };
        // On one clock before as well: to move there is another answer than one hour more.
        const zoned = all.map((one, place) =>
          place < 2 && what === 'hour' ? { ...one, timeZone: 'Europe/London' } : one,
        );
        const more = zoned.map((one, place) => (place < 2 ? withMore(one, what, place === 0) : one));
        expect(scoreIn(more)).toBeGreaterThanOrEqual(scoreIn(zoned));
      }),
      { numRuns: 400 },
    );
  });
});

test('who begins to give where hardly anybody does lowers nothing either', () => {
  const listed = Array.from({ length: 12 }, (_, place) => `T${String(place)}`);
  const asking = Array.from({ length: 42 }, (_, place) =>
    answers({ wanted: ['T1'], strong: place === 0 ? ['T1'] : [] }),
  );
  const scoreIn = (...first: readonly [ProfileAnswers, ProfileAnswers]) => {
    const all = [...first, ...asking].map((said, place) => ({ personId: `p${String(place)}`, answers: said }));
    const course = comparedPeople(all, { topics: listed }, termFrom(winter));
    const [one, other] = course.people;
    if (!one || !other) throw new Error('Two at least');
    return score(yardstickOf(setupWith({ mode: 'peers' }), course, noKnots), one, other);
  };
  const before = scoreIn(answers(), answers({ wanted: listed.slice(1) }));
  expect(scoreIn(answers({ strong: ['T0'] }), answers({ wanted: listed }))).toBeGreaterThanOrEqual(before);
});

/** Mostly as wished, mostly near, and everybody speaks English: what most pairs fulfil. */
function easyCourse(size: number) {
  const random = seededRandom(5);
  const one = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item;
  return Array.from({ length: size }, (_, place) => ({
    personId: `p${String(place)}`,
    answers: answers({
      ...{ roleWish: place % 4 === 0 ? 'mentor' : one(['mentee', 'mentee', 'either']), languages: ['en'] },
      ...{ strong: fcPick(random), wanted: fcPick(random) },
      ...{ timeZone: one(['Europe/London', 'Europe/London', 'Europe/Vienna', 'Asia/Kolkata']) },
      channel: one(['video', 'chat', 'forum'] as const),
      availability: ['mon-09', 'tue-10', 'wed-18', 'thu-18', 'fri-18'].filter(() => random() < 0.6),
    }),
  }));
}

function fcPick(random: () => number): string[] {
  return topics.filter(() => random() < 0.4);
}

describe('weights mean what they say', () => {
  const { yardstick, people } = measured(easyCourse(80));
  const mentors = people.filter(({ wish }) => wish !== 'mentee');
  const mentees = people.filter(({ wish }) => wish !== 'mentor');
  const pairs = mentors.flatMap((one) =>
    mentees.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  const known = pairs
    .map(([one, other]) => compare(yardstick, one, other))
    .filter(({ forbidden }) => forbidden.length === 0);
  const typical = (criterion: string) => {
    const found = known.flatMap(({ findings }) =>
      findings.filter((one) => one.criterion === criterion && one.found !== 'unknown'),
    );
    const weight = defaultSetup.criteria.find((one) => one.criterion === criterion)?.weight ?? 0;
    return found.reduce((sum, { points }) => sum + points, 0) / found.length / weight;
  };

  test('what each gives a usual pair is in proportion to its weight, however many fulfil it', () => {
    const each = ['role', 'timeZone', 'channel', 'languages'].map(typical);
    const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
    for (const value of each) expect(Math.abs(value / mean - 1)).toBeLessThan(0.06);
  });

  test('who has everything in common has all the points, and who has nothing has none', () => {
    const has = {
      strong: topics,
      wanted: topics,
      languages: ['en'],
      timeZone: 'Europe/London',
      channel: 'video',
    } as const;
    const free = ['mon-18', 'tue-18', 'wed-18', 'thu-18', 'fri-18', 'sat-10'];
    const extremes = [
      { personId: 'm', answers: answers({ ...has, roleWish: 'mentor', availability: free }) },
      { personId: 'e', answers: answers({ ...has, roleWish: 'mentee', availability: free }) },
      {
        personId: 'n',
        answers: answers({
          ...has,
          roleWish: 'mentee',
          strong: ['Exams'],
          languages: ['de'],
          timeZone: 'Asia/Tokyo',
          channel: 'forum',
          availability: ['mon-18'],
        }),
      },
    ];
    extremes.push({
      personId: 'o',
      answers: answers({ ...has, roleWish: 'mentor', wanted: ['R'], availability: free }),
    });
    const { yardstick: own, of } = measured([...easyCourse(40), ...extremes]);
    expect(score(own, of('m'), of('e'))).toBe(100_000);
    const worst = compare(own, of('n'), of('o')).findings;
    expect(worst.map(({ criterion, points, possible }) => [criterion, points / possible < 0.25])).toEqual(
      worst.map(({ criterion }) => [criterion, true]),
    );
  });
});

test('figures of before, which say nothing of weights, measure as they did', () => {
  const old = Object.fromEntries(weighed.map((criterion) => [criterion, { curve: 1, usual: 0.5, asked: true }]));
  const { yardstick } = measured(easyCourse(8), { norms: old });
  const weighing = yardstick.parts.filter(({ possible }) => possible > 0);
  expect(weighing.map(({ criterion, possible }) => [criterion, possible])).toEqual([
    ['topics', 45_000],
    ['role', 15_000],
    ['hours', 15_000],
    ['timeZone', 10_000],
    ['channel', 10_000],
    ['languages', 5_000],
  ]);
});
