/** Values as MongoDB has them, as far as this project relies on them; on a real one when MONGODB_URI is set. */
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { useThings } from '../support/things.js';

const { Decimal128, Double, Long, ObjectId, MinKey, MaxKey, BSONRegExp, Binary } = mongoose.mongo;
const { things, after, made } = useThings();

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
    await things().insertOne(raw as never);
    await things().updateOne({ _id: 1 as never }, { $inc: { int: 1, double: 1, long: 1 } });
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
    const found = await things().findOne({}, { promoteValues: false });
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
    await things().insertMany(values.map((value, i) => ({ _id: i, value })).reverse() as never[]);
    const found = await things()
      .find({}, { sort: { value: 1 } })
      .toArray();
    expect(found.map(({ _id }) => _id as unknown)).toEqual(values.map((_, i) => i));
    const down = await things()
      .find({}, { sort: { value: -1 } })
      .toArray();
    expect(down.map(({ _id }) => _id as unknown)).toEqual(values.map((_, i) => i).reverse());
  });

  test('fields keep the order they came in, numbers as names too', async () => {
    await things().insertOne({ _id: 1, b: 1, 2: 1, 1: 1, a: 1 } as never);
    const [raw] = await things().find({}, { raw: true }).toArray();
    const bytes = Buffer.from(raw as never).toString('latin1');
    const places = ['_id', '1', '2', 'b', 'a'].map((name) => bytes.indexOf(`\u0010${name}\0`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });
});
