import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { doc } from '../../src/embedded-mongo/bson-value.js';
import { Log } from '../../src/embedded-mongo/log.js';
import { DamagedLog, UnreadableLog } from '../../src/embedded-mongo/log-file.js';

const directories: string[] = [];

function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'log-'));
  directories.push(directory);
  return directory;
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function logFile(directory: string): string {
  const [only, ...more] = readdirSync(directory);
  if (only === undefined || more.length > 0) throw new Error('one log was expected');
  return join(directory, only);
}

async function reopened(directory: string): Promise<Log> {
  const log = new Log(directory);
  log.open();
  await log.close();
  return log;
}

/** A log of `count` documents `{_id: i}` in `db.c`, as bytes, with the offset at which each one's record ended. */
async function written(count: number): Promise<{ bytes: Buffer; ends: number[]; name: string }> {
  const directory = aDirectory();
  const log = new Log(directory);
  log.open();
  const file = logFile(directory);
  const ends: number[] = [];
  const collection = log.store.create('db.c');
  for (let i = 0; i < count; i += 1) {
    collection.insert(doc({ _id: i, text: randomBytes(i % 40).toString('hex') }));
    await log.durable();
    ends.push(statSync(file).size);
  }
  await log.close();
  return { bytes: readFileSync(file), ends, name: file.slice(directory.length + 1) };
}

function idsIn(log: Log): unknown[] {
  return [...(log.store.get('db.c')?.records.values() ?? [])].map((rec) => rec.doc.get('_id'));
}

test('a log cut at any byte comes back with every record that was whole', async () => {
  const { bytes, ends, name } = await written(40);
  const first = ends[0] ?? 0;
  const cuts = Array.from({ length: 200 }, (_, i) => first + Math.floor(((bytes.length - first) * i) / 199));
  for (const cut of cuts) {
    const directory = aDirectory();
    writeFileSync(join(directory, name), bytes.subarray(0, cut));
    const whole = ends.filter((end) => end <= cut).length;
    expect(idsIn(await reopened(directory))).toEqual(Array.from({ length: whole }, (_, i) => i));
    // What was written after the cut was mended must be there as well.
    expect(idsIn(await reopened(directory))).toHaveLength(whole);
  }
});

test('space set aside for a write that never came is cut like a torn record', async () => {
  const { bytes, name } = await written(5);
  const directory = aDirectory();
  writeFileSync(join(directory, name), Buffer.concat([bytes, Buffer.alloc(4096)]));
  expect(idsIn(await reopened(directory))).toHaveLength(5);
});

test('a flipped byte anywhere is refused, names its place, and the file is left as it was', async () => {
  const { bytes, name } = await written(12);
  for (let at = 0; at < bytes.length; at += 3) {
    const directory = aDirectory();
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 0x10;
    writeFileSync(join(directory, name), flipped);
    expect(() => new Log(directory).open()).toThrow(DamagedLog);
    expect(() => new Log(directory).open()).toThrow(/damaged at byte \d+.*backup/);
    expect(readFileSync(join(directory, name)).equals(flipped)).toBe(true);
  }
});

test.each<[string, string, RegExp, number]>([
  ['an empty file', '', /log-1\.bin is empty.*backup/, 66],
  ['garbage', 'This is a letter to my aunt.', /log-1\.bin is no log of this store.*Move it/, 67],
  ['the beginning of a log', 'EMBEDDED', /is no log of this store/, 67],
  [
    'a log of a later version',
    'EMBEDDED-MONGO2\nwhatever',
    /is of version 2, and this program reads version 1.*release/,
    68,
  ],
  ['a log of a much later version', 'EMBEDDED-MONGO12\nwhatever', /is of version 12,/, 68],
])('%s is refused in words of its own, and left as it was', (_, text, message, exitCode) => {
  const directory = aDirectory();
  writeFileSync(join(directory, 'log-1.bin'), text);
  let said: unknown;
  try {
    new Log(directory).open();
  } catch (error) {
    said = error;
  }
  expect(said).toBeInstanceOf(UnreadableLog);
  expect(said).toMatchObject({ exitCode, message: expect.stringMatching(message) });
  expect(readFileSync(join(directory, 'log-1.bin'), 'utf8')).toBe(text);
});

describe('what is kept', () => {
  test('documents, removals, collections and indexes come back as they were', async () => {
    const directory = aDirectory();
    const log = new Log(directory);
    log.open();
    const people = log.store.create('db.people');
    log.store.addIndex('db.people', doc({ key: doc({ mail: 1 }), name: 'mail_1', unique: true }));
    log.store.create('db.gone').insert(doc({ _id: 1 }));
    log.store.drop('db.gone');
    const ann = people.insert(doc({ _id: 'ann', mail: 'a@x' }));
    const bob = people.insert(doc({ _id: 'bob', mail: 'b@x' }));
    people.replace(ann, doc({ _id: 'ann', mail: 'c@x' }));
    people.remove(bob);
    await log.close();

    const { store } = await reopened(directory);
    expect([...store.collections.keys()]).toEqual(['db.people']);
    const again = store.get('db.people');
    expect([...(again?.records.values() ?? [])].map((rec) => Object.fromEntries(rec.doc))).toEqual([
      { _id: 'ann', mail: 'c@x' },
    ]);
    expect(again?.indexes.get('mail_1')?.conflict(doc({ _id: 'new', mail: 'c@x' }))).toEqual(['c@x']);
    expect(again?.indexes.get('mail_1')?.conflict(doc({ _id: 'new', mail: 'a@x' }))).toBeUndefined();
  });

  test('a log that grew by updates is rewritten small, and nothing is lost', async () => {
    const directory = aDirectory();
    const log = new Log(directory, { compactFrom: 50_000 });
    log.open();
    const collection = log.store.create('db.c');
    const recs = Array.from({ length: 20 }, (_, i) => collection.insert(doc({ _id: i, n: 0 })));
    for (let round = 1; round <= 400; round += 1) {
      for (const rec of recs) collection.replace(rec, doc({ _id: rec.doc.get('_id'), n: round, pad: 'x'.repeat(50) }));
      await log.durable();
    }
    await log.close();
    expect(statSync(logFile(directory)).size).toBeLessThan(60_000);
    const again = await reopened(directory);
    expect([...(again.store.get('db.c')?.records.values() ?? [])].map((rec) => rec.doc.get('n'))).toEqual(
      recs.map(() => 400),
    );
  });

  test('a rewrite that a crash cut short is thrown away', async () => {
    const { bytes, name } = await written(3);
    const directory = aDirectory();
    writeFileSync(join(directory, name), bytes);
    writeFileSync(join(directory, 'log-2.tmp'), bytes.subarray(0, 20));
    expect(idsIn(await reopened(directory))).toEqual([0, 1, 2]);
    expect(readdirSync(directory)).toEqual([name]);
  });
});

test('a log another server wrote to stops: nothing is acknowledged any more', async () => {
  const directory = aDirectory();
  const failures: Error[] = [];
  const log = new Log(directory, { onFailure: (error) => failures.push(error) });
  log.open();
  const collection = log.store.create('db.c');
  await log.durable();
  appendFileSync(logFile(directory), 'x');
  collection.insert(doc({ _id: 1 }));
  await expect(log.durable()).rejects.toThrow('another server writes to this directory');
  await expect(log.durable()).rejects.toThrow('the store stops');
  expect(() => collection.insert(doc({ _id: 2 }))).toThrow('the store stops');
  expect(failures).toHaveLength(1);
  await log.close();
});
