import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import mongoose from 'mongoose';
import { isServed, socketPath, uriOf, type StartMessage } from './embedded-mongo/start.js';
import { isStoreAway } from './shared/store-away.js';
import { startWorker } from './shared/workers.js';

export interface Database {
  connection: mongoose.Connection;
  /** Ends the connection and, when this process serves the embedded store, the store after its last write. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A MongoDB to use instead of the embedded store. */
  uri?: string;
  /** Where the embedded store keeps its files. */
  directory: string;
  /** Leaves serving the embedded store to another process; waits for that, or for MongoDB, as long as it takes. */
  waits?: boolean;
  /** Database name; with a `uri` the one it names unless given here. */
  name?: string;
  /** Told when the embedded store has stopped by itself; without it the process ends on an uncaught error. */
  onFailure?: (error: Error) => void;
}

/** The embedded store could not start, or stopped; its message is for whoever runs it. */
export class StoreFailed extends Error {
  constructor(
    message: string,
    readonly exitCode = 74,
  ) {
    super(message);
  }
}

interface Served {
  socket: string;
  close(): Promise<void>;
}

const SECOND = 1000;
/** Megabytes for what is just made: commands live shortly, documents for ever. */
const nursery = 8;
/** How soon one that waits for the store sees it. */
const lookAgain = 0.5 * SECOND;

/** Opens MongoDB at `uri`, or the embedded store in `directory`: served from a worker here unless another process does already. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const served = options.uri === undefined ? await serve(options) : undefined;
  const name = options.name ?? (served ? 'tandem' : undefined);
  const uri = served ? uriOf(served.socket, name ?? 'tandem') : (options.uri ?? '');
  try {
    const connection = await connected(uri, { name, embedded: served !== undefined, waits: options.waits ?? false });
    return {
      connection,
      async close() {
        await connection.close();
        await served?.close();
      },
    };
  } catch (error) {
    await served?.close();
    throw error;
  }
}

interface Connecting {
  name: string | undefined;
  embedded: boolean;
  waits: boolean;
}

async function connected(uri: string, { name, embedded, waits }: Connecting): Promise<mongoose.Connection> {
  for (;;) {
    const connection = connectTo(uri, name, embedded);
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.close();
      if (!waits || !isStoreAway(error)) throw error;
      await sleep(lookAgain);
    }
  }
}

function connectTo(uri: string, name: string | undefined, embedded: boolean): mongoose.Connection {
  return mongoose.createConnection(uri, {
    ...(name === undefined ? {} : { dbName: name }),
    autoIndex: false,
    autoCreate: false,
    // Our own store answers at once or is away; a replica set needs time to choose its next primary.
    serverSelectionTimeoutMS: (embedded ? 3 : 10) * SECOND,
    bufferCommands: false,
    maxPoolSize: 20,
  });
}

/** Creates every index of every model registered on the connection; fails with all that could not be made. */
export async function buildIndexes(connection: mongoose.Connection): Promise<void> {
  const failures: string[] = [];
  for (const model of Object.values(connection.models)) {
    try {
      await model.createCollection();
      await model.createIndexes();
    } catch (error) {
      failures.push(`${model.modelName}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failures.length > 0) throw new Error(`indexes could not be built:\n${failures.join('\n')}`);
}

async function serve({ directory, onFailure, waits = false }: DatabaseOptions): Promise<Served> {
  mkdirSync(directory, { recursive: true });
  const socket = socketPath(directory);
  while (!(await isServed(socket))) {
    if (!waits) return startHere(directory, onFailure);
    await sleep(lookAgain);
  }
  return { socket, close: () => Promise.resolve() };
}

function startHere(directory: string, onFailure?: (error: Error) => void): Promise<Served> {
  const entry = new URL('./embedded-mongo/worker.js', import.meta.url);
  const worker = startWorker(entry, { directory }, { maxYoungGenerationSizeMb: nursery });
  return new Promise((resolve, reject) => {
    let closing = false;
    let ready = false;
    const fail = (error: Error): void => {
      if (!ready) reject(error);
      else if (!closing) (onFailure ?? throwLater)(error);
    };
    worker.on('message', (message: StartMessage) => {
      if (message.kind === 'failed') fail(new StoreFailed(message.reason, message.exitCode));
      else if (message.kind === 'served') resolve({ socket: message.socket, close: () => Promise.resolve() });
      else {
        ready = true;
        resolve({
          socket: message.socket,
          close() {
            closing = true;
            return stop(worker);
          },
        });
      }
    });
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the embedded store ended by itself')));
  });
}

function throwLater(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

function stop(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.postMessage('close');
  });
}
