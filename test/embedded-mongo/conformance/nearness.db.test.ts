/** Where JavaScript is near to MongoDB and not the same: MongoDB's answer, or its refusal. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Double } from 'bson';
import { useStore } from '../../support/store.js';

const store = useStore();
const collection = () => store.connection().collection('near');

beforeAll(async () => {
  await collection().insertMany([
    { _id: 'line' as never, text: 'abc\n' },
    { _id: 'lines' as never, text: 'abc\ndef' },
    { _id: 'separator' as never, text: 'abc\u2028def' },
    { _id: 'space' as never, text: 'a\u00a0b' },
    { _id: 'bracket' as never, text: ']' },
  ]);
});

async function value(expression: unknown): Promise<unknown> {
  const [found] = await collection()
    .aggregate([{ $match: { _id: 'line' as never } }, { $project: { _id: 0, value: expression } }], {
      promoteValues: true,
    })
    .toArray();
  return found?.['value'];
}

test.each<[string, unknown, unknown]>([
  ['doubles are summed with what each addition lost', { $sum: [1e100, 1.5, -1e100] }, 1.5],
  ['and averaged', { $avg: [1e100, 3, -1e100] }, 1],
  ['halves below zero go to the even neighbour', { $round: [-2.5] }, -2],
  ['places are judged by the exact double', { $round: [1.005, 2] }, 1],
  ['and the other way', { $round: [2.345, 2] }, 2.35],
  ['places before the point round whole numbers', { $round: [1250, -2] }, 1200],
  ['and cut them', { $trunc: [-1299, -2] }, -1200],
  ['a power of whole numbers is whole', { $pow: [3, 4] }, 81],
  ['a negative power is none', { $pow: [2, -1] }, 0.5],
  ['upper case is of ASCII', { $toUpper: 'straße é' }, 'STRAßE é'],
  ['lower case too', { $toLower: 'ÄB İ' }, 'Äb İ'],
  ['a date without a zone is UTC', { $toDate: '2026-03-01T10:00:00' }, new Date('2026-03-01T10:00:00Z')],
  ['a zone is heard', { $toDate: '2026-03-01T10:00:00+0530' }, new Date('2026-03-01T04:30:00Z')],
  ['$setUnion with null is null', { $setUnion: [['a'], null] }, null],
  [
    'a month ends where it is too short',
    { $dateAdd: { startDate: new Date('2024-01-31T10:00:00Z'), unit: 'month', amount: 1 } },
    new Date('2024-02-29T10:00:00Z'),
  ],
  [
    'months cross a year, backwards too',
    { $dateSubtract: { startDate: new Date('2026-03-31T00:00:00Z'), unit: 'month', amount: 13 } },
    new Date('2025-02-28T00:00:00Z'),
  ],
  [
    'a quarter is three months',
    { $dateAdd: { startDate: new Date('2025-11-30T00:00:00Z'), unit: 'quarter', amount: 1 } },
    new Date('2026-02-28T00:00:00Z'),
  ],
  [
    'a year after a leap day',
    { $dateAdd: { startDate: new Date('2024-02-29T23:59:59.999Z'), unit: 'year', amount: 1 } },
    new Date('2025-02-28T23:59:59.999Z'),
  ],
  ['no amount is no date', { $dateAdd: { startDate: new Date(0), unit: 'day', amount: null } }, null],
])('%s', async (_name, expression, expected) => {
  expect(await value(expression)).toEqual(expected);
});

test.each<[string, unknown, number]>([
  ['$split by nothing', { $split: ['abc', ''] }, 40087],
  ['$substrCP from below zero', { $substrCP: ['abc', -1, 2] }, 34455],
  ['$substrCP of less than nothing', { $substrCP: ['abc', 0, -1] }, 34454],
  ['$setIsSubset of null', { $setIsSubset: [null, []] }, 17046],
  ['$setEquals with null', { $setEquals: [[], null] }, 17044],
  ['$dateAdd of half a day', { $dateAdd: { startDate: new Date(0), unit: 'day', amount: 0.5 } }, 5166405],
  ['$dateAdd of a unit that is none', { $dateAdd: { startDate: new Date(0), unit: 'decade', amount: 1 } }, 9],
  ['$dateAdd of a unit that is no word', { $dateAdd: { startDate: new Date(0), unit: 1, amount: 1 } }, 5166402],
  ['nothing to a negative power', { $pow: [0, -1] }, 28764],
  ['a power of words', { $pow: ['a', 1] }, 28762],
  ['half a place', { $round: [1.5, new Double(0.5)] }, 51082],
  ['a date of an int', { $toDate: 7 }, 241],
])('%s is refused', async (_name, expression, code) => {
  await expect(value(expression)).rejects.toMatchObject({ code });
});

describe('a regular expression', () => {
  test.each<[string, string, string[]]>([
    ['^abc$', '', ['line']],
    ['abc$', 'm', ['line', 'lines']],
    ['^def', 'm', ['lines']],
    ['abc.def', '', ['separator']],
    ['abc.def', 's', ['lines', 'separator']],
    ['^a\\sb$', '', []],
    ['^[]]$', '', ['bracket']],
    ['\\Aabc\\Z', '', ['line']],
    ['abc\\z', '', []],
    ['^AB', 'i', ['line', 'lines', 'separator']],
  ])('%s with %j finds %j', async (pattern, options, expected) => {
    const found = await collection()
      .find({ text: { $regex: pattern, $options: options } })
      .sort({ _id: 1 })
      .toArray();
    expect(found.map(({ _id }) => String(_id))).toEqual(expected);
  });

  test.each(['\\hx', '[[:alpha:]]', '(?i)abc', 'a++', '\\Qa.b\\E', '(?#c)a'])(
    '%s is refused, not guessed',
    async (pattern) => {
      await expect(
        collection()
          .find({ text: { $regex: pattern } })
          .toArray(),
      ).rejects.toThrow();
    },
  );
});
