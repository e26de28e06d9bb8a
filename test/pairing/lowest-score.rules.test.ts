import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare, score } from '../../src/pairing/measure/pairing.rules.js';
import { readinessOf } from '../../src/pairing/readiness/readiness.rules.js';
import { ScoreTable } from '../../src/pairing/measure/scores.rules.js';
import { withChange } from '../../src/pairing/words/setup.js';
import { noKnots } from '../../src/pairing/measure/yardstick.rules.js';
import { measured, people, setupWith, topics, winter } from './people.js';

const all = people({
  ana: { roleWish: 'mentor', strong: ['R'], languages: ['en'], channel: 'video' },
  ben: { roleWish: 'mentee', wanted: ['R'], languages: ['en'], channel: 'video' },
  cleo: { roleWish: 'mentee', wanted: ['Exams'], languages: ['en'], channel: 'chat' },
});
const asking = (lowestScore: number) => ({ rules: { lowestScore } });

describe('the lowest score of a pair', () => {
  test('keeps apart who fits less well, and says so', () => {
    const { yardstick, of } = measured(all, asking(60));
    expect(score(yardstick, of('ana'), of('ben'))).toBeGreaterThan(60_000);
    expect(score(yardstick, of('ana'), of('cleo'))).toBe(-1);
    expect(compare(yardstick, of('ana'), of('ben')).forbidden).toEqual([]);
    expect(compare(yardstick, of('ana'), of('cleo')).forbidden).toEqual(['lowest']);
  });

  test('is the same in the table of all pairs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), (lowest) => {
        const { yardstick, people: found } = measured(all, asking(lowest));
        const table = new ScoreTable(yardstick, found, found);
        for (const [row, one] of found.entries()) {
          for (const [column, other] of found.entries()) {
            expect(table.at(row, column)).toBe(score(yardstick, one, other));
          }
        }
      }),
    );
  });

  test('names who fits nobody so well, and what would help', () => {
    const lists = { topics, asked: ['strong', 'wanted', 'languages', 'channel'] };
    const course = { people: all, lists, knots: noKnots };
    const setup = setupWith({ mode: 'peers', ...asking(60) });
    const { obstacles } = readinessOf({ ...course, setup, seed: 1, at: winter, locked: [] });
    expect(obstacles).toContainEqual({ reason: 'lowest', personIds: ['cleo'], loosen: ['lowest'] });
  });
});

test('a rule that was set can be taken away', () => {
  const ruled = setupWith({ rules: { minimumSharedHours: 2, lowestScore: 40 } });
  expect(withChange(ruled, { rules: { minimumSharedHours: undefined } }).rules).toEqual({
    ...setupWith().rules,
    lowestScore: 40,
  });
});
