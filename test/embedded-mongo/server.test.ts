import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { doc } from '../../src/embedded-mongo/bson-value.js';
import { socketPath, startInMemory, uriOf, type EmbeddedStore } from '../../src/embedded-mongo/start.js';
import { NO_JOURNAL, Store } from '../../src/embedded-mongo/store.js';

const directory = mkdtempSync(join(tmpdir(), 'wire-'));
let server: EmbeddedStore;
let connection: mongoose.Connection;

beforeAll(async () => {
  server = await startInMemory(directory);
  connection = await mongoose.createConnection(uriOf(server.socket, 'wire')).asPromise();
});
afterAll(async () => {
  await connection.close();
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** An OP_MSG whose body section holds `bytes`. */
function message(bytes: Buffer, declared = 21 + bytes.length): Buffer {
  const head = Buffer.alloc(21);
  head.writeInt32LE(declared, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, bytes]);
}

const nonsense: [string, Buffer][] = [
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ['a message of negative length', message(Buffer.alloc(0), -5)],
  ['a message of 2 GB', message(Buffer.alloc(0), 0x7fffffff)],
  ['an operation nobody knows', Buffer.from([16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0])],
  ['a message too short for its flags', Buffer.from([16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0])],
];
test.each(nonsense)('%s ends its connection and nothing else', async (_, bytes) => {
  const socket = connect(server.socket);
  socket.end(bytes);
  socket.resume();
  await once(socket, 'close');
  await expect(connection.collection('things').findOne({})).resolves.toBeNull();
});

const malformed: [string, Buffer][] = [
  ['a body longer than its message', Buffer.from([200, 0, 0, 0, 0])],
  ['a string longer than its document', Buffer.from([16, 0, 0, 0, 2, 97, 0, 99, 0, 0, 0, 98, 0, 0, 0, 0])],
  ['a name without end', Buffer.from([8, 0, 0, 0, 2, 97, 97, 97])],
  ['a type BSON does not have', Buffer.from([8, 0, 0, 0, 66, 97, 0, 0])],
];
test.each(malformed)('%s is answered with an error, or hung up on', async (_, bytes) => {
  const socket = connect(server.socket);
  const answers: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => answers.push(chunk));
  socket.end(message(bytes));
  await once(socket, 'close');
  if (answers.length > 0) expect(Buffer.concat(answers).toString('latin1')).toContain('InvalidBSON');
  await expect(connection.collection('things').findOne({})).resolves.toBeNull();
});

test('a request that arrives byte by byte is answered', async () => {
  const socket = connect(server.socket);
  const ping = message(Buffer.from('\x1e\0\0\0\x10ping\0\x01\0\0\0\x02$db\0\x02\0\0\0a\0\0\0', 'latin1'));
  ping.writeInt32LE(ping.length - 21, 21);
  for (const byte of ping) socket.write(Buffer.from([byte]));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString('latin1')).toContain('ok');
  socket.destroy();
});

test('documents nested too deep are refused, not a stack overflow', async () => {
  let deep: Record<string, unknown> = {};
  for (let i = 0; i < 300; i += 1) deep = { deep };
  await expect(connection.collection('things').insertOne(deep)).rejects.toMatchObject({ code: 15 });
});

test('a TTL index removes what is over, and nothing else', () => {
  const store = new Store(NO_JOURNAL);
  store.addIndex('db.c', doc({ key: doc({ at: 1 }), name: 'at_1', expireAfterSeconds: 60 }));
  const collection = store.ensure('db.c');
  const now = new Date('2026-11-22T12:00:00Z');
  const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
  collection.insert(doc({ _id: 'over', at: ago(61) }));
  collection.insert(doc({ _id: 'not yet', at: ago(59) }));
  collection.insert(doc({ _id: 'no date', at: 'yesterday' }));
  collection.insert(doc({ _id: 'missing' }));
  collection.insert(doc({ _id: 'one of many', at: [ago(0), ago(100)] }));
  expect(store.expire(now)).toBe(2);
  expect([...collection.records.values()].map((rec) => rec.doc.get('_id'))).toEqual(['not yet', 'no date', 'missing']);
});

test('a TTL index on a path looks where the path leads', () => {
  const store = new Store(NO_JOURNAL);
  store.addIndex('db.c', doc({ key: doc({ 'log.at': 1 }), name: 'log.at_1', expireAfterSeconds: 60 }));
  const collection = store.ensure('db.c');
  const now = new Date('2026-11-22T12:00:00Z');
  collection.insert(doc({ _id: 'over', log: doc({ at: new Date(0) }) }));
  collection.insert(doc({ _id: 'one over', log: [doc({ at: new Date(0) }), doc({ at: now })] }));
  collection.insert(doc({ _id: 'not yet', log: doc({ at: now }) }));
  expect(store.expire(now)).toBe(2);
  expect(collection.records.size).toBe(1);
});

test('transactions are refused as a standalone server refuses them', async () => {
  const session = await connection.startSession();
  session.startTransaction();
  await expect(connection.collection('things').insertOne({}, { session })).rejects.toMatchObject({
    originalError: { code: 20 },
  });
  await session.abortTransaction().catch(() => undefined);
  await session.endSession();
});

test('what MongoDB can do and this store cannot is refused by name', async () => {
  const things = connection.collection('things');
  await things.insertOne({ a: 1 });
  const refused = { code: 238, message: expect.stringContaining('the embedded store does not support') as unknown };
  await expect(things.find({}, { collation: { locale: 'en', strength: 2 } }).toArray()).rejects.toMatchObject(refused);
  await expect(things.find({ $where: 'true' }).toArray()).rejects.toMatchObject(refused);
  await expect(things.aggregate([{ $merge: 'other' }]).toArray()).rejects.toMatchObject(refused);
  await expect(things.createIndexes([{ key: { a: 'text' } }])).rejects.toMatchObject(refused);
  await expect(things.updateOne({}, { $bit: { a: { and: 1 } } })).rejects.toMatchObject(refused);
  await expect(things.insertOne({}, { writeConcern: { w: 2 } })).rejects.toMatchObject({ code: 2 });
});

test('the path of a socket stays within what the system keeps for it', () => {
  expect(socketPath('/data')).toBe('/data/mongo.sock');
  const long = socketPath(`/${'deep/'.repeat(40)}`);
  expect(long.length).toBeLessThanOrEqual(100);
  expect(long).not.toBe(socketPath(`/${'deep/'.repeat(41)}`));
});
