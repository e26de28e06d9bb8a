/** Indexes as MongoDB has them, as far as this project relies on them; on a real one when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useThings } from '../support/things.js';

const { Decimal128, Double, Long } = mongoose.mongo;
const { things, ids, anIndex } = useThings();

describe('indexes', () => {
  const duplicate = { code: 11000 };

  test('a unique index refuses with key and value, on insert, update and upsert', async () => {
    await anIndex({ mail: 1 }, { unique: true });
    await things().insertMany([
      { _id: 1, mail: 'a' },
      { _id: 2, mail: 'b' },
    ] as never[]);
    await expect(things().insertOne({ mail: 'a' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { mail: 1 },
      keyValue: { mail: 'a' },
    });
    await expect(things().insertOne({ mail: 'a' })).rejects.toThrow(
      /^E11000 duplicate key error collection: \S+\.things\d+ index: mail_1 dup key: \{ mail: "a" \}$/,
    );
    await expect(things().updateOne({ _id: 2 as never }, { $set: { mail: 'a' } })).rejects.toMatchObject(duplicate);
    await expect(
      things().updateOne({ _id: 5 as never }, { $set: { mail: 'a' } }, { upsert: true }),
    ).rejects.toMatchObject(duplicate);
    await expect(things().insertOne({ _id: 1 } as never)).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 1 },
    });
    await things().insertOne({ _id: 3 } as never);
    await expect(things().insertOne({ _id: 4 } as never)).rejects.toMatchObject({ keyValue: { mail: null } });
  });

  test('equal numbers of different types are the same key', async () => {
    await anIndex({ n: 1 }, { unique: true });
    await things().insertOne({ n: 1 });
    for (const n of [Long.fromNumber(1), new Double(1), Decimal128.fromString('1.00')])
      await expect(things().insertOne({ n })).rejects.toMatchObject(duplicate);
  });

  test('compound, sparse and partial ones cover what they should', async () => {
    await things().createIndexes([
      { key: { course: 1, person: 1 }, unique: true, name: 'pair' },
      { key: { code: 1 }, unique: true, sparse: true },
      { key: { open: 1 }, unique: true, partialFilterExpression: { open: true } },
    ]);
    await things().insertMany([
      { course: 1, person: 1, open: true },
      { course: 1, person: 2, open: false },
      { course: 2, person: 1, open: false },
    ]);
    await expect(things().insertOne({ course: 1, person: 2 })).rejects.toMatchObject({
      keyPattern: { course: 1, person: 1 },
    });
    await expect(things().insertOne({ course: 3, open: true })).rejects.toMatchObject({ keyPattern: { open: 1 } });
    await things().insertOne({ course: 4, code: 'x' });
    await expect(things().insertOne({ course: 5, code: 'x' })).rejects.toMatchObject({ keyPattern: { code: 1 } });
  });

  test('arrays are indexed by element, pairs within one element', async () => {
    await anIndex({ 'a.b': 1, 'a.c': 1 }, { unique: true });
    await things().insertOne({
      a: [
        { b: 1, c: 2 },
        { b: 3, c: 4 },
      ],
    });
    await things().insertOne({ a: [{ b: 1, c: 4 }] });
    await expect(
      things().insertOne({
        a: [
          { b: 9, c: 9 },
          { b: 3, c: 4 },
        ],
      }),
    ).rejects.toMatchObject({ keyValue: { 'a.b': 3, 'a.c': 4 } });
    await anIndex({ x: 1, y: 1 });
    await expect(things().insertOne({ x: [1], y: [1] })).rejects.toMatchObject({ code: 171 });
  });

  test('are listed, dropped, and refused when they clash or cannot be built', async () => {
    await things().insertMany([{ a: 1 }, { a: 1 }]);
    expect(await anIndex({ b: 1, c: -1 })).toBe('b_1_c_-1');
    await anIndex({ b: 1, c: -1 });
    expect(await things().indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { b: 1, c: -1 }, name: 'b_1_c_-1' },
    ]);
    await expect(anIndex({ a: 1 }, { unique: true })).rejects.toMatchObject(duplicate);
    await expect(anIndex({ b: 1, c: -1 }, { unique: true })).rejects.toMatchObject({ code: 86 });
    await expect(anIndex({ b: 1, c: -1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
    await things().dropIndex('b_1_c_-1');
    await expect(things().dropIndex('b_1_c_-1')).rejects.toMatchObject({ code: 27 });
    await expect(things().dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    expect(await things().indexes()).toHaveLength(1);
  });

  test('a hint names an index or is refused', async () => {
    await anIndex({ a: 1 });
    await things().insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ] as never[]);
    expect(await ids({ a: 2 }, { hint: 'a_1' })).toEqual([2]);
    expect(await ids({ a: 2 }, { hint: { a: 1 } })).toEqual([2]);
    await expect(ids({ a: 2 }, { hint: 'none' })).rejects.toMatchObject({ code: 2 });
  });
});
