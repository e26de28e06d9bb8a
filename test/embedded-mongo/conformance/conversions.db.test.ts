/** Conversions keep a number whole or refuse it; on a real MongoDB when MONGODB_URI is set. */
import { expect, test } from '@jest/globals';
import { useThings, type Document } from '../support/things.js';

const { things, made } = useThings();

const rows: [Document, unknown][] = [
  [{ $eq: [{ $toLong: '9007199254740993' }, 9007199254740993n] }, true],
  [{ $eq: [{ $toLong: 9007199254740993n }, 9007199254740993n] }, true],
  [{ $toInt: '-12' }, -12],
  [{ $toDouble: '1.5e1' }, 15],
  [{ $toInt: 1.9 }, 1],
];
test.each(rows)('%#', async (expression, expected) => {
  await things().insertOne({});
  expect(await made([{ $project: { _id: 0, made: expression } }])).toEqual([{ made: expected }]);
});

const refused: [Document, number][] = [
  [{ $toInt: '1.5' }, 241],
  [{ $toInt: '0x1A' }, 241],
  [{ $toDouble: ' 1' }, 241],
  [{ $toLong: '9223372036854775808' }, 241],
  [{ $strLenCP: null }, 34471],
  [{ $sqrt: -1 }, 28714],
];
test.each(refused)('%# is refused', async (expression, code) => {
  await things().insertOne({});
  await expect(made([{ $project: { made: expression } }])).rejects.toMatchObject({ code });
});
