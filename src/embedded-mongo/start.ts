import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Log, type LogOptions } from './log.js';
import { createWire } from './server.js';
import { NO_JOURNAL, Store } from './store.js';

/** Linux keeps 108 bytes for the path of a socket, macOS 104. */
const LONGEST_SOCKET = 100;
const TTL_EVERY_MS = 60_000;

export interface EmbeddedStore {
  socket: string;
  close: () => Promise<void>;
}

/** What the worker tells the thread that started it. */
export type StartMessage =
  | { kind: 'ready'; socket: string }
  | { kind: 'served'; socket: string }
  | { kind: 'failed'; reason: string; exitCode?: number };

export interface MemoryOptions {
  /** The time a command with a regular expression has at most. */
  longestRegexMs?: number;
}

export interface StartOptions extends LogOptions, MemoryOptions {
  /** How often documents whose TTL is over are removed. */
  ttlEveryMs?: number;
}

export class AlreadyServed extends Error {
  /** What a process ends with that was started to serve it. */
  readonly exitCode = 75;

  constructor(readonly socket: string) {
    super(`another server already serves ${socket}: use that one, or end it first.`);
  }
}

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

/** True while a server answers at the socket; a socket left by a killed one refuses. */
export function isServed(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = connect(socket);
    probe.once('connect', () => {
      probe.destroy();
      done(true);
    });
    probe.once('error', (error: NodeJS.ErrnoException) =>
      done(error.code !== 'ENOENT' && error.code !== 'ECONNREFUSED'),
    );
  });
}

/** Serves the durable store of a directory. Throws `AlreadyServed`, or an `UnreadableLog`. */
export async function startStore(directory: string, options: StartOptions = {}): Promise<EmbeddedStore> {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const socket = socketPath(directory);
  const log = new Log(directory, options);
  const wire = createWire(log.store, options.longestRegexMs);
  const release = await passGate(join(directory, 'starting'));
  try {
    if (await isServed(socket)) throw new AlreadyServed(socket);
    fs.rmSync(socket, { force: true });
    // The socket is the lock, so it is taken before the log is read; nobody is answered until that is done.
    await listen(wire.server, socket, () => log.open());
  } catch (error) {
    await wire.close();
    throw error;
  } finally {
    release();
  }
  const expiry = setInterval(() => {
    if (log.store.expire(new Date()) > 0) log.durable().catch(() => undefined);
  }, options.ttlEveryMs ?? TTL_EVERY_MS);
  expiry.unref();
  return {
    socket,
    close: async () => {
      clearInterval(expiry);
      await wire.close();
      await log.close();
    },
  };
}

/** Serves a store that forgets everything when it closes: for tests. */
export async function startInMemory(directory: string, options: MemoryOptions = {}): Promise<EmbeddedStore> {
  const socket = socketPath(directory);
  const wire = createWire(new Store(NO_JOURNAL), options.longestRegexMs);
  await listen(wire.server, socket, () => undefined);
  return { socket, close: wire.close };
}

/** Runs `open` inside the event that says the socket is taken: no connection is handled before it returned. */
function listen(server: Server, socket: string, open: () => void): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(socket, () => {
      try {
        fs.chmodSync(socket, 0o600);
        open();
        done();
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

const GATE_MS = 5000;

/** One starter at a time looks for a server and takes the socket; a gate left by a crash is older than any start takes. */
async function passGate(gate: string): Promise<() => void> {
  for (;;) {
    try {
      fs.closeSync(fs.openSync(gate, 'wx'));
      return () => fs.rmSync(gate, { force: true });
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    }
    const since = fs.statSync(gate, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > GATE_MS) fs.rmSync(gate, { force: true });
    await sleep(20);
  }
}
