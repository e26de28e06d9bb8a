import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { longestName, nameKey, nameProblem, pathInside, tidyName } from '../../../src/course/roster/names.rules.js';

describe('a name of one’s own', () => {
  test.each([
    ['  Ana   María ', 'Ana María'],
    ['Zoe\u0308', 'Zoë'],
    ['李', '李'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👩🏽\u200d🎓 Kim', '👩🏽\u200d🎓 Kim'],
    ['x'.repeat(longestName), 'x'.repeat(longestName)],
  ])('%j is taken as %j', (typed, name) => {
    expect(tidyName(typed)).toBe(name);
    expect(nameProblem(tidyName(typed))).toBeUndefined();
  });

  test.each([
    ['x'.repeat(longestName + 1), 'long'],
    ['Ana\u202EgnimmocnI', 'hidden'],
    ['Ana\u2066x\u2069', 'hidden'],
    ['Ana\u200F', 'hidden'],
    ['A\u0000na', 'hidden'],
    ['Ana\nBen', 'hidden'],
    ['Ana\tBen', 'hidden'],
    ['A\u200Bna', 'hidden'],
    ['Ana\u{E0041}', 'hidden'],
    ['Ana\u2028Ben', 'hidden'],
    ['Z\u0301\u0302\u0303\u0304\u0305algo', 'stacked'],
    ['123', 'letters'],
    ['🎓🎓', 'letters'],
    ['...', 'letters'],
    ['\u200D', 'letters'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(nameProblem(tidyName(typed))).toBe(problem);
  });

  test.each([
    ['Ana', ' ana '],
    ['Aná', 'Ana'],
    ['A.n.a', 'Ana'],
    ['Ａｎａ', 'Ana'],
  ])('%s reads like %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test('names of scripts that write vowels as marks stay apart', () => {
    expect(nameKey('कि')).not.toBe(nameKey('का'));
  });

  test('whatever is taken is short, shows all it holds and has a key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const name = tidyName(typed);
        if (nameProblem(name) !== undefined) return;
        expect(name).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u);
        expect(name.length).toBeLessThanOrEqual(longestName);
        expect(nameKey(name)).not.toBe('');
      }),
    );
  });
});

test.each([
  ['/checkins/abc_-1?person=x', true],
  ['/mentoring', true],
  ['//elsewhere.example', false],
  ['https://elsewhere.example', false],
  ['/\\elsewhere.example', false],
  ['/a\r\nSet-Cookie: x', false],
  ['', false],
  [undefined, false],
])('a visit goes on to %j: %s', (asked, allowed) => {
  expect(pathInside(asked)).toBe(allowed ? asked : undefined);
});
