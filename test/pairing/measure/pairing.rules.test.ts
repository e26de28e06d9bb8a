import { describe, expect, test } from '@jest/globals';
import type { PersonSaid } from '../../../src/pairing/measure/compared.rules.js';
import type { Finding } from '../../../src/pairing/words/comparison.js';
import { compare, forbiddenFor, score } from '../../../src/pairing/measure/pairing.rules.js';
import { weighed, type SetupChange, type Wish } from '../../../src/pairing/words/setup.js';
import { highestScore, noKnots } from '../../../src/pairing/measure/yardstick.rules.js';
import { measured, people, plainNorms, ruled } from '../people.js';

function finding(findings: readonly Finding[], criterion: string): Finding {
  const found = findings.find((one) => one.criterion === criterion);
  if (!found) throw new Error(`Nothing found for ${criterion}`);
  return found;
}

/** Compares `first` with `second` in a course of those named. */
function compared(all: Parameters<typeof people>[0], setup: SetupChange = {}, more: Partial<PersonSaid>[] = []) {
  const everybody = people(all).map((person, index) => ({ ...person, ...more[index] }));
  const { yardstick, people: found } = measured(everybody, { norms: plainNorms, ...setup });
  const [first, second] = found;
  if (!first || !second) throw new Error('two people');
  return compare(yardstick, first, second);
}

/** Only this criterion counts, so its points are of 100,000. */
function only(criterion: (typeof weighed)[number], wish: Wish = 'similar'): SetupChange {
  return {
    criteria: weighed.map((one) => ({ criterion: one, weight: one === criterion ? 5 : 0, wish })),
    rules: { shareLanguage: false },
  };
}

test('a mentor who has everything the mentee asks for, at the same hour and in the same way, gets all 100 points', () => {
  const evenings = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => `${day}-18`);
  const same = { channel: 'chat', timeZone: 'Europe/London', availability: evenings } as const;
  const comparison = compared({
    amara: { roleWish: 'mentor', strong: ['R', 'Exams'], languages: ['en'], ...same },
    jane: { roleWish: 'mentee', wanted: ['R'], languages: ['en', 'de'], ...same },
  });
  expect(comparison.score).toBe(highestScore);
  expect(comparison.findings.every(({ found }) => found === 'full')).toBe(true);
  expect(comparison.fromFirst).toEqual(['R']);
  expect(comparison.sharedLanguages).toEqual(['en']);
});

test('two people of whom nothing is known may be paired, though they fit less well than most', () => {
  const comparison = compared({ amara: undefined, jane: undefined });
  expect(comparison.forbidden).toEqual([]);
  expect(comparison.score > 0 && comparison.score < highestScore / 2).toBe(true);
  expect(comparison.findings.every(({ found }) => found === 'unknown')).toBe(true);
});

test.each([
  { of: 'one of two topics asked for', strong: ['R'], found: 'part', points: 22_500 },
  { of: 'none of them', strong: ['Exams'], found: 'none', points: 0 },
  { of: 'all of them', strong: ['R', 'Writing', 'Exams'], found: 'full', points: 45_000 },
  { of: 'a topic the course no longer lists', strong: ['Gone'], found: 'unknown', points: 12_000 },
])('a mentor strong in $of', ({ strong, found, points }) => {
  const { findings } = compared({ mentor: { strong }, mentee: { wanted: ['R', 'Writing'] } });
  expect(finding(findings, 'topics')).toMatchObject({ found, points });
});

test('peers are compared both ways: each asks, each gives', () => {
  const comparison = compared(
    { ana: { strong: ['R'], wanted: ['Writing'] }, ben: { strong: ['Exams'], wanted: ['R'] } },
    { ...only('topics', 'complementary'), mode: 'peers' },
  );
  expect(finding(comparison.findings, 'topics')).toMatchObject({ found: 'part', points: 50_000, possible: 100_000 });
  expect(comparison.fromFirst).toEqual(['R']);
  expect(comparison.fromSecond).toEqual([]);
});

test('peers are equals: their role wish is not compared', () => {
  const { findings } = compared({ ana: {}, ben: {} }, { mode: 'peers' });
  expect(findings.map(({ criterion }) => criterion)).not.toContain('role');
});

test.each([
  { zones: ['Europe/Vienna', 'Europe/Berlin'], apart: 0, found: 'full', points: 10_000 },
  { zones: ['Europe/London', 'America/New_York'], apart: 300, found: 'part', points: 3_750 },
  { zones: ['Europe/London', 'Asia/Kolkata'], apart: 330, found: 'part', points: 3_125 },
  { zones: ['Pacific/Auckland', 'Pacific/Honolulu'], apart: 60, found: 'part', points: 8_750 },
  { zones: ['Europe/London', 'Pacific/Auckland'], apart: 660, found: 'none', points: 0 },
])('clocks of $zones are $apart minutes apart', ({ zones: [first = '', second = ''], apart, found, points }) => {
  const comparison = compared({ ana: { timeZone: first }, ben: { timeZone: second } });
  expect(comparison.minutesApart).toBe(apart);
  expect(finding(comparison.findings, 'timeZone')).toMatchObject({ found, points });
});

test.each([
  ['chat', 'chat', 'full', 10_000],
  ['chat', 'forum', 'part', 5_000],
  ['chat', 'video', 'none', 2_000],
  ['chat', undefined, 'unknown', 1_600],
] as const)('who prefers %s with who prefers %s', (first, second, found, points) => {
  const { findings } = compared({ ana: { channel: first }, ben: second ? { channel: second } : {} });
  expect(finding(findings, 'channel')).toMatchObject({ found, points });
});

test.each([
  { mentor: 'Two', mentee: 'One', wish: 'complementary', points: 100_000 },
  { mentor: 'Three', mentee: 'One', wish: 'complementary', points: 80_000 },
  { mentor: 'One', mentee: 'One', wish: 'complementary', points: 40_000 },
  { mentor: 'One', mentee: 'Two', wish: 'complementary', points: 0 },
  { mentor: 'Two', mentee: 'Two', wish: 'similar', points: 100_000 },
  { mentor: 'One', mentee: 'Four', wish: 'similar', points: 0 },
] as const)('a mentor at $mentor for a mentee at $mentee, wished $wish', ({ mentor, mentee, wish, points }) => {
  const comparison = compared({ m: { stage: mentor }, n: { stage: mentee } }, only('stage', wish));
  expect(comparison.score).toBe(points);
  expect(comparison.stages).toEqual({ first: mentor, second: mentee });
});

test('a mentor is surest where the mentee is not', () => {
  const all = { m: { confidence: { R: 4, Exams: 1 } }, n: { confidence: { R: 1, Writing: 2 } } } as const;
  const comparison = compared(all, only('confidence', 'complementary'));
  expect(finding(comparison.findings, 'confidence')).toMatchObject({ found: 'part', points: 50_000 });
  expect(comparison.surerFirst).toEqual(['R']);
});

test('free hours are counted on one clock, also where a clock is half an hour off', () => {
  const evening = { timeZone: 'Europe/London', availability: ['mon-13', 'mon-14'] };
  const comparison = compared(
    { ana: evening, ben: { timeZone: 'Asia/Kolkata', availability: ['mon-18', 'mon-19'] } },
    only('hours'),
  );
  // Monday 18:00 to 20:00 in Kolkata is 12:30 to 14:30 in London.
  expect(comparison.sharedHours).toBe(1.5);
  expect(comparison.score).toBe(25_000);
});

test('hours are counted in quarters where a clock is a quarter of an hour off', () => {
  const all = {
    // Monday 18:00 to 20:00 in Kathmandu is 12:15 to 14:15 in London.
    ana: { timeZone: 'Asia/Kathmandu', availability: ['mon-18', 'mon-19'] },
    ben: { timeZone: 'Europe/London', availability: ['mon-12', 'mon-13'] },
    cleo: { timeZone: 'Asia/Kolkata', availability: ['mon-18'] },
  };
  expect(compared(all, only('hours')).sharedHours).toBe(1.75);
  const { cleo } = all;
  const ana = { ...all.ana, availability: ['mon-18'] };
  expect(compared({ cleo, ana }, only('hours')).sharedHours).toBe(0.75);
});

test('the last hour of Sunday west of UTC is the first of Monday', () => {
  const all = {
    ana: { timeZone: 'America/New_York', availability: ['sun-23'] },
    ben: { timeZone: 'Europe/London', availability: ['mon-04'] },
  };
  expect(compared(all, only('hours')).sharedHours).toBe(1);
});

describe('a rule keeps two apart', () => {
  const rules = (hard: NonNullable<SetupChange['rules']>): SetupChange => ({ rules: hard });

  test('who said which languages they speak and share none; who did not say may be paired', () => {
    const all = { ana: { languages: ['pt'] }, ben: { languages: ['de'] } };
    expect(compared(all).forbidden).toEqual(['languages']);
    expect(compared(all, rules({ shareLanguage: false })).forbidden).toEqual([]);
    expect(compared({ ...all, ben: {} }).forbidden).toEqual([]);
  });

  test('whose free hours are too few, though hours count for nothing', () => {
    const free = (...availability: string[]) => ({ timeZone: 'Europe/London', availability });
    const all = { ana: free('mon-09', 'tue-09'), ben: free('mon-09') };
    expect(compared(all, rules({ minimumSharedHours: 1 })).forbidden).toEqual([]);
    expect(compared(all, rules({ minimumSharedHours: 2 })).forbidden).toEqual(['hours']);
    expect(compared({ ...all, ben: {} }, rules({ minimumSharedHours: 2 })).forbidden).toEqual([]);
  });

  test('whose clocks are too far apart', () => {
    const all = { ana: { timeZone: 'Europe/London' }, ben: { timeZone: 'America/New_York' } };
    expect(compared(all, rules({ maximumHoursApart: 5 })).forbidden).toEqual([]);
    expect(compared(all, rules({ maximumHoursApart: 4 })).forbidden).toEqual(['timeZone']);
  });

  test('by their Moodle groups, where both are known to be in one', () => {
    const inGroups = (one: string[], other: string[], groups: 'same' | 'different') =>
      compared({ ana: {}, ben: {} }, rules({ groups }), [{ groupIds: one }, { groupIds: other }]).forbidden;
    expect(inGroups(['a'], ['b'], 'same')).toEqual(['groups']);
    expect(inGroups(['a', 'b'], ['b'], 'same')).toEqual([]);
    expect(inGroups(['a', 'b'], ['b'], 'different')).toEqual(['groups']);
    expect(inGroups(['a'], [], 'same')).toEqual([]);
  });

  test('and every reason is told, not only the first', () => {
    const all = people({
      ana: { languages: ['pt'], timeZone: 'Europe/London' },
      ben: { languages: ['de'], timeZone: 'Pacific/Auckland' },
    });
    const { yardstick, of } = measured(all, rules({ maximumHoursApart: 3 }), ruled('never', 'ben', 'ana'));
    expect(forbiddenFor(yardstick, of('ana'), of('ben')).sort()).toEqual(['languages', 'never', 'timeZone']);
  });

  test('who met before, in a course where nobody meets twice', () => {
    const knots = { rules: [], met: [['ben', 'ana'] as const] };
    const all = people({ ana: {}, ben: {} });
    const apart = measured(all, rules({ noRepeats: true }), knots);
    expect(forbiddenFor(apart.yardstick, apart.of('ana'), apart.of('ben'))).toEqual(['met']);
    const again = measured(all, {}, knots);
    expect(score(again.yardstick, again.of('ana'), again.of('ben'))).toBeGreaterThan(0);
  });
});

test('what the teacher prefers counts more than what she did not name, and that more than what she avoids', () => {
  const all = people({ ana: {}, ben: {}, cleo: {} });
  const knots = { rules: [...ruled('prefer', 'ana', 'ben').rules, ...ruled('avoid', 'ana', 'cleo').rules], met: [] };
  const { yardstick, of } = measured(all, { mode: 'peers' }, knots);
  const [preferred, unnamed, avoided] = [
    score(yardstick, of('ana'), of('ben')),
    score(yardstick, of('ben'), of('cleo')),
    score(yardstick, of('ana'), of('cleo')),
  ];
  expect(preferred > unnamed && unnamed > avoided).toBe(true);
  expect(finding(compare(yardstick, of('ana'), of('cleo')).findings, 'wishes')).toMatchObject({
    found: 'none',
    points: 0,
  });
});

describe('over a term', () => {
  function during(all: Parameters<typeof people>[0], from: string, weeks: number) {
    const course = measured(people(all), { norms: plainNorms }, noKnots, { from: new Date(from), weeks });
    const [one, other] = course.people;
    if (!one || !other) throw new Error('two people');
    return compare(course.yardstick, one, other);
  }
  const london = { timeZone: 'Europe/London', availability: ['mon-13', 'mon-14'] };
  const kolkata = { timeZone: 'Asia/Kolkata', availability: ['mon-18', 'mon-19'] };

  test('only hours count that both have before and after the clocks change, whoever is named first', () => {
    expect(during({ london, kolkata }, '2026-10-01', 3).sharedHours).toBe(1.5);
    expect(during({ london, kolkata }, '2026-11-01', 12).sharedHours).toBe(1.5);
    expect(during({ london, kolkata }, '2026-10-01', 12).sharedHours).toBe(1);
    expect(during({ kolkata, london }, '2026-10-01', 12).sharedHours).toBe(1);
  });

  test('clocks that change together lose nothing, though both change', () => {
    const vienna = { timeZone: 'Europe/Vienna', availability: ['mon-14', 'mon-15'] };
    expect(during({ london, vienna }, '2026-10-01', 12)).toMatchObject({ sharedHours: 2, minutesApart: 60 });
  });

  test('two are as far apart as in the week in which they are furthest', () => {
    expect(during({ london, kolkata }, '2026-10-01', 3).minutesApart).toBe(270);
    expect(during({ london, kolkata }, '2026-10-01', 12).minutesApart).toBe(330);
  });
});
