/** How long a command may look: what maxTimeMS says, and some seconds where a regular expression may run for ever. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { startInMemory, uriOf, type EmbeddedStore } from '../../src/embedded-mongo/start.js';

type Things = mongoose.mongo.Collection<{ _id: number; text: string; n: number }>;

const directory = mkdtempSync(join(tmpdir(), 'limits-'));
let server: EmbeddedStore;
let connection: mongoose.Connection;
let things: Things;

beforeAll(async () => {
  server = await startInMemory(directory, { longestRegexMs: 400 });
  connection = await mongoose.createConnection(uriOf(server.socket, 'limits')).asPromise();
  things = connection.getClient().db('limits').collection('things');
});
afterAll(async () => {
  await connection.close();
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

// Some seconds of trying every way to split the letters.
const SLOW = /^(a+)+$/;
const LETTERS = 27;

beforeEach(async () => {
  await things.deleteMany({});
  await things.insertMany([
    { _id: 1, text: 'a', n: 0 },
    { _id: 2, text: `${'a'.repeat(LETTERS)}b`, n: 0 },
  ]);
});

const text = { text: SLOW };
const commands: [string, (maxTimeMS: number) => Promise<unknown>][] = [
  ['find', (maxTimeMS) => things.find(text, { maxTimeMS }).toArray()],
  ['count', (maxTimeMS) => things.countDocuments(text, { maxTimeMS })],
  ['distinct', (maxTimeMS) => things.distinct('n', text, { maxTimeMS })],
  ['aggregate', (maxTimeMS) => things.aggregate([{ $match: text }], { maxTimeMS }).toArray()],
  [
    'an expression',
    (maxTimeMS) =>
      things.aggregate([{ $set: { n: { $regexMatch: { input: '$text', regex: SLOW } } } }], { maxTimeMS }).toArray(),
  ],
  ['update', (maxTimeMS) => things.updateMany(text, { $inc: { n: 1 } }, { maxTimeMS })],
  [
    'findAndModify',
    (maxTimeMS) => things.findOneAndUpdate({ n: 0, ...text, _id: 2 }, { $inc: { n: 1 } }, { maxTimeMS }),
  ],
  ['delete', (maxTimeMS) => things.deleteMany(text, { maxTimeMS })],
];

describe('a regular expression without end', () => {
  test.each(commands)('%s ends with its maxTimeMS, and nothing was written', async (_, run) => {
    const start = performance.now();
    await expect(run(100)).rejects.toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' });
    expect(performance.now() - start).toBeLessThan(390);
    expect(await things.find().toArray()).toHaveLength(2);
    expect(await things.countDocuments({ n: 0 })).toBe(2);
  });

  test.each(commands)('%s ends without one too', async (_, run) => {
    await expect(run(0)).rejects.toMatchObject({ code: 50 });
    expect(await things.countDocuments({ n: 0 })).toBe(2);
  });

  test('is ended where an update applies it', async () => {
    await things.updateOne({ _id: 1 }, { $set: { list: [`${'a'.repeat(LETTERS)}b`] } });
    await expect(things.updateOne({ _id: 1 }, { $pull: { list: SLOW } as never })).rejects.toMatchObject({ code: 50 });
  });
});

test('many documents are ended as well, without a regular expression', async () => {
  const db = connection.getClient().db('limits');
  const list = { $range: [0, 3000] };
  const inner = { $map: { input: list, as: 'y', in: { $sum: ['$$x', '$$y'] } } };
  const slow = { $set: { n: { $map: { input: list, as: 'x', in: inner } } } };
  await expect(db.collection('things').aggregate([slow], { maxTimeMS: 50 }).toArray()).rejects.toMatchObject({
    code: 50,
  });
});

test('what is quick is answered within its limit', async () => {
  expect(await things.find({ text: /^a$/ }, { maxTimeMS: 5000 }).toArray()).toHaveLength(1);
  expect((await things.updateMany({ text: /^a/ }, { $inc: { n: 1 } }, { maxTimeMS: 5000 })).modifiedCount).toBe(2);
  await expect(things.find({ a: { $in: 1 } } as never, { maxTimeMS: 5000 }).toArray()).rejects.toMatchObject({
    code: 2,
  });
});

test.each([-1, 1.5, 2 ** 31, 'soon'])('maxTimeMS of %p is refused', async (maxTimeMS) => {
  const command = connection.getClient().db('limits').command({ count: 'things', maxTimeMS });
  await expect(command).rejects.toMatchObject({ code: 2 });
});
