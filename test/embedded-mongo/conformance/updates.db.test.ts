/** Updates as MongoDB has them, as far as this project relies on them; on a real one when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useThings, type Document } from '../support/things.js';

const { ObjectId } = mongoose.mongo;
const { things, ids, all, after } = useThings();

describe('updates', () => {
  const rows: [string, Document, Document | Document[], Document][] = [
    ['$set makes parents', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
    ['$set by position fills with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['$unset', { a: 1, b: [1, 2] }, { $unset: { a: '', 'b.0': '' } }, { b: [null, 2] }],
    ['$inc and $mul', { a: 1, b: 3 }, { $inc: { a: 2, c: 5 }, $mul: { b: 2, d: 2 } }, { a: 3, b: 6, c: 5, d: 0 }],
    ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 3 } }, { a: 3, b: 5, c: 1 }],
    ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
    [
      '$push with $each, $sort and $slice',
      { a: [3, 1] },
      { $push: { a: { $each: [2, 5], $sort: 1, $slice: -3 } } },
      { a: [2, 3, 5] },
    ],
    ['$push at a $position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
    [
      '$push sorts objects by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    ['$addToSet', { a: [1, { x: 1 }] }, { $addToSet: { a: { $each: [1, 2, { x: 1 }] } } }, { a: [1, { x: 1 }, 2] }],
    ['$pop', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
    [
      '$pull by value and by condition',
      { a: [1, 2, 1], b: [{ n: 1, m: 1 }, { n: 2 }], c: [1, 5, 9] },
      { $pull: { a: 1, b: { n: 1 }, c: { $gt: 4 } } },
      { a: [2], b: [{ n: 2 }], c: [1] },
    ],
    ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['$[] changes every element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 2 }, { n: 3 }] }],
    ['a pipeline', { a: 1, b: 2 }, [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }], { b: 2, sum: 3 }],
    ['$setOnInsert leaves what is there', { a: 1 }, { $setOnInsert: { a: 2 }, $set: { b: 1 } }, { a: 1, b: 1 }],
  ];
  test.each(rows)('%s', async (_, before, update, expected) => {
    expect(await after(before, update)).toEqual(expected);
  });

  test('the positional $ changes the element the query matched', async () => {
    const before = { a: [{ n: 1 }, { n: 2 }, { n: 2 }] };
    expect(await after(before, { $set: { 'a.$.hit': true } }, { 'a.n': 2 })).toEqual({
      a: [{ n: 1 }, { n: 2, hit: true }, { n: 2 }],
    });
    await things().deleteMany({});
    expect(
      await after(
        {
          a: [
            { n: 1, m: 1 },
            { n: 1, m: 2 },
          ],
        },
        { $set: { 'a.$.hit': true } },
        { a: { $elemMatch: { n: 1, m: 2 } } },
      ),
    ).toEqual({
      a: [
        { n: 1, m: 1 },
        { n: 1, m: 2, hit: true },
      ],
    });
    await things().deleteMany({});
    expect(await after({ a: [5, 6, 7] }, { $set: { 'a.$': 0 } }, { a: { $gte: 6 } })).toEqual({ a: [5, 0, 7] });
  });

  test('arrayFilters choose the elements', async () => {
    const options = { arrayFilters: [{ 'low.n': { $lt: 2 } }] };
    expect(await after({ a: [{ n: 1 }, { n: 3 }] }, { $set: { 'a.$[low].hit': 1 } }, {}, options)).toEqual({
      a: [{ n: 1, hit: 1 }, { n: 3 }],
    });
    await expect(things().updateOne({}, { $set: { 'a.$[none].x': 1 } })).rejects.toMatchObject({ code: 2 });
  });

  const refused: [string, Document, number][] = [
    ['an unknown modifier', { $nope: { a: 1 } }, 9],
    ['two changes of one path', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['changes of a path and of what is below it', { $set: { a: 1, 'a.b': 1 } }, 40],
    ['a new _id', { $set: { _id: 2 } }, 66],
    ['$inc with a word', { $inc: { n: 'x' } }, 14],
    ['$inc of a word', { $inc: { s: 1 } }, 14],
    ['$push on no array', { $push: { n: 1 } }, 2],
    ['a field below a number', { $set: { 'n.x': 1 } }, 28],
    ['$pop by two', { $pop: { n: 2 } }, 9],
  ];
  test.each(refused)('%s is refused and changes nothing', async (_, update, code) => {
    await things().insertOne({ _id: 1, n: 1, s: 'x' } as never);
    await expect(things().updateOne({}, update)).rejects.toMatchObject({ code });
    expect(await all()).toEqual([{ n: 1, s: 'x' }]);
  });

  test('counts tell matched from modified', async () => {
    await things().insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await things().updateMany({ a: 1 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 0,
      upsertedCount: 0,
    });
    expect(await things().updateMany({ a: { $lt: 3 } }, { $set: { a: 2 } })).toMatchObject({
      matchedCount: 3,
      modifiedCount: 2,
    });
    expect(await things().replaceOne({ a: 2 }, { b: 1 })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await things().deleteMany({ a: 2 })).toMatchObject({ deletedCount: 2 });
  });

  test('an upsert takes what the query is equal to, then $set and $setOnInsert', async () => {
    const result = await things().updateOne(
      { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 3 }] },
      { $set: { f: 4 }, $setOnInsert: { g: 5 } },
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
    expect(result.upsertedId).toBeInstanceOf(ObjectId);
    expect(await all()).toEqual([{ a: 1, b: { c: 2 }, e: 3, f: 4, g: 5 }]);
    expect(
      await things().findOneAndUpdate(
        { a: 1 },
        { $setOnInsert: { g: 6 }, $inc: { f: 1 } },
        { upsert: true, returnDocument: 'before' },
      ),
    ).toMatchObject({ f: 4 });
    expect(await all()).toEqual([{ a: 1, b: { c: 2 }, e: 3, f: 5, g: 5 }]);
    expect(await things().findOneAndUpdate({ _id: 'own' as never }, { $set: { a: 2 } }, { upsert: true })).toBeNull();
    expect(await things().findOne({ a: 2 })).toEqual({ _id: 'own', a: 2 });
  });

  test('findOneAndUpdate takes the first in order, findOneAndDelete and Replace answer the old one', async () => {
    await things().insertMany([
      { _id: 1, n: 3 },
      { _id: 2, n: 1 },
    ] as never[]);
    expect(
      await things().findOneAndUpdate({}, { $set: { hit: true } }, { sort: { n: 1 }, returnDocument: 'after' }),
    ).toEqual({ _id: 2, n: 1, hit: true });
    expect(await things().findOneAndReplace({ _id: 1 as never }, { m: 1 })).toEqual({ _id: 1, n: 3 });
    expect(await things().findOneAndDelete({ _id: 1 as never })).toEqual({ _id: 1, m: 1 });
    expect(await things().findOneAndDelete({ _id: 1 as never })).toBeNull();
  });

  test('one of many takers at once gets each thing', async () => {
    await things().insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: i, owner: null })) as never[]);
    const takers = await Promise.all(
      Array.from({ length: 30 }, (_, taker) => things().findOneAndUpdate({ owner: null }, { $set: { owner: taker } })),
    );
    expect(takers.filter(Boolean)).toHaveLength(20);
    expect(new Set(takers.map((taken) => taken?._id as unknown)).size).toBe(21);
  });

  test('bulkWrite stops at the first fault when ordered, and goes on when not', async () => {
    await things().insertOne({ _id: 1 } as never);
    const writes = [
      { insertOne: { document: { _id: 2 } } },
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 3 } } },
      { updateOne: { filter: { _id: 9 }, update: { $set: { a: 1 } }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ] as never[];
    await expect(things().bulkWrite(writes)).rejects.toMatchObject({ code: 11000, writeErrors: [{ index: 1 }] });
    expect(await ids({})).toEqual([1, 2]);
    await things().deleteOne({ _id: 2 as never });
    await expect(things().bulkWrite(writes, { ordered: false })).rejects.toMatchObject({
      code: 11000,
      result: { insertedCount: 2, upsertedCount: 1, deletedCount: 1 },
    });
    expect(await ids({})).toEqual([1, 3, 9]);
  });
});
