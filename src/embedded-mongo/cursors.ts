import { doc as document, type Doc, type Raw, type Value } from './bson-value.js';
import { MongoError } from './errors.js';

const FIRST_BATCH = 101;
const BATCH_BYTES = 16 * 1024 * 1024 - 64 * 1024;
const IDLE_MS = 10 * 60_000;

interface Cursor {
  namespace: string;
  rest: Raw[];
  at: number;
  usedAt: number;
}

/** Results not yet sent. A cursor holds what its query found when it ran: later writes do not show in it. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private last = 0n;

  /** The reply of `find` and `aggregate`. */
  first(namespace: string, results: Raw[], options: { batchSize: number | undefined; single: boolean }): Doc {
    const cursor: Cursor = { namespace, rest: results, at: 0, usedAt: Date.now() };
    const batch = take(cursor, options.batchSize ?? FIRST_BATCH);
    let id = 0n;
    if (cursor.at < results.length && !options.single) {
      this.last += 1n;
      id = this.last;
      this.open.set(id, cursor);
    }
    return document({ cursor: document({ firstBatch: batch, id, ns: namespace }) });
  }

  more(id: bigint, namespace: string, batchSize: number | undefined): Doc {
    const cursor = this.open.get(id);
    if (cursor?.namespace !== namespace) throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
    cursor.usedAt = Date.now();
    const batch = take(cursor, batchSize ? batchSize : Infinity);
    const done = cursor.at >= cursor.rest.length;
    if (done) this.open.delete(id);
    return document({ cursor: document({ nextBatch: batch, id: done ? 0n : id, ns: namespace }) });
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  /** Forgets cursors nobody asked for in ten minutes. */
  sweep(now: number): void {
    for (const [id, cursor] of this.open) if (now - cursor.usedAt > IDLE_MS) this.open.delete(id);
  }
}

function take(cursor: Cursor, most: number): Value[] {
  const batch: Raw[] = [];
  let bytes = 0;
  while (batch.length < most && cursor.at < cursor.rest.length) {
    const next = cursor.rest[cursor.at];
    if (!next || (batch.length > 0 && bytes + next.bytes.length > BATCH_BYTES)) break;
    batch.push(next);
    bytes += next.bytes.length + 16;
    cursor.at += 1;
  }
  return batch;
}
