import { describe, expect, test } from '@jest/globals';
import { newlyDone, previewOf, standingOf, type Counts } from '../../../src/course/milestones/milestones.rules.js';

const counts: Counts = new Map([
  [
    'checkins',
    new Map([
      ['ana', 4],
      ['ben', 2],
      ['cleo', 1],
    ]),
  ],
  [
    'charter',
    new Map([
      ['ana', 1],
      ['cleo', 1],
    ]),
  ],
]);
const terms = [
  { fact: 'checkins', atLeast: 4 },
  { fact: 'charter', atLeast: 1 },
];
const personIds = ['ana', 'ben', 'cleo', 'dan'];

describe('a milestone', () => {
  test('is had by who meets all terms, and the others know what is left', () => {
    expect(standingOf({ terms }, counts, 'ana')).toEqual({ has: true, lacks: [] });
    expect(standingOf({ terms }, counts, 'cleo')).toEqual({ has: false, lacks: [{ fact: 'checkins', left: 3 }] });
    expect(standingOf({ terms }, counts, 'dan').lacks).toHaveLength(2);
  });

  test('may be content with some of them, never with more than there are, and without any nobody has it', () => {
    expect(standingOf({ terms, enough: 1 }, counts, 'cleo').has).toBe(true);
    expect(standingOf({ terms, enough: 9 }, counts, 'ana').has).toBe(true);
    expect(standingOf({ terms: [] }, counts, 'ana').has).toBe(false);
    expect(standingOf({ terms: [{ fact: 'gone', atLeast: 1 }] }, counts, 'ana').has).toBe(false);
  });

  test('is previewed on real people: who has it, who lacks one thing, who lacks more', () => {
    const preview = previewOf({ terms }, counts, { personIds, done: new Set(['ben']) });
    expect(preview.have).toEqual(['ana', 'ben']);
    expect(preview.near.map(({ personId }) => personId)).toEqual(['cleo']);
    expect(preview.others).toBe(1);
  });

  test('is done once: who has it is not asked again, however the rule changes', () => {
    expect(newlyDone({ terms }, counts, { personIds, done: new Set() })).toEqual(['ana']);
    expect(newlyDone({ terms }, counts, { personIds, done: new Set(['ana']) })).toEqual([]);
  });
});
