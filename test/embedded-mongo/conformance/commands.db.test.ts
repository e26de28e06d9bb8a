/** Commands and field names as MongoDB has them, as far as this project relies on them; on a real one when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import { useThings, type Document } from '../support/things.js';

const { things, ids, anIndex, made, store } = useThings();

describe('names that are dangerous in JavaScript', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
  test.each(names)('%s is a field like any other, in every operator', async (name) => {
    const field = (value: unknown): Document =>
      Object.defineProperty({}, name, { value, enumerable: true, configurable: true, writable: true });
    const id = { _id: 1 as never };
    await things().insertOne(id);
    await things().updateOne(id, { $set: { [`${name}.polluted`]: 1, [`list.${name}`]: [1] } });
    await things().updateOne(id, { $inc: { [`${name}.polluted`]: 1 }, $push: { [`list.${name}`]: 2 } as never });
    await things().updateOne(id, { $set: field({ again: 1 }) });
    await things().updateOne(id, { $rename: { [`${name}.again`]: `${name}.renamed` } });
    await things().updateOne(id, [{ $set: { [`${name}.byPipeline`]: `$${name}.renamed` } }]);
    expect(await ids({ [`${name}.renamed`]: 1 })).toEqual([1]);
    expect(await ids({ [`${name}.polluted`]: { $exists: true } })).toEqual([]);
    await anIndex({ [`${name}.renamed`]: 1 });
    expect(
      await made([{ $group: { _id: `$${name}.renamed`, [name]: { $sum: 1 } } }, { $project: { [name]: 1 } }]),
    ).toHaveLength(1);
    expect(await things().findOne({}, { projection: { _id: 0, [`${name}.byPipeline`]: 1 } })).toEqual(
      field({ byPipeline: 1 }),
    );
    await things().updateOne(
      { _id: 2 as never, [`${name}.a`]: 1 },
      { $setOnInsert: { [`${name}.b`]: 2 } },
      { upsert: true },
    );
    expect(await ids({ [`${name}.b`]: 2 })).toEqual([2]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['renamed']).toBeUndefined();
  });

  test('no operator or command is found by inheritance', async () => {
    const db = store.connection().getClient().db(store.connection().name);
    await things().insertOne({});
    await expect(db.command({ constructor: 1 })).rejects.toMatchObject({ code: 59 });
    await expect(db.command({ toString: 1 })).rejects.toMatchObject({ code: 59 });
    await expect(
      things()
        .find({ a: { $constructor: 1 } })
        .toArray(),
    ).rejects.toMatchObject({ code: 2 });
  });
});

describe('commands', () => {
  const db = () => store.connection().getClient().db(store.connection().name);

  test('unknown ones and unknown fields are refused', async () => {
    await expect(db().command({ nope: 1 })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' });
    await expect(db().command({ find: 'x', nope: 1 })).rejects.toMatchObject({ code: 40415 });
    await expect(db().createCollection('bad$name')).rejects.toMatchObject({ code: 73 });
  });

  test('collections are made, listed, renamed and dropped', async () => {
    const name = things().collectionName;
    await db().createCollection(name);
    await expect(db().createCollection(name, { capped: false })).resolves.toBeDefined();
    expect((await db().listCollections({ name }).toArray()).map((one) => one.name)).toEqual([name]);
    await things().insertOne({ _id: 1 } as never);
    const renamed = await things().rename(`${name}new`);
    expect(await renamed.countDocuments()).toBe(1);
    expect(await renamed.drop()).toBe(true);
    expect(
      await db()
        .listCollections({ name: `${name}new` })
        .toArray(),
    ).toEqual([]);
  });

  test('16 MB is the most a document may be, 20 MB in one batch are fine', async () => {
    await things().insertMany(
      Array.from({ length: 20 }, (_, i) => ({ _id: i, text: 'x'.repeat(1024 * 1024) })) as never[],
    );
    expect(
      (
        await things()
          .find({}, { sort: { _id: 1 } })
          .toArray()
      ).map(({ _id }) => _id as unknown),
    ).toHaveLength(20);
    await expect(
      things().updateOne({ _id: 1 as never }, { $set: { more: 'x'.repeat(15.5 * 1024 * 1024) } }),
    ).rejects.toMatchObject({ code: expect.any(Number) as unknown });
  });
});
