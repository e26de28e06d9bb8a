/** The order of what is found: hints, the natural order, sorts over arrays; on a real MongoDB when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import { useThings, type Document } from '../support/things.js';

const { things, anIndex, made } = useThings();

async function found(query: Document, options: Document): Promise<unknown[]> {
  return (await things().find(query, options).toArray()).map(({ _id }) => _id as unknown);
}

async function fill(...docs: Document[]): Promise<void> {
  await things().insertMany(docs.map((doc, i) => ({ _id: i, ...doc })) as never[]);
}

test('a hint of a collection that is not there asks for no index: nothing is found, nothing changed', async () => {
  expect(await found({}, { hint: { a: 1 } })).toEqual([]);
  expect(await things().countDocuments({}, { hint: 'a_1' })).toBe(0);
  expect(await things().aggregate([], { hint: 'a_1' }).toArray()).toEqual([]);
  expect((await things().deleteMany({}, { hint: 'a_1' })).deletedCount).toBe(0);
  expect((await things().updateMany({}, { $set: { b: 1 } }, { hint: 'a_1' })).matchedCount).toBe(0);
});

describe('a hint without a sort gives the order of its index', () => {
  const cases: [string, Record<string, number>, Document, number[]][] = [
    ['upwards', { a: 1 }, {}, [1, 3, 0, 2]],
    ['downwards', { a: -1 }, {}, [2, 0, 3, 1]],
    ['both ways', { b: -1, a: 1 }, {}, [3, 2, 1, 0]],
    ['of several values', { a: 1 }, { a: { $in: [4, 2, 1] } }, [1, 3, 2]],
    ['of several values downwards', { a: -1 }, { a: { $in: [2, 4, 1] } }, [2, 3, 1]],
  ];
  test.each(cases)('%s', async (_, key, query, expected) => {
    await fill({ a: 3, b: 1 }, { a: 1, b: 1 }, { a: 4, b: 2 }, { a: 2, b: 2 });
    await anIndex(key);
    expect(await found(query, { hint: key })).toEqual(expected);
    expect(await found(query, { hint: key, limit: 1 })).toEqual(expected.slice(0, 1));
    if (Object.keys(query).length > 0) return;
    const ids = (await things().aggregate([], { hint: key }).toArray()).map(({ _id }) => _id as unknown);
    expect(ids).toEqual(expected);
  });

  test('of an array by the element that is within the bounds', async () => {
    await fill({ a: [1, 9] }, { a: [7] }, { a: [2] });
    await anIndex({ a: 1 });
    expect(await found({ a: { $gt: 5 } }, { hint: { a: 1 } })).toEqual([1, 0]);
    expect(await found({}, { hint: { a: 1 } })).toEqual([0, 2, 1]);
  });

  test('a sparse index that is hinted leaves out what it lacks, a count with a hint too', async () => {
    await fill({ a: 2 }, {}, { a: 1 });
    await anIndex({ a: 1 }, { sparse: true });
    expect(await found({}, { hint: { a: 1 } })).toEqual([2, 0]);
    expect(await things().countDocuments({}, { hint: { a: 1 } })).toBe(2);
    await expect(things().countDocuments({}, { hint: 'none' })).rejects.toMatchObject({ code: 2 });
  });
});

describe('the natural order', () => {
  test('is asked for by sort or hint, either way', async () => {
    await fill({}, {}, {});
    expect(await found({}, { sort: { $natural: -1 } })).toEqual([2, 1, 0]);
    expect(await found({ _id: { $in: [2, 0] } }, { sort: { $natural: 1 } })).toEqual([0, 2]);
    expect(await found({}, { hint: { $natural: -1 }, limit: 2 })).toEqual([2, 1]);
  });

  test.each<[Document, number]>([
    [{ $natural: 1, a: 1 }, 2],
    [{ $a: 1 }, 16410],
  ])('a sort by %j is refused', async (sort, code) => {
    await fill({});
    await expect(found({}, { sort })).rejects.toMatchObject({ code });
  });
});

describe('sorts over arrays', () => {
  const cases: [string, Document[], Document, number[]][] = [
    [
      'the least element upwards',
      [{ a: [5, 1] }, { a: [2] }, { a: [] }, { a: null }, {}],
      { a: 1, _id: 1 },
      [2, 3, 4, 0, 1],
    ],
    ['the greatest element downwards', [{ a: [5, 1] }, { a: [6] }, { a: 5.5 }], { a: -1 }, [1, 2, 0]],
    [
      'two fields of one element',
      [
        {
          a: [
            { b: 1, c: 9 },
            { b: 2, c: 0 },
          ],
        },
        { a: [{ b: 1, c: 5 }] },
      ],
      { 'a.b': 1, 'a.c': 1 },
      [1, 0],
    ],
    [
      'two fields of one element, each its way',
      [
        {
          a: [
            { b: 1, c: 3 },
            { b: 1, c: 4 },
          ],
        },
        {
          a: [
            { b: 1, c: 5 },
            { b: 2, c: 9 },
          ],
        },
      ],
      { 'a.b': 1, 'a.c': -1 },
      [1, 0],
    ],
    [
      'an order of all types',
      [{ a: 'x' }, { a: 1 }, { a: true }, { a: { b: 1 } }, { a: null }, { a: new Date(0) }],
      { a: 1 },
      [4, 1, 0, 3, 2, 5],
    ],
  ];
  test.each(cases)('%s', async (_, docs, sort, expected) => {
    await fill(...docs);
    expect(await found({}, { sort })).toEqual(expected);
    expect((await made([{ $sort: sort }])).map(({ _id }) => _id as unknown)).toEqual(expected);
  });

  test('two arrays side by side are refused', async () => {
    await fill({ a: [1], b: [1] });
    await expect(found({}, { sort: { a: 1, b: 1 } })).rejects.toMatchObject({ code: 2 });
  });
});
