/** What MongoDB answers where arrays lie in arrays; on a real one when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useThings, type Document } from '../support/things.js';

const { ObjectId, DBRef } = mongoose.mongo;
const { things, ids, after } = useThings();
const ID = new ObjectId();

describe('queries over arrays', () => {
  const rows: [string, Document[], Document, number[]][] = [
    [
      '$all is met by different subdocuments',
      [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }] }, { a: { b: [2, 1] } }],
      { 'a.b': { $all: [1, 2] } },
      [0, 2],
    ],
    [
      '$all under $not over subdocuments',
      [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }] }, {}],
      { 'a.b': { $not: { $all: [1, 2] } } },
      [1, 2],
    ],
    [
      '$all of $elemMatch over subdocuments',
      [{ a: [{ b: [{ c: 1 }] }, { b: [{ c: 2 }] }] }, { a: [{ b: [{ c: 1 }] }] }],
      { 'a.b': { $all: [{ $elemMatch: { c: 1 } }, { $elemMatch: { c: 2 } }] } },
      [0],
    ],
    ['an empty $all finds nothing, its $not everything', [{ a: [1] }, { a: [] }], { a: { $all: [] } }, []],
    [
      '$elemMatch with a range does not look into nested arrays',
      [{ a: [[5]] }, { a: [5] }],
      { a: { $elemMatch: { $gt: 4, $lt: 6 } } },
      [1],
    ],
    ['$elemMatch with $in', [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $in: [5] } } }, [1]],
    ['$elemMatch with $ne is of the element', [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $ne: 5 } } }, [0]],
    ['$elemMatch with $not', [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $not: { $gt: 4 } } } }, [0]],
    ['$elemMatch with $all', [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $all: [5] } } }, [1]],
    ['$elemMatch with $type', [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $type: 'number' } } }, [1]],
    [
      '$elemMatch within $elemMatch',
      [{ a: [[5]] }, { a: [5] }],
      { a: { $elemMatch: { $elemMatch: { $gt: 4 } } } },
      [0],
    ],
    ['$elemMatch with $size', [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $size: 1 } } }, [0]],
    ['$elemMatch with an array', [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $eq: [5] } } }, [0]],
    [
      'a position at the end is not taken apart',
      [{ a: [[1, 2]] }, { a: [1] }, { a: { 0: [1] } }],
      { 'a.0': 1 },
      [1, 2],
    ],
    ['a position at the end, as a whole', [{ a: [[1, 2]] }, { a: [1] }], { 'a.0': [1, 2] }, [0]],
    ['$ne at a position', [{ a: [[1, 2]] }, { a: [1] }], { 'a.0': { $ne: 1 } }, [0]],
    [
      'a position on the way is taken apart',
      [{ a: [[{ b: 1 }]] }, { a: [{ b: 1 }] }, { a: [{ b: [1] }] }],
      { 'a.0.b': 1 },
      [0, 1, 2],
    ],
    [
      '$elemMatch with $or',
      [{ a: [{ b: 1 }] }, { a: [{ b: 3 }] }],
      { a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } },
      [0],
    ],
    [
      '$elemMatch by the fields of a reference',
      [{ a: [new DBRef('c', ID)] }, { a: [new DBRef('d', ID)] }],
      { a: { $elemMatch: { $ref: 'c', $id: ID } } },
      [0],
    ],
    ['$gt with an array', [{ a: [1, 2] }, { a: [3] }, { a: 9 }], { a: { $gt: [2] } }, [1]],
    ['$size of nested arrays', [{ a: [[1, 2]] }, { a: [1, 2] }], { a: { $size: 2 } }, [1]],
    ['$nin over elements', [{ a: [1, 2] }, { a: [[1]] }, {}], { a: { $nin: [1] } }, [1, 2]],
    ['$mod of large numbers', [{ a: 9007199254740993n }, { a: 9007199254740992n }], { a: { $mod: [2, 1] } }, [0]],
  ];
  test.each(rows)('%s', async (_, docs, query, expected) => {
    await things().insertMany(docs.map((doc, i) => ({ _id: i, ...doc })) as never[]);
    expect(await ids(query)).toEqual(expected);
  });
});

describe('updates over arrays', () => {
  const rows: [string, Document, Document, Document][] = [
    [
      '$pull with $or',
      { a: [{ b: 1 }, { b: 2 }, { b: 3 }, 4] },
      { $pull: { a: { $or: [{ b: 1 }, { b: 2 }] } } },
      { a: [{ b: 3 }, 4] },
    ],
    [
      '$pull with $and',
      { a: [{ b: 1, c: 1 }, { b: 1 }] },
      { $pull: { a: { $and: [{ b: 1 }, { c: 1 }] } } },
      { a: [{ b: 1 }] },
    ],
    ['$pull with $nor', { a: [{ b: 1 }, { b: 2 }, 3] }, { $pull: { a: { $nor: [{ b: 1 }] } } }, { a: [{ b: 1 }, 3] }],
    ['$pull with a condition looks into nested arrays', { a: [[5], 5, 1] }, { $pull: { a: { $gt: 4 } } }, { a: [1] }],
    [
      '$pull of an array takes equal elements only',
      { a: [[1, 2], [[1, 2]], 1] },
      { $pull: { a: [1, 2] } },
      { a: [[[1, 2]], 1] },
    ],
    ['$pull of a value leaves nested arrays', { a: [1, [1], 1n] }, { $pull: { a: 1 } }, { a: [[1]] }],
    ['$pull of null leaves the rest', { a: [null, [], 0] }, { $pull: { a: null } }, { a: [[], 0] }],
    ['$pull of documents by part', { a: [{ b: 1, c: 2 }, { b: 2 }] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }] }],
    [
      '$pullAll of documents by whole',
      { a: [{ b: 1, c: 2 }, { b: 1 }] },
      { $pullAll: { a: [{ b: 1 }] } },
      { a: [{ b: 1, c: 2 }] },
    ],
    ['a dollar name below the top is a name', { a: {} }, { $set: { 'a.$each': 1 } }, { a: { $each: 1 } }],
    ['$rename of null keeps it', { a: null }, { $rename: { a: 'b' } }, { b: null }],
    ['$rename of a missing field leaves the other', { b: 1 }, { $rename: { a: 'b' } }, { b: 1 }],
  ];
  test.each(rows)('%s', async (_, before, update, expected) => {
    expect(await after(before, update)).toEqual(expected);
  });

  const positional: [string, Document, Document, Document][] = [
    [
      '$ after $elemMatch with $or',
      { a: [{ b: 1 }, { b: 2 }] },
      { a: { $elemMatch: { $or: [{ b: 2 }, { b: 3 }] } } },
      { a: [{ b: 1 }, 9] },
    ],
    ['$ after $or', { a: [{ b: 1 }, { b: 2 }] }, { $or: [{ 'a.b': 7 }, { 'a.b': 2 }] }, { a: [{ b: 1 }, 9] }],
  ];
  test.each(positional)('%s', async (_, before, where, expected) => {
    expect(await after(before, { $set: { 'a.$': 9 } }, where)).toEqual(expected);
  });

  const refused: [string, Document, [Document, Document?], number][] = [
    ['$ after $ne alone', { a: [1, 2] }, [{ $set: { 'a.$': 9 } }, { a: { $ne: 7 } }], 2],
    ['two $', { a: [{ b: [1] }] }, [{ $set: { 'a.$.b.$': 9 } }, { 'a.b': 1 }], 2],
    ['$rename out of an array', { a: [1] }, [{ $rename: { 'a.0': 'b' } }], 2],
    ['$rename into an array', { a: [1], b: 2 }, [{ $rename: { b: 'a.0' } }], 2],
    ['$pull with $not', { a: [1] }, [{ $pull: { a: { $not: { $gt: 1 } } } }], 2],
    ['$inc beyond 64 bits', { a: 9223372036854775807n }, [{ $inc: { a: 1 } }], 2],
  ];
  test.each(refused)('%s is refused', async (_, before, [update, where], code) => {
    await expect(after(before, update, where)).rejects.toMatchObject({ code });
  });

  test('array filters: one for each name, and with $or', async () => {
    const before = { a: [{ b: 1 }, { b: 2 }, { b: 3 }] };
    const set = { $set: { 'a.$[x].b': 0 } };
    expect(await after(before, set, {}, { arrayFilters: [{ $or: [{ 'x.b': 1 }, { 'x.b': 3 }] }] })).toEqual({
      a: [{ b: 0 }, { b: 2 }, { b: 0 }],
    });
    const twice = things().updateOne({}, set, { arrayFilters: [{ 'x.b': 1 }, { 'x.b': 2 }] });
    await expect(twice).rejects.toMatchObject({ code: 9 });
    const replaced = things().updateOne({}, [{ $set: { c: 1 } }], { arrayFilters: [{ 'x.b': 1 }] });
    await expect(replaced).rejects.toMatchObject({ code: 9 });
  });
});

test('the positional projection shows the element that was found', async () => {
  await things().insertMany([
    { _id: 1, a: [{ b: 1 }, { b: 2 }], c: 3 },
    { _id: 2, a: [5, 7, 9], c: 4 },
  ] as never[]);
  const show = async (query: Document, projection: Document) => things().findOne(query, { projection });
  expect(await show({ 'a.b': 2 }, { 'a.$': 1 })).toEqual({ _id: 1, a: [{ b: 2 }] });
  expect(await show({ a: { $gt: 6, $lt: 9 } }, { 'a.$': 1, _id: 0, c: 1 })).toEqual({ a: [7], c: 4 });
  await expect(show({ c: 3 }, { 'a.$': 1 })).rejects.toMatchObject({ code: 51246 });
  await expect(show({ 'a.b': 2 }, { 'a.$': 0 })).rejects.toMatchObject({ code: 31395 });
  await expect(show({ 'a.b': 2 }, { 'a.b': { $elemMatch: { c: 1 } } })).rejects.toMatchObject({ code: 31275 });
});
