import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { buildIndexes, openDatabase } from '../../src/database.js';
import { AlreadyServed, socketPath, startStore, uriOf } from '../../src/embedded-mongo/start.js';

const root = mkdtempSync(join(tmpdir(), 'durable-'));
const children: ChildProcess[] = [];
let directories = 0;

function aDirectory(): string {
  directories += 1;
  return join(root, String(directories));
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** `src/commands/store.ts` as its own process, serving. `blocks` limits how large a file it may write (of 1 KB). */
async function serve(directory: string, blocks?: number): Promise<ChildProcess> {
  const command = `${blocks === undefined ? '' : `ulimit -f ${blocks}; `}exec "$0" --import tsx src/commands/store.ts "$1"`;
  const child = spawn('bash', ['-c', command, process.execPath, directory], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error(`the store did not start: ${said.join('')}`);
    }),
  ]);
  return child;
}

async function connectTo(directory: string): Promise<mongoose.Connection> {
  const options = { serverSelectionTimeoutMS: 2000, autoIndex: false, retryWrites: false };
  return mongoose.createConnection(uriOf(socketPath(directory), 'kill'), options).asPromise();
}

interface Acknowledged {
  inserted: string[];
  counted: number[];
}

/** Eight writers inserting and counting up until the store is gone; keeps what was acknowledged. */
async function writeUntilGone(connection: mongoose.Connection, round: number, kept: Acknowledged): Promise<void> {
  const [notes, counters] = [
    connection.collection<{ _id: string }>('notes'),
    connection.collection<{ _id: number; n: number }>('counters'),
  ];
  const writer = async (number: number): Promise<void> => {
    for (let i = 0; ; i += 1) {
      const _id = `${round}-${number}-${i}`;
      await notes.insertOne({ _id });
      kept.inserted.push(_id);
      const counter = await counters.findOneAndUpdate(
        { _id: number },
        { $inc: { n: 1 } },
        { upsert: true, returnDocument: 'after' },
      );
      kept.counted[number] = counter?.n ?? 0;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: 8 }, (_, number) => writer(number)));
  expect(ends.map((end) => end.status)).toEqual(ends.map(() => 'rejected'));
}

/** The whole app, which serves the store itself, as its own process. */
async function serveApp(directory: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'test', DATA_DIR: directory, PORT: '0' },
  });
  children.push(child);
  for (let left = 100; left > 0 && child.exitCode === null; left -= 1) {
    const connection = await connectTo(directory).catch(() => undefined);
    if (connection) {
      await connection.close();
      return child;
    }
    await sleep(100);
  }
  throw new Error(`the app did not serve its store; exit code ${String(child.exitCode)}`);
}

test.each([
  ['a store of its own', 5, serve],
  ['an app that serves it', 3, serveApp],
])(
  'after kill -9 of %s at any moment every acknowledged write is there',
  async (_what, rounds, begin) => {
    const directory = aDirectory();
    const kept: Acknowledged = { inserted: [], counted: [] };
    for (let round = 0; round < rounds; round += 1) {
      const child = await begin(directory);
      const connection = await connectTo(directory);
      const found = await connection.collection<{ _id: string }>('notes').find().toArray();
      const there = new Set(found.map(({ _id }) => _id));
      expect(kept.inserted.filter((id) => !there.has(id))).toEqual([]);
      for (const [number, n] of kept.counted.entries()) {
        const counter = await connection.collection<{ _id: number; n: number }>('counters').findOne({ _id: number });
        expect(counter?.n).toBeGreaterThanOrEqual(n);
      }
      setTimeout(() => child.kill('SIGKILL'), 150 + Math.random() * 500);
      await writeUntilGone(connection, round, kept);
      await connection.close();
    }
    expect(kept.inserted.length).toBeGreaterThan(50);
  },
  60_000,
);

test('a disk that takes no more stops the store; what it acknowledged is there afterwards', async () => {
  const directory = aDirectory();
  const child = await serve(directory, 16);
  const ended = once(child, 'exit');
  const connection = await connectTo(directory);
  const kept: Acknowledged = { inserted: [], counted: [] };
  await writeUntilGone(connection, 0, kept);
  await connection.close();
  expect((await ended)[0]).toBe(74);
  const store = await startStore(directory);
  const again = await connectTo(directory);
  const there = new Set((await again.collection<{ _id: string }>('notes').find().toArray()).map(({ _id }) => _id));
  expect(kept.inserted.length).toBeGreaterThan(5);
  expect(kept.inserted.filter((id) => !there.has(id))).toEqual([]);
  await again.close();
  await store.close();
}, 30_000);

test('a second server on one directory is refused, a second process uses the one that is there', async () => {
  const directory = aDirectory();
  const first = await openDatabase({ directory });
  await expect(startStore(directory)).rejects.toThrow(AlreadyServed);
  await first.connection.collection('notes').insertOne({ text: 'from the first' });
  const second = await openDatabase({ directory });
  expect(await second.connection.collection('notes').countDocuments()).toBe(1);
  await second.close();
  expect(await first.connection.collection('notes').countDocuments()).toBe(1);
  await first.close();
});

test('two that start at once end up with one store', async () => {
  const directory = aDirectory();
  const both = await Promise.all([openDatabase({ directory }), openDatabase({ directory })]);
  await both[0].connection.collection('notes').insertOne({});
  await both[1].connection.collection('notes').insertOne({});
  expect(await both[0].connection.collection('notes').countDocuments()).toBe(2);
  for (const database of both) await database.connection.close();
  for (const database of both) await database.close();
});

test('what a process wrote is there when it opens the store again', async () => {
  const directory = join(aDirectory(), 'a'.repeat(120));
  const note = new mongoose.Schema({ text: { type: String, unique: true } });
  const first = await openDatabase({ directory });
  await first.connection.model('Note', note).create({ text: 'once' });
  await buildIndexes(first.connection);
  await first.close();
  const second = await openDatabase({ directory });
  const Note = second.connection.model('Note', note);
  await expect(Note.create({ text: 'once' })).rejects.toMatchObject({ code: 11000 });
  expect(await Note.countDocuments()).toBe(1);
  await second.close();
});

test('indexes that cannot be built fail by name', async () => {
  const { connection, close } = await openDatabase({ directory: aDirectory() });
  const Note = connection.model('Note', new mongoose.Schema({ text: { type: String, unique: true } }));
  await connection.collection('notes').insertMany([{ text: 'twice' }, { text: 'twice' }]);
  await expect(buildIndexes(connection)).rejects.toThrow(/indexes could not be built:\nNote: .*E11000/);
  expect(Note.modelName).toBe('Note');
  await close();
});
