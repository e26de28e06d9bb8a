/** `$unwind` over what is there and what is not; on a real MongoDB when MONGODB_URI is set. */
import { expect, test } from '@jest/globals';
import { useThings, type Document } from '../support/things.js';

const { things, made } = useThings();
const path = '$a';

const rows: [string, Document, Document[]][] = [
  [
    'alone',
    { path },
    [
      { _id: 0, a: 7 },
      { _id: 0, a: 8 },
      { _id: 1, a: 9 },
    ],
  ],
  [
    'with the place in the array',
    { path, includeArrayIndex: 'i' },
    [
      { _id: 0, a: 7, i: 0 },
      { _id: 0, a: 8, i: 1 },
      { _id: 1, a: 9, i: null },
    ],
  ],
  [
    'with the place, keeping what is empty',
    { path, includeArrayIndex: 'i', preserveNullAndEmptyArrays: true },
    [
      { _id: 0, a: 7, i: 0 },
      { _id: 0, a: 8, i: 1 },
      { _id: 1, a: 9, i: null },
      { _id: 2, i: null },
      { _id: 3, a: null, i: null },
      { _id: 4, i: null },
    ],
  ],
  [
    'with the place below another field',
    { path, includeArrayIndex: 'at.i' },
    [
      { _id: 0, a: 7, at: { i: 0 } },
      { _id: 0, a: 8, at: { i: 1 } },
      { _id: 1, a: 9, at: { i: null } },
    ],
  ],
];
test.each(rows)('%s', async (_, $unwind, expected) => {
  await things().insertMany([
    { _id: 0, a: [7, 8] },
    { _id: 1, a: 9 },
    { _id: 2, a: [] },
    { _id: 3, a: null },
    { _id: 4 },
  ] as never[]);
  expect(await made([{ $unwind }])).toEqual(expected);
});

test('a nested array is unwound in its place', async () => {
  await things().insertOne({ _id: 1, a: { b: [1, 2], c: 3 } } as never);
  expect(await made([{ $unwind: { path: '$a.b', includeArrayIndex: 'a.i' } }])).toEqual([
    { _id: 1, a: { b: 1, c: 3, i: 0 } },
    { _id: 1, a: { b: 2, c: 3, i: 1 } },
  ]);
});

test.each([
  [{ path, includeArrayIndex: '$i' }, 28822],
  [{ path, includeArrayIndex: '' }, 28822],
  [{ path, other: 1 }, 28811],
])('%j is refused', async ($unwind, code) => {
  await things().insertOne({});
  await expect(made([{ $unwind }])).rejects.toMatchObject({ code });
});
