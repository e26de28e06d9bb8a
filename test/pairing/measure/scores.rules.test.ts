import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { channels, roleWishes, type ProfileAnswers } from '../../../src/pairing/intake/profile.js';
import type { PersonSaid } from '../../../src/pairing/measure/compared.rules.js';
import { compare, score, shownPoints, shownScore } from '../../../src/pairing/measure/pairing.rules.js';
import { ScoreTable } from '../../../src/pairing/measure/scores.rules.js';
import { modes, weighed, wishes, type SetupChange } from '../../../src/pairing/words/setup.js';
import { highestScore, type Knots } from '../../../src/pairing/measure/yardstick.rules.js';
import { withholdable } from '../../../src/pairing/intake/profile.js';
import { measured, topics } from '../people.js';

const zones = ['Europe/London', 'Europe/Vienna', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'Not/AZone'];

const slots = ['mon-09', 'mon-18', 'tue-00', 'sat-23', 'sun-23', 'wed-7'];

const anyAnswers: fc.Arbitrary<ProfileAnswers | undefined> = fc.option(
  fc
    .record(
      {
        roleWish: fc.constantFrom(...roleWishes),
        strong: fc.subarray([...topics, 'A topic that is gone']),
        wanted: fc.subarray(topics),
        languages: fc.subarray(['en', 'de', 'pt']),
        confidence: fc.dictionary(fc.constantFrom(...topics, 'Gone'), fc.constantFrom(1, 2, 3, 4)),
        availability: fc.subarray(slots),
        style: fc.dictionary(fc.constantFrom('q1', 'q2', 'q3'), fc.constantFrom(1, 2, 3, 4, 5)),
        channel: fc.constantFrom(...channels),
        timeZone: fc.constantFrom(...zones),
        stage: fc.constantFrom('One', 'Two', 'Three', 'Four', 'Gone'),
        format: fc.constantFrom('one-to-one', 'group', 'either'),
        withheld: fc.subarray([...withholdable]),
      },
      {
        requiredKeys: ['roleWish', 'strong', 'wanted', 'languages', 'confidence', 'availability', 'style'],
      },
    )
    // The cast holds because the record has exactly the profile's fields.
    .map((given) => given as ProfileAnswers),
  { nil: undefined },
);

const anyPerson = fc.record(
  { answers: anyAnswers, groupIds: fc.subarray(['g1', 'g2', 'g3']), gates: fc.nat(5) },
  { requiredKeys: ['answers'] },
);

const anySetup: fc.Arbitrary<SetupChange> = fc.record({
  mode: fc.constantFrom(...modes),
  criteria: fc.tuple(
    ...weighed.map((criterion) =>
      fc.record({ criterion: fc.constant(criterion), weight: fc.nat(10), wish: fc.constantFrom(...wishes) }),
    ),
  ),
  rules: fc.record(
    {
      minimumSharedHours: fc.integer({ min: 1, max: 4 }),
      maximumHoursApart: fc.integer({ min: 0, max: 12 }),
      groups: fc.constantFrom('any', 'same', 'different'),
      shareLanguage: fc.boolean(),
      noRepeats: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
});

const names = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const anyTwo = fc
  .shuffledSubarray(names, { minLength: 2, maxLength: 2 })
  .map(([a = '', b = '']): [string, string] => [a, b]);
const anyKnots: fc.Arbitrary<Knots> = fc.record({
  rules: fc.array(
    fc.record({ kind: fc.constantFrom('never', 'prefer', 'avoid'), personIds: anyTwo, by: fc.constant('tess') }),
    { maxLength: 3 },
  ),
  met: fc.array(anyTwo, { maxLength: 3 }),
});

/** A course of up to six, with all that can be said of them, set up in any way. */
const anyCourse = fc
  .tuple(fc.array(anyPerson, { minLength: 2, maxLength: 6 }), anySetup, anyKnots)
  .map(([list, setup, knots]) => {
    const all = list.map((person, index): PersonSaid => ({ ...person, personId: `p${index}` }));
    return measured(all, setup, knots);
  });

describe('any two people of any course', () => {
  test('have a score between 0 and 100 points whose parts sum exactly to it', () => {
    fc.assert(
      fc.property(anyCourse, ({ yardstick, of }) => {
        const comparison = compare(yardstick, of('p0'), of('p1'));
        const sum = comparison.findings.reduce((total, { points }) => total + points, 0);
        expect(sum).toBe(comparison.score);
        expect(score(yardstick, of('p0'), of('p1'))).toBe(comparison.forbidden.length > 0 ? -1 : comparison.score);
        expect(Number.isInteger(sum) && sum >= 0 && sum <= highestScore).toBe(true);
        for (const { points, possible } of comparison.findings) {
          expect(Number.isInteger(points) && points >= 0 && points <= possible).toBe(true);
        }
      }),
    );
  });

  test('have the same score in the table for millions as in the sentence for one pair', () => {
    fc.assert(
      fc.property(anyCourse, ({ yardstick, people: everybody }) => {
        const table = new ScoreTable(yardstick, everybody, everybody);
        const found = everybody.map((_, row) => everybody.map((__, column) => Math.max(-1, table.at(row, column))));
        expect(found).toEqual(everybody.map((one) => everybody.map((other) => score(yardstick, one, other))));
      }),
      { numRuns: 100 },
    );
  });

  test('are shown whole points that add up to the shown score and stay within what was possible', () => {
    fc.assert(
      fc.property(anyCourse, ({ yardstick, of }) => {
        const { findings, score: exact } = compare(yardstick, of('p0'), of('p1'));
        const shown = shownPoints(findings);
        expect(shown.points.reduce((sum, value) => sum + value, 0)).toBe(shown.score);
        expect(shown.score).toBe(shownScore(exact));
        for (const [index, { points, possible }] of findings.entries()) {
          const value = shown.points[index] ?? -1;
          expect(Math.abs(value * 1000 - points)).toBeLessThan(1000);
          expect(value).toBeLessThanOrEqual(Math.ceil(possible / 1000));
        }
      }),
    );
  });

  test('fit each other as peers the same way round and the other', () => {
    fc.assert(
      fc.property(anyCourse, ({ yardstick, of }) => {
        fc.pre(yardstick.form === 'peers');
        expect(score(yardstick, of('p0'), of('p1'))).toBe(score(yardstick, of('p1'), of('p0')));
      }),
    );
  });
});

test('whatever the weights, the perfect pair has 100 points', () => {
  fc.assert(
    fc.property(anySetup, (setup) => {
      fc.pre((setup.criteria ?? []).some(({ weight }) => weight > 0));
      fc.pre((setup.criteria ?? []).some(({ criterion, weight }) => criterion !== 'role' && weight > 0));
      const { yardstick } = measured([], setup);
      expect(yardstick.parts.reduce((sum, { possible }) => sum + possible, 0)).toBe(highestScore);
    }),
  );
});
