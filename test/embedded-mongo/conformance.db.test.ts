/** What this project relies on of a MongoDB: runs on the embedded store, or on the real one when MONGODB_URI is set. */
import { createRequire } from 'node:module';
import { beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useStore } from '../support/store.js';

const { Decimal128, Double, Long, ObjectId, MinKey, MaxKey, BSONRegExp, Binary } = mongoose.mongo;
type Document = mongoose.mongo.BSON.Document;

const store = useStore();
let collections = 0;
let things: mongoose.mongo.Collection;

beforeEach(() => {
  collections += 1;
  things = store.connection().getClient().db(store.connection().name).collection(`things${collections}`);
});

const ids = async (query: Document, options: Document = {}): Promise<unknown[]> =>
  (await things.find(query, { sort: { _id: 1 }, ...options }).toArray()).map(({ _id }) => _id as unknown);

const anIndex = async (key: Record<string, number>, options: Document = {}): Promise<string | undefined> =>
  (await things.createIndexes([{ key, ...options }]))[0];

const all = async (): Promise<Document[]> => things.find({}, { sort: { _id: 1 }, projection: { _id: 0 } }).toArray();

/** The document `before` after `update`; the query is its `_id` and `where`. */
async function after(
  before: Document,
  update: Document | Document[],
  where: Document = {},
  options: Document = {},
): Promise<Document | null> {
  await things.insertOne({ _id: 1 as never, ...before });
  return things.findOneAndUpdate({ _id: 1 as never, ...where }, update, {
    returnDocument: 'after',
    projection: { _id: 0 },
    ...options,
  });
}

async function made(stages: Document[]): Promise<Document[]> {
  return things.aggregate(stages).toArray();
}

describe('values', () => {
  test('keep their BSON type through a write, an update and a read', async () => {
    const raw = {
      _id: 1,
      int: 3,
      double: new Double(3),
      long: Long.fromNumber(3),
      decimal: Decimal128.fromString('3.10'),
      date: new Date(5),
      id: new ObjectId(),
      none: null,
      list: [1, new Double(1)],
      regex: new BSONRegExp('^a', 'i'),
      min: new MinKey(),
      max: new MaxKey(),
      bytes: new Binary(Buffer.from('x')),
    };
    await things.insertOne(raw as never);
    await things.updateOne({ _id: 1 as never }, { $inc: { int: 1, double: 1, long: 1 } });
    const types = await made([
      {
        $project: {
          int: { $type: '$int' },
          double: { $type: '$double' },
          long: { $type: '$long' },
          decimal: { $type: '$decimal' },
          second: { $type: { $arrayElemAt: ['$list', 1] } },
        },
      },
    ]);
    expect(types).toEqual([
      { _id: 1, int: 'int', double: 'double', long: 'long', decimal: 'decimal', second: 'double' },
    ]);
    const found = await things.findOne({}, { promoteValues: false });
    expect(found).toMatchObject({
      date: new Date(5),
      none: null,
      regex: /^a/i,
      decimal: Decimal128.fromString('3.10'),
    });
  });

  test('numbers grow from int to long, and stay exact', async () => {
    expect(
      await after(
        { n: 2147483647, big: Long.fromString('9007199254740993') },
        { $inc: { n: 1, big: 1 } },
        {},
        { promoteLongs: false },
      ),
    ).toEqual({ n: Long.fromString('2147483648'), big: Long.fromString('9007199254740994') });
  });

  test('sort by type first, then by value, whatever the number type', async () => {
    const values = [
      new MinKey(),
      null,
      -1,
      Long.fromNumber(0),
      0.5,
      Decimal128.fromString('0.75'),
      1,
      Long.fromString('9007199254740993'),
      Decimal128.fromString('9007199254740993.5'),
      'A',
      'a',
      'ab',
      '\u{ffff}',
      '\u{1f600}',
      { a: 1 },
      { a: 2 },
      { b: 1 },
      new Binary(Buffer.from('z')),
      new Binary(Buffer.from('aa')),
      new ObjectId('000000000000000000000001'),
      false,
      true,
      new Date(-1),
      new Date(0),
      new BSONRegExp('a'),
      new MaxKey(),
    ];
    await things.insertMany(values.map((value, i) => ({ _id: i, value })).reverse() as never[]);
    const found = await things.find({}, { sort: { value: 1 } }).toArray();
    expect(found.map(({ _id }) => _id as unknown)).toEqual(values.map((_, i) => i));
    const down = await things.find({}, { sort: { value: -1 } }).toArray();
    expect(down.map(({ _id }) => _id as unknown)).toEqual(values.map((_, i) => i).reverse());
  });

  test('fields keep the order they came in, numbers as names too', async () => {
    await things.insertOne({ _id: 1, b: 1, 2: 1, 1: 1, a: 1 } as never);
    const [raw] = await things.find({}, { raw: true }).toArray();
    const bytes = Buffer.from(raw as never).toString('latin1');
    const places = ['_id', '1', '2', 'b', 'a'].map((name) => bytes.indexOf(`\u0010${name}\0`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });
});

describe('queries', () => {
  const rows: [string, Document[], Document, number[]][] = [
    ['null finds null and missing', [{ a: null }, {}, { a: 1 }, { a: [null] }, { a: [] }], { a: null }, [0, 1, 3]],
    [
      'null below a missing parent',
      [{ a: {} }, {}, { a: 1 }, { a: [1] }, { a: [{ b: 1 }, {}] }, { a: { b: 2 } }],
      { 'a.b': null },
      [0, 1, 2, 4],
    ],
    ['$exists', [{ a: null }, {}, { a: 1 }], { a: { $exists: true } }, [0, 2]],
    ['$exists false', [{ a: null }, {}, { a: 1 }], { a: { $exists: false } }, [1]],
    ['$ne looks at every element', [{ a: [1, 2] }, { a: [2] }, {}, { a: 1 }], { a: { $ne: 1 } }, [1, 2]],
    ['$nin with null', [{ a: 1 }, {}, { a: null }, { a: 2 }], { a: { $nin: [null, 1] } }, [3]],
    ['$in with a regex', [{ a: 'anna' }, { a: 'bob' }, { a: 1 }], { a: { $in: [/^an/, 1] } }, [0, 2]],
    [
      '$gt stays within a type',
      [{ a: 5 }, { a: '5' }, { a: null }, { a: new Date(9) }, { a: Long.fromNumber(6) }],
      { a: { $gt: 4 } },
      [0, 4],
    ],
    ['$lte null', [{ a: null }, {}, { a: 0 }], { a: { $lte: null } }, [0, 1]],
    ['$lt on dates', [{ a: new Date(1) }, { a: new Date(3) }, { a: 1 }], { a: { $lt: new Date(2) } }, [0]],
    [
      'int, long, double and decimal are equal',
      [{ a: 1 }, { a: Long.fromNumber(1) }, { a: new Double(1) }, { a: Decimal128.fromString('1.0') }, { a: '1' }],
      { a: 1 },
      [0, 1, 2, 3],
    ],
    ['an array as a whole or as an element', [{ a: [1, 2] }, { a: [[1, 2]] }, { a: [2, 1] }], { a: [1, 2] }, [0, 1]],
    [
      'a document in the order of its fields',
      [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
      [0],
    ],
    [
      'a path through an array',
      [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }, { a: [{ b: 3 }] }],
      { 'a.b': 2 },
      [0, 1],
    ],
    ['a path by position', [{ a: [5, 6] }, { a: [6, 5] }, { a: { 1: 6 } }], { 'a.1': 6 }, [0, 2]],
    [
      'conditions met by different elements',
      [{ a: [1, 9] }, { a: [5] }, { a: [1] }],
      { a: { $gt: 4, $lt: 6 } },
      [0, 1],
    ],
    ['conditions each met by some element', [{ a: [1, 9] }, { a: [7] }], { a: { $gt: 8, $lt: 2 } }, [0]],
    [
      '$elemMatch on objects',
      [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }, { c: 2 }] }],
      { a: { $elemMatch: { b: 1, c: 2 } } },
      [0],
    ],
    ['$elemMatch on values', [{ a: [1, 9] }, { a: [5] }, { a: 5 }], { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, [1]],
    ['$all', [{ a: [1, 2, 3] }, { a: [1] }, { a: 1 }], { a: { $all: [1] } }, [0, 1, 2]],
    ['$size', [{ a: [1, 2] }, { a: [] }, { a: 2 }], { a: { $size: 2 } }, [0]],
    [
      '$type by name and by list',
      [{ a: 'x' }, { a: 1 }, { a: new ObjectId() }, { a: ['x'] }],
      { a: { $type: ['string', 'objectId'] } },
      [0, 2, 3],
    ],
    ['$type array', [{ a: [1] }, { a: 1 }], { a: { $type: 'array' } }, [0]],
    ['$mod', [{ a: 4 }, { a: 5 }, { a: '4' }], { a: { $mod: [4, 0] } }, [0]],
    [
      '$regex with options',
      [{ a: 'Anna' }, { a: 'bob' }, { a: ['x', 'anna'] }],
      { a: { $regex: '^an', $options: 'i' } },
      [0, 2],
    ],
    ['$not', [{ a: 1 }, { a: 5 }, {}], { a: { $not: { $gt: 3 } } }, [0, 2]],
    ['$not with a regex', [{ a: 'x' }, { a: 'y' }], { a: { $not: /x/ } }, [1]],
    [
      '$or, $and, $nor',
      [{ a: 1, b: 1 }, { a: 2 }, { b: 3 }],
      { $or: [{ a: 2 }, { $and: [{ a: 1 }, { b: 1 }] }], $nor: [{ b: 3 }] },
      [0, 1],
    ],
    [
      '$expr',
      [
        { a: 1, b: 2 },
        { a: 2, b: 1 },
      ],
      { $expr: { $lt: ['$a', '$b'] } },
      [0],
    ],
    ['NaN is equal to itself', [{ a: NaN }, { a: 1 }], { a: NaN }, [0]],
    ['NaN is less than nothing', [{ a: NaN }, { a: 1 }], { a: { $lt: 2 } }, [1]],
  ];
  test.each(rows)('%s', async (_, docs, query, expected) => {
    await things.insertMany(docs.map((doc, i) => ({ _id: i, ...doc })) as never[]);
    expect(await ids(query)).toEqual(expected);
  });

  const refused: [string, Document, number][] = [
    ['an unknown operator', { a: { $nope: 1 } }, 2],
    ['an unknown top level operator', { $nope: [] }, 2],
    ['an empty $or', { $or: [] }, 2],
    ['$in without a list', { a: { $in: 1 } }, 2],
    ['operators inside $in', { a: { $in: [{ $gt: 1 }] } }, 2],
  ];
  test.each(refused)('%s is refused', async (_, query, code) => {
    await things.insertOne({});
    await expect(things.find(query).toArray()).rejects.toMatchObject({ code });
  });

  test('projections keep, leave out, slice and compute', async () => {
    await things.insertOne({ _id: 1, a: { b: 1, c: 2 }, d: [{ e: 1, f: 2 }, { e: 3 }], g: [1, 2, 3] } as never);
    const show = async (projection: Document) => things.findOne({}, { projection });
    expect(await show({ 'a.b': 1 })).toEqual({ _id: 1, a: { b: 1 } });
    expect(await show({ _id: 0, 'd.e': 1 })).toEqual({ d: [{ e: 1 }, { e: 3 }] });
    expect(await show({ a: 0, d: 0 })).toEqual({ _id: 1, g: [1, 2, 3] });
    expect(await show({ g: { $slice: -2 }, a: 0, d: 0 })).toEqual({ _id: 1, g: [2, 3] });
    expect(await show({ d: { $elemMatch: { e: 3 } } })).toEqual({ _id: 1, d: [{ e: 3 }] });
    expect(await show({ _id: 0, twice: { $multiply: ['$a.b', 2] } })).toEqual({ twice: 2 });
    await expect(show({ a: 1, g: 0 })).rejects.toMatchObject({ code: 31254 });
    await expect(show({ a: 0, g: 1 })).rejects.toMatchObject({ code: 31253 });
  });

  test('a cursor hands out what its query found, batch by batch', async () => {
    await things.insertMany(Array.from({ length: 250 }, (_, i) => ({ _id: i })) as never[]);
    const cursor = things.find({}, { batchSize: 20, sort: { _id: 1 } });
    const seen: unknown[] = [];
    for await (const { _id } of cursor) seen.push(_id);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, i) => i));
    expect(await ids({}, { skip: 240, limit: 5 })).toEqual([240, 241, 242, 243, 244]);
    expect(await things.countDocuments({ _id: { $gte: 200 as never } })).toBe(50);
    expect(await things.estimatedDocumentCount()).toBe(250);
    const gone = things.find({}, { batchSize: 2 });
    await gone.next();
    await gone.close();
    const db = store.connection().getClient().db(store.connection().name);
    await expect(db.command({ getMore: Long.fromNumber(123456789), collection: 'x' })).rejects.toMatchObject({
      code: 43,
    });
  });

  test('distinct takes arrays apart', async () => {
    await things.insertMany([{ a: [2, 1] }, { a: 1 }, { a: null }, {}, { a: 'x' }]);
    expect(await things.distinct('a')).toEqual([null, 1, 2, 'x']);
  });
});

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
    await things.deleteMany({});
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
    await things.deleteMany({});
    expect(await after({ a: [5, 6, 7] }, { $set: { 'a.$': 0 } }, { a: { $gte: 6 } })).toEqual({ a: [5, 0, 7] });
  });

  test('arrayFilters choose the elements', async () => {
    const options = { arrayFilters: [{ 'low.n': { $lt: 2 } }] };
    expect(await after({ a: [{ n: 1 }, { n: 3 }] }, { $set: { 'a.$[low].hit': 1 } }, {}, options)).toEqual({
      a: [{ n: 1, hit: 1 }, { n: 3 }],
    });
    await expect(things.updateOne({}, { $set: { 'a.$[none].x': 1 } })).rejects.toMatchObject({ code: 2 });
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
    await things.insertOne({ _id: 1, n: 1, s: 'x' } as never);
    await expect(things.updateOne({}, update)).rejects.toMatchObject({ code });
    expect(await all()).toEqual([{ n: 1, s: 'x' }]);
  });

  test('counts tell matched from modified', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await things.updateMany({ a: 1 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 0,
      upsertedCount: 0,
    });
    expect(await things.updateMany({ a: { $lt: 3 } }, { $set: { a: 2 } })).toMatchObject({
      matchedCount: 3,
      modifiedCount: 2,
    });
    expect(await things.replaceOne({ a: 2 }, { b: 1 })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await things.deleteMany({ a: 2 })).toMatchObject({ deletedCount: 2 });
  });

  test('an upsert takes what the query is equal to, then $set and $setOnInsert', async () => {
    const result = await things.updateOne(
      { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 3 }] },
      { $set: { f: 4 }, $setOnInsert: { g: 5 } },
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
    expect(result.upsertedId).toBeInstanceOf(ObjectId);
    expect(await all()).toEqual([{ a: 1, b: { c: 2 }, e: 3, f: 4, g: 5 }]);
    expect(
      await things.findOneAndUpdate(
        { a: 1 },
        { $setOnInsert: { g: 6 }, $inc: { f: 1 } },
        { upsert: true, returnDocument: 'before' },
      ),
    ).toMatchObject({ f: 4 });
    expect(await all()).toEqual([{ a: 1, b: { c: 2 }, e: 3, f: 5, g: 5 }]);
    expect(await things.findOneAndUpdate({ _id: 'own' as never }, { $set: { a: 2 } }, { upsert: true })).toBeNull();
    expect(await things.findOne({ a: 2 })).toEqual({ _id: 'own', a: 2 });
  });

  test('findOneAndUpdate takes the first in order, findOneAndDelete and Replace answer the old one', async () => {
    await things.insertMany([
      { _id: 1, n: 3 },
      { _id: 2, n: 1 },
    ] as never[]);
    expect(
      await things.findOneAndUpdate({}, { $set: { hit: true } }, { sort: { n: 1 }, returnDocument: 'after' }),
    ).toEqual({ _id: 2, n: 1, hit: true });
    expect(await things.findOneAndReplace({ _id: 1 as never }, { m: 1 })).toEqual({ _id: 1, n: 3 });
    expect(await things.findOneAndDelete({ _id: 1 as never })).toEqual({ _id: 1, m: 1 });
    expect(await things.findOneAndDelete({ _id: 1 as never })).toBeNull();
  });

  test('one of many takers at once gets each thing', async () => {
    await things.insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: i, owner: null })) as never[]);
    const takers = await Promise.all(
      Array.from({ length: 30 }, (_, taker) => things.findOneAndUpdate({ owner: null }, { $set: { owner: taker } })),
    );
    expect(takers.filter(Boolean)).toHaveLength(20);
    expect(new Set(takers.map((taken) => taken?._id as unknown)).size).toBe(21);
  });

  test('bulkWrite stops at the first fault when ordered, and goes on when not', async () => {
    await things.insertOne({ _id: 1 } as never);
    const writes = [
      { insertOne: { document: { _id: 2 } } },
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 3 } } },
      { updateOne: { filter: { _id: 9 }, update: { $set: { a: 1 } }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ] as never[];
    await expect(things.bulkWrite(writes)).rejects.toMatchObject({ code: 11000, writeErrors: [{ index: 1 }] });
    expect(await ids({})).toEqual([1, 2]);
    await things.deleteOne({ _id: 2 as never });
    await expect(things.bulkWrite(writes, { ordered: false })).rejects.toMatchObject({
      code: 11000,
      result: { insertedCount: 2, upsertedCount: 1, deletedCount: 1 },
    });
    expect(await ids({})).toEqual([1, 3, 9]);
  });
});

describe('indexes', () => {
  const duplicate = { code: 11000 };

  test('a unique index refuses with key and value, on insert, update and upsert', async () => {
    await anIndex({ mail: 1 }, { unique: true });
    await things.insertMany([
      { _id: 1, mail: 'a' },
      { _id: 2, mail: 'b' },
    ] as never[]);
    await expect(things.insertOne({ mail: 'a' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { mail: 1 },
      keyValue: { mail: 'a' },
    });
    await expect(things.insertOne({ mail: 'a' })).rejects.toThrow(
      /^E11000 duplicate key error collection: \S+\.things\d+ index: mail_1 dup key: \{ mail: "a" \}$/,
    );
    await expect(things.updateOne({ _id: 2 as never }, { $set: { mail: 'a' } })).rejects.toMatchObject(duplicate);
    await expect(
      things.updateOne({ _id: 5 as never }, { $set: { mail: 'a' } }, { upsert: true }),
    ).rejects.toMatchObject(duplicate);
    await expect(things.insertOne({ _id: 1 } as never)).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 1 },
    });
    await things.insertOne({ _id: 3 } as never);
    await expect(things.insertOne({ _id: 4 } as never)).rejects.toMatchObject({ keyValue: { mail: null } });
  });

  test('equal numbers of different types are the same key', async () => {
    await anIndex({ n: 1 }, { unique: true });
    await things.insertOne({ n: 1 });
    for (const n of [Long.fromNumber(1), new Double(1), Decimal128.fromString('1.00')])
      await expect(things.insertOne({ n })).rejects.toMatchObject(duplicate);
  });

  test('compound, sparse and partial ones cover what they should', async () => {
    await things.createIndexes([
      { key: { course: 1, person: 1 }, unique: true, name: 'pair' },
      { key: { code: 1 }, unique: true, sparse: true },
      { key: { open: 1 }, unique: true, partialFilterExpression: { open: true } },
    ]);
    await things.insertMany([
      { course: 1, person: 1, open: true },
      { course: 1, person: 2, open: false },
      { course: 2, person: 1, open: false },
    ]);
    await expect(things.insertOne({ course: 1, person: 2 })).rejects.toMatchObject({
      keyPattern: { course: 1, person: 1 },
    });
    await expect(things.insertOne({ course: 3, open: true })).rejects.toMatchObject({ keyPattern: { open: 1 } });
    await things.insertOne({ course: 4, code: 'x' });
    await expect(things.insertOne({ course: 5, code: 'x' })).rejects.toMatchObject({ keyPattern: { code: 1 } });
  });

  test('arrays are indexed by element, pairs within one element', async () => {
    await anIndex({ 'a.b': 1, 'a.c': 1 }, { unique: true });
    await things.insertOne({
      a: [
        { b: 1, c: 2 },
        { b: 3, c: 4 },
      ],
    });
    await things.insertOne({ a: [{ b: 1, c: 4 }] });
    await expect(
      things.insertOne({
        a: [
          { b: 9, c: 9 },
          { b: 3, c: 4 },
        ],
      }),
    ).rejects.toMatchObject({ keyValue: { 'a.b': 3, 'a.c': 4 } });
    await anIndex({ x: 1, y: 1 });
    await expect(things.insertOne({ x: [1], y: [1] })).rejects.toMatchObject({ code: 171 });
  });

  test('are listed, dropped, and refused when they clash or cannot be built', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await anIndex({ b: 1, c: -1 })).toBe('b_1_c_-1');
    await anIndex({ b: 1, c: -1 });
    expect(await things.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { b: 1, c: -1 }, name: 'b_1_c_-1' },
    ]);
    await expect(anIndex({ a: 1 }, { unique: true })).rejects.toMatchObject(duplicate);
    await expect(anIndex({ b: 1, c: -1 }, { unique: true })).rejects.toMatchObject({ code: 86 });
    await expect(anIndex({ b: 1, c: -1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
    await things.dropIndex('b_1_c_-1');
    await expect(things.dropIndex('b_1_c_-1')).rejects.toMatchObject({ code: 27 });
    await expect(things.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    expect(await things.indexes()).toHaveLength(1);
  });

  test('a hint names an index or is refused', async () => {
    await anIndex({ a: 1 });
    await things.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ] as never[]);
    expect(await ids({ a: 2 }, { hint: 'a_1' })).toEqual([2]);
    expect(await ids({ a: 2 }, { hint: { a: 1 } })).toEqual([2]);
    await expect(ids({ a: 2 }, { hint: 'none' })).rejects.toMatchObject({ code: 2 });
  });
});

describe('aggregation', () => {
  beforeEach(async () => {
    await things.insertMany([
      { _id: 1, team: 'x', n: 1, tags: ['a', 'b'], at: new Date('2026-01-02T03:04:05.006Z') },
      { _id: 2, team: 'x', n: 3, tags: [], at: new Date('2026-01-03T00:00:00Z') },
      { _id: 3, team: 'y', n: 5.5, tags: ['b'] },
    ] as never[]);
  });

  test('$group counts, sums, averages and collects', async () => {
    const stages = [
      {
        $group: {
          _id: '$team',
          count: { $sum: 1 },
          sum: { $sum: '$n' },
          mean: { $avg: '$n' },
          least: { $min: '$n' },
          most: { $max: '$n' },
          first: { $first: '$_id' },
          last: { $last: '$_id' },
          list: { $push: '$n' },
          set: { $addToSet: '$team' },
        },
      },
      { $sort: { _id: 1 } },
    ];
    expect(await made(stages)).toEqual([
      { _id: 'x', count: 2, sum: 4, mean: 2, least: 1, most: 3, first: 1, last: 2, list: [1, 3], set: ['x'] },
      { _id: 'y', count: 1, sum: 5.5, mean: 5.5, least: 5.5, most: 5.5, first: 3, last: 3, list: [5.5], set: ['y'] },
    ]);
    expect(await made([{ $group: { _id: null, total: { $sum: '$n' } } }])).toEqual([{ _id: null, total: 9.5 }]);
    expect(await made([{ $match: { n: 99 } }, { $group: { _id: null, total: { $sum: '$n' } } }])).toEqual([]);
  });

  test('$unwind, $match, $sort, $skip, $limit, $count', async () => {
    expect(await made([{ $unwind: '$tags' }, { $sort: { tags: -1, _id: 1 } }, { $project: { tags: 1 } }])).toEqual([
      { _id: 1, tags: 'b' },
      { _id: 3, tags: 'b' },
      { _id: 1, tags: 'a' },
    ]);
    expect(await made([{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $count: 'rows' }])).toEqual([
      { rows: 4 },
    ]);
    expect(await made([{ $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }])).toEqual([
      { _id: 2 },
    ]);
    expect(await made([{ $sortByCount: '$team' }])).toEqual([
      { _id: 'x', count: 2 },
      { _id: 'y', count: 1 },
    ]);
  });

  test('$project, $addFields, $unset, $replaceRoot', async () => {
    const first = { $match: { _id: 1 } };
    expect(await made([first, { $project: { _id: 0, team: 1, more: { $add: ['$n', 1] } } }])).toEqual([
      { team: 'x', more: 2 },
    ]);
    expect(
      await made([first, { $addFields: { 'deep.er': '$n', team: '$$REMOVE' } }, { $unset: ['tags', 'at'] }]),
    ).toEqual([{ _id: 1, n: 1, deep: { er: 1 } }]);
    expect(await made([first, { $replaceRoot: { newRoot: { id: '$_id' } } }])).toEqual([{ id: 1 }]);
  });

  test('$lookup by field and by pipeline, $facet', async () => {
    const name = things.collectionName;
    expect(
      await made([
        { $match: { _id: 3 } },
        { $lookup: { from: name, localField: 'team', foreignField: 'team', as: 'mates' } },
        { $project: { _id: 0, 'mates._id': 1 } },
      ]),
    ).toEqual([{ mates: [{ _id: 3 }] }]);
    expect(
      await made([
        { $match: { _id: 3 } },
        { $lookup: { from: name, pipeline: [{ $match: { team: 'x' } }, { $count: 'n' }], as: 'found' } },
        { $project: { found: 1 } },
      ]),
    ).toEqual([{ _id: 3, found: [{ n: 2 }] }]);
    expect(
      await made([{ $facet: { all: [{ $count: 'n' }], one: [{ $limit: 1 }, { $project: { _id: 1 } }] } }]),
    ).toEqual([{ all: [{ n: 3 }], one: [{ _id: 1 }] }]);
  });

  const expressions: [string, unknown, unknown][] = [
    ['$cond', { $cond: [{ $gt: ['$n', 2] }, 'big', 'small'] }, 'small'],
    ['$switch', { $switch: { branches: [{ case: { $eq: ['$n', 1] }, then: 'one' }], default: 'many' } }, 'one'],
    ['$ifNull', { $ifNull: ['$none', 'fallback'] }, 'fallback'],
    ['$filter', { $filter: { input: '$tags', as: 't', cond: { $eq: ['$$t', 'b'] } } }, ['b']],
    ['$map', { $map: { input: [1, 2], as: 'i', in: { $add: ['$$i', '$n'] } } }, [2, 3]],
    ['$reduce', { $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    ['$size', { $size: '$tags' }, 2],
    ['$in', { $in: ['a', '$tags'] }, true],
    ['$concat', { $concat: ['$team', '-', { $toString: '$n' }] }, 'x-1'],
    ['$concat with null', { $concat: ['$team', null] }, null],
    ['$dateToString', { $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M' } }, '2026-01-02 03:04'],
    ['$year', { $year: '$at' }, 2026],
    ['$subtract of dates', { $subtract: ['$at', new Date('2026-01-02T03:04:05Z')] }, 6],
    ['$divide', { $divide: [1, 4] }, 0.25],
    ['$round to even', { $round: [2.5] }, 2],
    ['$mergeObjects', { $mergeObjects: [{ a: 1 }, { b: '$n' }] }, { a: 1, b: 1 }],
    ['$objectToArray', { $objectToArray: { k: '$n' } }, [{ k: 'k', v: 1 }]],
    ['$setUnion', { $setUnion: [['a'], ['a']] }, ['a']],
    ['$literal', { $literal: '$n' }, '$n'],
    ['$cmp across types', { $cmp: [1, 'a'] }, -1],
    ['missing is less than null', { $lt: ['$none', null] }, true],
  ];
  test.each(expressions)('%s', async (_, expression, expected) => {
    expect(await made([{ $match: { _id: 1 } }, { $project: { _id: 0, value: expression } }])).toEqual([
      { value: expected },
    ]);
  });

  const refused: [string, Document[], number][] = [
    ['an unknown stage', [{ $nope: 1 }], 40324],
    ['two stages in one', [{ $match: {}, $limit: 1 }], 40323],
    ['an unknown expression', [{ $project: { a: { $nope: 1 } } }], 31325],
    ['an unknown accumulator', [{ $group: { _id: 1, a: { $nope: 1 } } }], 15952],
    ['a group without _id', [{ $group: { a: { $sum: 1 } } }], 15955],
    ['division by nothing', [{ $project: { a: { $divide: [1, 0] } } }], 2],
    ['a change stream', [{ $changeStream: {} }], 40573],
  ];
  test.each(refused)('%s is refused', async (_, stages, code) => {
    await expect(made(stages)).rejects.toMatchObject({ code });
  });
});

describe('names that are dangerous in JavaScript', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
  test.each(names)('%s is a field like any other, in every operator', async (name) => {
    const field = (value: unknown): Document =>
      Object.defineProperty({}, name, { value, enumerable: true, configurable: true, writable: true });
    const id = { _id: 1 as never };
    await things.insertOne(id);
    await things.updateOne(id, { $set: { [`${name}.polluted`]: 1, [`list.${name}`]: [1] } });
    await things.updateOne(id, { $inc: { [`${name}.polluted`]: 1 }, $push: { [`list.${name}`]: 2 } as never });
    await things.updateOne(id, { $set: field({ again: 1 }) });
    await things.updateOne(id, { $rename: { [`${name}.again`]: `${name}.renamed` } });
    await things.updateOne(id, [{ $set: { [`${name}.byPipeline`]: `$${name}.renamed` } }]);
    expect(await ids({ [`${name}.renamed`]: 1 })).toEqual([1]);
    expect(await ids({ [`${name}.polluted`]: { $exists: true } })).toEqual([]);
    await anIndex({ [`${name}.renamed`]: 1 });
    expect(
      await made([{ $group: { _id: `$${name}.renamed`, [name]: { $sum: 1 } } }, { $project: { [name]: 1 } }]),
    ).toHaveLength(1);
    expect(await things.findOne({}, { projection: { _id: 0, [`${name}.byPipeline`]: 1 } })).toEqual(
      field({ byPipeline: 1 }),
    );
    await things.updateOne(
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
    await things.insertOne({});
    await expect(db.command({ constructor: 1 })).rejects.toMatchObject({ code: 59 });
    await expect(db.command({ toString: 1 })).rejects.toMatchObject({ code: 59 });
    await expect(things.find({ a: { $constructor: 1 } }).toArray()).rejects.toMatchObject({ code: 2 });
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
    const name = things.collectionName;
    await db().createCollection(name);
    await expect(db().createCollection(name, { capped: false })).resolves.toBeDefined();
    expect((await db().listCollections({ name }).toArray()).map((one) => one.name)).toEqual([name]);
    await things.insertOne({ _id: 1 } as never);
    const renamed = await things.rename(`${name}new`);
    expect(await renamed.countDocuments()).toBe(1);
    expect(await renamed.drop()).toBe(true);
    expect(
      await db()
        .listCollections({ name: `${name}new` })
        .toArray(),
    ).toEqual([]);
  });

  test('16 MB is the most a document may be, 20 MB in one batch are fine', async () => {
    await things.insertMany(
      Array.from({ length: 20 }, (_, i) => ({ _id: i, text: 'x'.repeat(1024 * 1024) })) as never[],
    );
    expect((await things.find({}, { sort: { _id: 1 } }).toArray()).map(({ _id }) => _id as unknown)).toHaveLength(20);
    await expect(
      things.updateOne({ _id: 1 as never }, { $set: { more: 'x'.repeat(15.5 * 1024 * 1024) } }),
    ).rejects.toMatchObject({ code: expect.any(Number) as unknown });
  });
});

describe('mongoose', () => {
  const schema = new mongoose.Schema(
    {
      mail: { type: String, unique: true },
      n: { type: Number, default: 0 },
      friends: [{ type: mongoose.Schema.Types.ObjectId, ref: 'Person' }],
      notes: [{ text: String }],
      extra: { type: Map, of: Number },
    },
    { timestamps: true, optimisticConcurrency: true },
  );

  test('models save, populate, count and refuse stale saves', async () => {
    const Person = store.connection().model('Person', schema);
    await Person.createIndexes();
    const ann = await Person.create({ mail: 'a', extra: { x: 1 } });
    const bob = await Person.create({ mail: 'b', friends: [ann._id], notes: [{ text: 'one' }] });
    expect(
      (await Person.findOne({ mail: 'b' }).populate<{ friends: { mail: string }[] }>('friends'))?.friends.map(
        ({ mail }) => mail,
      ),
    ).toEqual(['a']);
    await expect(Person.create({ mail: 'a' })).rejects.toMatchObject({ code: 11000, keyValue: { mail: 'a' } });
    const stale = await Person.findById(bob._id).orFail();
    bob.notes.push({ text: 'two' });
    await bob.save();
    stale.n = 5;
    await expect(stale.save()).rejects.toThrow(mongoose.Error.VersionError);
    await Person.bulkSave([await Person.findById(ann._id).orFail()]);
    expect(await Person.find({ 'notes.text': 'two' }).distinct('mail')).toEqual(['b']);
    expect((await Person.findOne({ mail: 'a' }).lean())?.extra).toEqual({ x: 1 });
    expect(await Person.exists({ mail: 'nobody' })).toBeNull();
    await Person.deleteMany({});
  });

  test('the one inside ltijs speaks with the same store', async () => {
    // SAFETY: ltijs brings mongoose 7, whose parts used here have the shape of ours.
    const seven = createRequire(import.meta.resolve('ltijs'))('mongoose') as typeof mongoose;
    expect(seven.version).toMatch(/^7\./);
    const connection = await seven.createConnection(store.uri()).asPromise();
    const State = connection.model(
      'State',
      new seven.Schema({
        state: { type: String, unique: true },
        createdAt: { type: Date, expires: 600, default: Date.now },
      }),
    );
    await State.init();
    await State.create({ state: 'a' });
    await expect(State.create({ state: 'a' })).rejects.toMatchObject({ code: 11000 });
    await State.replaceOne({ state: 'a' }, { state: 'b' }, { upsert: true });
    expect(
      await State.findOneAndUpdate({ state: 'c' }, { $set: { state: 'c' } }, { upsert: true, returnDocument: 'after' }),
    ).toMatchObject({ state: 'c' });
    expect(await State.countDocuments({ state: { $in: ['b', 'c'] } })).toBe(2);
    expect((await State.collection.indexes()).find(({ name }) => name === 'createdAt_1')).toMatchObject({
      expireAfterSeconds: 600,
    });
    await State.deleteMany({});
    await connection.close();
  });
});
