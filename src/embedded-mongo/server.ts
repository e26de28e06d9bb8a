import { createServer, type Server, type Socket } from 'node:net';
import { doc as document, type Doc, type Value } from './bson-value.js';
import { encode } from './bson-write.js';
import { ADMIN_COMMANDS, refuseReplicas, refuseTransaction } from './commands-admin.js';
import { INDEX_COMMANDS } from './commands-indexes.js';
import { READ_COMMANDS } from './commands-read.js';
import { errorFields, WRITE_COMMANDS } from './commands-write.js';
import { type Command, type Handler } from './command.js';
import { Cursors } from './cursors.js';
import { MongoError } from './errors.js';
import { FrameReader, opMsg, opReply, readCommand, type Request } from './wire.js';
import { type Store } from './store.js';
import { limitOf } from './time-limit.js';

const HANDLERS: ReadonlyMap<string, Handler> = new Map([
  ...ADMIN_COMMANDS,
  ...INDEX_COMMANDS,
  ...READ_COMMANDS,
  ...WRITE_COMMANDS,
]);

/** Those that write end between their steps, never within one. */
const READS: ReadonlySet<string> = new Set(READ_COMMANDS.map(([name]) => name));

export interface Wire {
  server: Server;
  /** Ends every connection and stops listening. */
  close: () => Promise<void>;
}

/** The wire protocol over a store; what wrote is answered once the journal says it is on the disk. */
export function createWire(store: Store, longestRegexMs?: number): Wire {
  const cursors = new Cursors();
  const sockets = new Set<Socket>();
  let connections = 0;

  function run(body: Doc, connectionId: number): Doc {
    const [name = ''] = body.keys();
    const handler = HANDLERS.get(name);
    if (!handler) throw new MongoError('CommandNotFound', `no such command: '${name}'`);
    refuseTransaction(body);
    refuseReplicas(body);
    const database = body.get('$db');
    const within = limitOf(body, longestRegexMs);
    const command: Command = {
      name,
      body,
      database: typeof database === 'string' ? database : 'admin',
      store,
      cursors,
      now: new Date(),
      connectionId,
      within,
    };
    return READS.has(name) ? within(() => handler(command)) : handler(command);
  }

  function answer(body: Doc, connectionId: number): Doc {
    try {
      return new Map<string, Value>([...run(body, connectionId), ['ok', 1]]);
    } catch (error) {
      const known =
        error instanceof MongoError
          ? error
          : new MongoError('InternalError', error instanceof Error ? error.message : 'unknown');
      return new Map<string, Value>([['ok', 0], ...errorFields(known), ['codeName', known.codeName]]);
    }
  }

  async function serve(request: Request, socket: Socket, connectionId: number): Promise<void> {
    let reply: Doc;
    const { journal } = store;
    const before = journal.changes;
    try {
      reply = answer(readCommand(request), connectionId);
    } catch (error) {
      if (!(error instanceof MongoError)) throw error;
      reply = document({ ok: 0, code: error.code, errmsg: error.message, codeName: error.codeName });
    }
    if (journal.changes !== before) await journal.durable();
    if (request.silent || socket.destroyed) return;
    const bytes = encode(reply);
    socket.write(request.old ? opReply(request.id, bytes) : opMsg(request.id, bytes));
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    const connectionId = connections;
    const frames = new FrameReader();
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const request of frames.push(chunk)) {
          serve(request, socket, connectionId).catch(() => socket.destroy());
        }
      } catch {
        // What is no message at all has no reply; MongoDB hangs up too.
        socket.destroy();
      }
    });
  });
  const sweeper = setInterval(() => cursors.sweep(Date.now()), 60_000);
  sweeper.unref();

  return {
    server,
    close: () =>
      new Promise((resolve) => {
        clearInterval(sweeper);
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
