import { crc32 } from 'node:zlib';

/**
 * The shape of the log: a magic line, then records. A record is its payload's length and CRC, the CRC of those eight
 * bytes, and the payload. The head has a CRC of its own so that a flipped length is told from a write cut short.
 */
const VERSION = '1';
export const MAGIC = Buffer.from(`EMBEDDED-MONGO${VERSION}\n`);
const HEAD = 12;

export type Operation = 'open' | 'put' | 'remove' | 'create' | 'drop' | 'index' | 'unindex';
const OPERATIONS: readonly Operation[] = ['open', 'put', 'remove', 'create', 'drop', 'index', 'unindex'];

export interface LogRecord {
  operation: Operation;
  namespace: string;
  bytes: Buffer;
}

export function frame(operation: Operation, namespace: string, bytes: Uint8Array): Buffer {
  const name = Buffer.from(namespace);
  const record = Buffer.allocUnsafe(HEAD + 3 + name.length + bytes.length);
  record[HEAD] = OPERATIONS.indexOf(operation);
  record.writeUInt16LE(name.length, HEAD + 1);
  name.copy(record, HEAD + 3);
  record.set(bytes, HEAD + 3 + name.length);
  record.writeUInt32LE(record.length - HEAD, 0);
  record.writeUInt32LE(crc32(record.subarray(HEAD)), 4);
  record.writeUInt32LE(crc32(record.subarray(0, 8)), 8);
  return record;
}

/** A log that cannot be read: what is wrong and what to do; `exitCode` is what the process that served it ends with. */
export class UnreadableLog extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(`${message} Nothing was changed.`);
  }
}

export class DamagedLog extends UnreadableLog {
  constructor(path: string, at: number) {
    super(
      `the store's log ${path} is damaged at byte ${at}, before its end: acknowledged writes would be lost. ` +
        'Restore this file from a backup.',
      65,
    );
  }
}

export class EmptyLog extends UnreadableLog {
  constructor(path: string) {
    super(
      `the store's log ${path} is empty, which a log of this store never is. ` +
        'Restore this file from a backup; remove it only to start with an empty store.',
      66,
    );
  }
}

export class ForeignLog extends UnreadableLog {
  constructor(path: string) {
    super(`the file ${path} is no log of this store. Move it elsewhere, or name another directory.`, 67);
  }
}

export class OtherVersionLog extends UnreadableLog {
  constructor(path: string, version: string) {
    super(
      `the store's log ${path} is of version ${version}, and this program reads version ${VERSION}. ` +
        'Start it with the release of Tandem that wrote it.',
      68,
    );
  }
}

/** Hands over every whole record; answers where they end. A last record cut short by a crash is left out, any other fault throws. */
export function readLog(path: string, bytes: Buffer, visit: (record: LogRecord) => void): number {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw headFault(path, bytes);
  let at = MAGIC.length;
  while (at < bytes.length) {
    const left = bytes.length - at;
    if (left < HEAD) break;
    if (crc32(bytes.subarray(at, at + 8)) !== bytes.readUInt32LE(at + 8)) {
      // Space a file system had set aside for a write that never came reads as zeros.
      if (bytes.subarray(at).every((byte) => byte === 0)) break;
      throw new DamagedLog(path, at);
    }
    const length = bytes.readUInt32LE(at);
    if (left < HEAD + length) break;
    const payload = bytes.subarray(at + HEAD, at + HEAD + length);
    if (crc32(payload) !== bytes.readUInt32LE(at + 4)) throw new DamagedLog(path, at);
    visit(parse(path, at, payload));
    at += HEAD + length;
  }
  return at;
}

/** What a file is that does not begin as a log does. */
function headFault(path: string, bytes: Buffer): UnreadableLog {
  if (bytes.length === 0) return new EmptyLog(path);
  const version = /^EMBEDDED-MONGO(\d+)\n/.exec(bytes.toString('latin1', 0, MAGIC.length + 8))?.[1];
  if (version !== undefined) return new OtherVersionLog(path, version);
  const head = bytes.subarray(MAGIC.length, MAGIC.length + HEAD);
  // A whole record after it says that only the head was hit.
  if (head.length === HEAD && crc32(head.subarray(0, 8)) === head.readUInt32LE(8))
    return new DamagedLog(
      path,
      MAGIC.findIndex((byte, at) => byte !== bytes[at]),
    );
  return new ForeignLog(path);
}

function parse(path: string, at: number, payload: Buffer): LogRecord {
  const operation = OPERATIONS[payload[0] ?? -1];
  if (!operation) throw new DamagedLog(path, at);
  const end = 3 + payload.readUInt16LE(1);
  return { operation, namespace: payload.toString('utf8', 3, end), bytes: payload.subarray(end) };
}
