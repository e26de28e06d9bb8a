/** Counts what pages ask of the store: run one request at a time and read the tally after it. */
import mongoose, { type mongo } from 'mongoose';

export interface Tally {
  /** Commands sent, `getMore` of a long answer included. */
  calls: number;
  /** Documents that came back. */
  documents: number;
  /** `find people 50`: command, collection and documents, in order. */
  log: readonly string[];
}

export interface CountedStore {
  connection: mongoose.Connection;
  /** What was asked while this ran. */
  during<T>(work: () => Promise<T>): Promise<{ result: T; tally: Tally }>;
}

interface Reply {
  cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[]; ns?: string };
  value?: unknown;
  values?: unknown[];
}

/** @param uri of the store, with its database */
export async function openCounted(uri: string): Promise<CountedStore> {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, monitorCommands: true }).asPromise();
  let log: string[] = [];
  let documents = 0;
  const names = new Map<number, string>();
  const client = connection.getClient();
  client.on('commandStarted', ({ requestId, commandName, command }: mongo.CommandStartedEvent) => {
    const place: unknown = commandName === 'getMore' ? command['collection'] : command[commandName];
    names.set(requestId, `${commandName} ${String(place)}`);
  });
  client.on('commandFailed', ({ requestId }: mongo.CommandFailedEvent) => {
    log.push(`${names.get(requestId) ?? ''} failed`);
    names.delete(requestId);
  });
  client.on('commandSucceeded', ({ requestId, reply }: mongo.CommandSucceededEvent) => {
    const count = returnedIn(reply as Reply);
    documents += count;
    log.push(`${names.get(requestId) ?? ''} ${String(count)}`);
    names.delete(requestId);
  });
  return {
    connection,
    async during(work) {
      log = [];
      documents = 0;
      const result = await work();
      return { result, tally: { calls: log.length, documents, log } };
    },
  };
}

function returnedIn({ cursor, value, values }: Reply): number {
  if (cursor) return (cursor.firstBatch ?? cursor.nextBatch ?? []).length;
  if (values) return values.length;
  return value === undefined || value === null ? 0 : 1;
}
