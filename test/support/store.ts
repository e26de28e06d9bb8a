/**
 * A store for a test file: `const store = useStore();` at its top, `store.connection()` inside tests. Each file has an
 * embedded server of its own (or a database of its own on MONGODB_URI), empty at first and gone after the last test.
 * Models come from `connection.model(name, schema)`; `buildIndexes(store.connection())` (src/database.ts) makes their indexes.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import mongoose from 'mongoose';
import { startInMemory, uriOf, type EmbeddedStore } from '../../src/embedded-mongo/start.js';

export function useStore() {
  const name = `t${randomBytes(6).toString('hex')}`;
  let connection: mongoose.Connection | undefined;
  let embedded: EmbeddedStore | undefined;
  let directory: string | undefined;
  let address = process.env['MONGODB_URI'];

  beforeAll(async () => {
    if (address === undefined) {
      directory = mkdtempSync(join(tmpdir(), 'store-'));
      embedded = await startInMemory(directory);
      address = uriOf(embedded.socket, name);
    }
    connection = mongoose.createConnection(address, { dbName: name, autoIndex: false });
    await connection.asPromise();
  });

  afterAll(async () => {
    await connection?.dropDatabase();
    await connection?.close();
    await embedded?.close();
    if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
  });

  return {
    connection(): mongoose.Connection {
      if (!connection) throw new Error('the store is open only inside tests');
      return connection;
    },
    /** For what opens its own connection: another process, another mongoose. */
    uri(): string {
      if (address === undefined) throw new Error('the store is open only inside tests');
      const url = new URL(address);
      url.pathname = `/${name}`;
      return url.href;
    },
  };
}
