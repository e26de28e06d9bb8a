import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seenLine } from '../../../src/shared/seen.js';
import {
  groupCoverage,
  groupIdsFrom,
  groupNamesText,
  readGroupNames,
} from '../../../src/course/roster/groups.rules.js';

describe('a list of groups', () => {
  const two = [
    { groupId: '1', name: 'Tuesday' },
    { groupId: '2', name: 'Friday' },
  ];

  test.each([
    ['plain', '1,Tuesday\n2,Friday'],
    ['with a heading', 'id,name\n1,Tuesday\n2,Friday\n'],
    ['as Windows writes it', '\uFEFFid;name\r\n1;Tuesday\r\n2;Friday\r\n'],
    ['with quotes', '"Group ID","Name"\n"1","Tuesday"\n2 , "Friday" \n\n'],
    ['with signs that nobody sees', '\u200Bid,name\n\u200B1\u00A0,Tues\u00ADday\u2060\n2,\u3000Friday\u200B'],
    ['with tabs', '1\tTuesday\t\n2\tFriday\n'],
  ])('is read %s', (_how, text) => {
    expect(readGroupNames(text)).toEqual({ names: two, bad: [] });
  });

  test('keeps separators and quotes inside quotes', () => {
    expect(readGroupNames('7,"Group ""A"", upstairs; left"').names).toEqual([
      { groupId: '7', name: 'Group "A", upstairs; left' },
    ]);
  });

  test('names every bad line with its number and reason', () => {
    const text = [
      'id,name',
      '1,Tuesday',
      '2',
      'two words,Friday',
      ',Friday',
      '1,Again',
      '3,',
      `4,${'x'.repeat(255)}`,
      '5,Ana\u202Eevil',
      '6,"open',
      '7,a,b',
      '8,"closed" then more',
      '',
      '9,Friday',
    ].join('\n');
    const { names, bad } = readGroupNames(text);
    expect(bad.map(({ line, problem }) => [line, problem])).toEqual([
      [3, 'columns'],
      [4, 'id'],
      [5, 'id'],
      [6, 'twice'],
      [7, 'nameMissing'],
      [8, 'nameLong'],
      [9, 'nameHidden'],
      [10, 'quote'],
      [11, 'columns'],
      [12, 'quote'],
    ]);
    expect(names.map(({ groupId }) => groupId)).toEqual(['1', '9']);
    expect(bad.every(({ found }) => found.length <= 60)).toBe(true);
  });

  test('comes back the same from its own text', () => {
    const name = fc.string({ minLength: 1, maxLength: 30 }).map(seenLine);
    const names = fc.uniqueArray(
      fc.tuple(
        fc.nat(9999).map(String),
        name.filter((text) => text !== ''),
      ),
      {
        selector: ([id]) => id,
      },
    );
    fc.assert(
      fc.property(names, (pairs) => {
        const read = readGroupNames(groupNamesText(new Map(pairs)));
        expect(read).toEqual({ names: pairs.map(([groupId, text]) => ({ groupId, name: text })), bad: [] });
      }),
    );
  });

  test('never throws, whatever is pasted', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readGroupNames(text)));
  });
});

test('ids are kept once and in a fixed order; what is no id is dropped', () => {
  expect(groupIdsFrom(['2', '1', '2', '<b>', 'x'.repeat(65), ''])).toEqual(['1', '2']);
  expect(groupIdsFrom(Array.from({ length: 900 }, (_, index) => String(index)))).toHaveLength(500);
});

test('coverage counts those whose groups a launch told, in none or in some', () => {
  const first = new Date('2030-01-07T09:00:00Z');
  const later = new Date('2030-01-08T09:00:00Z');
  const people = [{ groupIds: ['1'], groupsKnownAt: later }, { groupIds: [], groupsKnownAt: first }, {}];
  expect(groupCoverage(people)).toEqual({ known: 2, people: 3, since: first });
  expect(groupCoverage([{}])).toEqual({ known: 0, people: 1 });
});
