/** What an upsert takes from its query; on a real MongoDB when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import { useThings, type Document } from '../support/things.js';

const { things, all } = useThings();

describe('an upsert starts from what its query is equal to', () => {
  const rows: [string, Document, Document][] = [
    ['a value', { a: 1 }, { a: 1, z: 0 }],
    ['$eq beside a range', { a: { $gt: 0, $eq: 5 } }, { a: 5, z: 0 }],
    ['$in of one', { a: { $in: [1] } }, { a: 1, z: 0 }],
    ['$in of two', { a: { $in: [1, 2] } }, { z: 0 }],
    ['$all of one', { a: { $all: [1] } }, { a: 1, z: 0 }],
    ['$and', { $and: [{ a: 1 }, { b: { $eq: 2 } }] }, { a: 1, b: 2, z: 0 }],
    ['$or of one', { $or: [{ a: 1 }] }, { a: 1, z: 0 }],
    ['$or of two', { $or: [{ a: 1 }, { b: 1 }] }, { z: 0 }],
    ['paths', { 'a.b': 1, 'a.c': 2 }, { a: { b: 1, c: 2 }, z: 0 }],
    ['nothing from a range, a negation or a regex', { a: { $gt: 1 }, b: { $ne: 1 }, c: /x/ }, { z: 0 }],
    ['null', { a: null }, { a: null, z: 0 }],
  ];
  test.each(rows)('%s', async (_, query, expected) => {
    await things().updateOne(query, { $setOnInsert: { z: 0 } }, { upsert: true });
    expect(await all()).toEqual([expected]);
  });

  const refused: [string, Document][] = [
    ['two values of one field', { $and: [{ a: 1 }, { a: 2 }] }],
    ['$all of two', { a: { $all: [1, 2] } }],
    ['a field and what is below it', { a: { b: 1 }, 'a.c': 2 }],
    ['what is below a field and the field', { 'a.c': 2, a: { b: 1 } }],
  ];
  test.each(refused)('%s are refused', async (_, query) => {
    const write = things().updateOne(query, { $set: { z: 0 } }, { upsert: true });
    await expect(write).rejects.toMatchObject({ code: 54 });
  });

  test('a replacement takes nothing but _id', async () => {
    await things().replaceOne({ _id: 7 as never, $and: [{ a: 1 }, { a: 2 }] }, { z: 0 }, { upsert: true });
    expect(await things().find().toArray()).toEqual([{ _id: 7, z: 0 }]);
  });
});
