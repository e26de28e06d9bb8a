/** The embedded store, and with MONGODB_URI a real MongoDB in the same run, round by round: operations per second and p99. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { openDatabase, type Database } from '../../src/database.js';

const DOCUMENTS = 20_000;
const ROUNDS = 3;
const SLICE_MS = 1000;

interface Person {
  _id: number;
  course: number;
  mail: string;
  score: number;
  tags: string[];
}

interface Rival {
  name: string;
  database: Database;
  people: mongo.Collection<Person>;
  notes: mongo.Collection;
}

interface Case {
  name: string;
  writers: number;
  run: (rival: Rival, i: number) => Promise<unknown>;
}

const person = (i: number): Person => ({
  _id: i,
  course: i % 200,
  mail: `p${i}@example.org`,
  score: (i * 7919) % 1000,
  tags: ['a', `t${i % 10}`],
});
const any = (i: number): number => (i * 7919) % DOCUMENTS;

const CASES: Case[] = [
  {
    name: 'insertOne durable',
    writers: 1,
    run: ({ notes }, i) => notes.insertOne({ i, text: 'x'.repeat(200) }, { writeConcern: { w: 1, journal: true } }),
  },
  {
    name: 'insertOne durable',
    writers: 32,
    run: ({ notes }, i) => notes.insertOne({ i, text: 'x'.repeat(200) }, { writeConcern: { w: 1, journal: true } }),
  },
  { name: 'findOne by _id', writers: 8, run: ({ people }, i) => people.findOne({ _id: any(i) }) },
  { name: 'find 100 by index', writers: 8, run: ({ people }, i) => people.find({ course: i % 200 }).toArray() },
  {
    name: 'updateOne durable',
    writers: 8,
    run: ({ people }, i) =>
      people.updateOne({ _id: any(i) }, { $inc: { score: 1 } }, { writeConcern: { w: 1, journal: true } }),
  },
  {
    name: 'findOneAndUpdate durable',
    writers: 8,
    run: ({ people }, i) =>
      people.findOneAndUpdate(
        { mail: `p${any(i)}@example.org` },
        { $set: { score: i } },
        { writeConcern: { w: 1, journal: true } },
      ),
  },
  {
    name: 'group over a course',
    writers: 4,
    run: ({ people }, i) =>
      people
        .aggregate([{ $match: { course: i % 200 } }, { $group: { _id: '$tags', mean: { $avg: '$score' } } }])
        .toArray(),
  },
  {
    name: `group over all ${DOCUMENTS}`,
    writers: 1,
    run: ({ people }) => people.aggregate([{ $group: { _id: '$course', mean: { $avg: '$score' } } }]).toArray(),
  },
];

async function prepare(name: string, database: Database): Promise<Rival> {
  const db = database.connection.getClient().db(database.connection.name);
  const rival = { name, database, people: db.collection<Person>('people'), notes: db.collection('notes') };
  await rival.people.createIndexes([{ key: { course: 1 } }, { key: { mail: 1 }, unique: true }]);
  for (let from = 0; from < DOCUMENTS; from += 1000)
    await rival.people.insertMany(Array.from({ length: 1000 }, (_, i) => person(from + i)));
  return rival;
}

/** Times of single operations in ms, from `writers` at once for one slice; and how long that really took. */
async function slice(one: Case, rival: Rival): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  const start = performance.now();
  let i = 0;
  const writer = async (): Promise<void> => {
    while (performance.now() - start < SLICE_MS) {
      const before = performance.now();
      await one.run(rival, (i += 1));
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: one.writers }, writer));
  return { times, seconds: (performance.now() - start) / 1000 };
}

const directory = mkdtempSync(join(tmpdir(), 'bench-'));
const name = `bench${randomBytes(4).toString('hex')}`;
const uri = process.env['MONGODB_URI'];
const opened = performance.now();
const rivals = [await prepare('embedded', await openDatabase({ directory, name }))];
if (uri !== undefined) rivals.push(await prepare('mongodb', await openDatabase({ uri, directory, name })));
console.error(
  `${rivals.map((rival) => rival.name).join(' and ')} ready after ${((performance.now() - opened) / 1000).toFixed(1)} s`,
);

const results: { case: string; value: number; unit: string }[] = [];
for (const one of CASES) {
  const measured = new Map(rivals.map((rival) => [rival, { times: [] as number[], seconds: 0 }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [rival, sum] of measured) {
      const { times, seconds } = await slice(one, rival);
      sum.times.push(...times);
      sum.seconds += seconds;
    }
  }
  for (const [rival, { times, seconds }] of measured) {
    times.sort((a, b) => a - b);
    const label = `${rival.name}: ${one.name}, ${one.writers} at once`;
    const perSecond = Math.round(times.length / seconds);
    const p99 = Number((times[Math.floor(times.length * 0.99)] ?? 0).toFixed(2));
    console.error(`${label}: ${perSecond}/s, p99 ${p99} ms`);
    results.push(
      { case: `${label}, rate`, value: perSecond, unit: '1/s' },
      { case: `${label}, p99`, value: p99, unit: 'ms' },
    );
  }
}

for (const { database } of rivals) {
  await database.connection.dropDatabase();
  await database.close();
}
rmSync(directory, { recursive: true, force: true });
console.log(
  JSON.stringify({ bench: 'store', machine: { cores: cpus().length, node: process.versions.node }, cases: results }),
);
