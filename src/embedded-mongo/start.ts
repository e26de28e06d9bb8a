import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createWire } from './server.js';
import { NO_JOURNAL, Store } from './store.js';

/** Linux keeps 108 bytes for the path of a socket, macOS 104. */
const LONGEST_SOCKET = 100;

/** Where the store of a directory is served: in it, or in the temp directory under a hash when the path is too long. */
export function socketPath(directory: string): string {
  const path = join(resolve(directory), 'mongo.sock');
  if (Buffer.byteLength(path) <= LONGEST_SOCKET) return path;
  const hash = createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 24);
  return join(tmpdir(), `tandem-${hash}.sock`);
}

export function uriOf(socket: string, database: string): string {
  return `mongodb://${encodeURIComponent(socket)}/${database}?directConnection=true`;
}

export interface EmbeddedStore {
  socket: string;
  close: () => Promise<void>;
}

/** Serves a store that forgets everything when it closes: for tests. */
export async function startInMemory(directory: string): Promise<EmbeddedStore> {
  mkdirSync(directory, { recursive: true });
  const socket = socketPath(directory);
  const store = new Store(NO_JOURNAL);
  const wire = createWire(store, () => undefined);
  rmSync(socket, { force: true });
  await new Promise<void>((done, fail) => {
    wire.server.once('error', fail);
    wire.server.listen(socket, done);
  });
  return { socket, close: wire.close };
}
