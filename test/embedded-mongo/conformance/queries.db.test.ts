/** Queries as MongoDB has them, as far as this project relies on them; on a real one when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useThings, type Document } from '../support/things.js';

const { Decimal128, Double, Long, ObjectId } = mongoose.mongo;
const { things, ids, store } = useThings();

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
    await things().insertMany(docs.map((doc, i) => ({ _id: i, ...doc })) as never[]);
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
    await things().insertOne({});
    await expect(things().find(query).toArray()).rejects.toMatchObject({ code });
  });

  test('projections keep, leave out, slice and compute', async () => {
    await things().insertOne({ _id: 1, a: { b: 1, c: 2 }, d: [{ e: 1, f: 2 }, { e: 3 }], g: [1, 2, 3] } as never);
    const show = async (projection: Document) => things().findOne({}, { projection });
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
    await things().insertMany(Array.from({ length: 250 }, (_, i) => ({ _id: i })) as never[]);
    const cursor = things().find({}, { batchSize: 20, sort: { _id: 1 } });
    const seen: unknown[] = [];
    for await (const { _id } of cursor) seen.push(_id);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, i) => i));
    expect(await ids({}, { skip: 240, limit: 5 })).toEqual([240, 241, 242, 243, 244]);
    expect(await things().countDocuments({ _id: { $gte: 200 as never } })).toBe(50);
    expect(await things().estimatedDocumentCount()).toBe(250);
    const gone = things().find({}, { batchSize: 2 });
    await gone.next();
    await gone.close();
    const db = store.connection().getClient().db(store.connection().name);
    await expect(db.command({ getMore: Long.fromNumber(123456789), collection: 'x' })).rejects.toMatchObject({
      code: 43,
    });
  });

  test('distinct takes arrays apart', async () => {
    await things().insertMany([{ a: [2, 1] }, { a: 1 }, { a: null }, {}, { a: 'x' }]);
    expect(await things().distinct('a')).toEqual([null, 1, 2, 'x']);
  });
});
