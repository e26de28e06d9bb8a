import { crc32 } from 'node:zlib';

/**
 * The shape of the log: a magic line, then records. A record is its payload's length and CRC, the CRC of those eight
 * bytes, and the payload. The head has a CRC of its own so that a flipped length is told from a write cut short.
 */
export const MAGIC = Buffer.from('EMBEDDED-MONGO1\n');
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

export class DamagedLog extends Error {
  constructor(path: string, at: number) {
    super(
      `the store's log ${path} is damaged at byte ${at}, before its end: acknowledged writes would be lost. ` +
        'Nothing was changed. Restore this file from a backup.',
    );
  }
}

/** Hands over every whole record; answers where they end. A last record cut short by a crash is left out, any other fault throws. */
export function readLog(path: string, bytes: Buffer, visit: (record: LogRecord) => void): number {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new DamagedLog(path, 0);
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

function parse(path: string, at: number, payload: Buffer): LogRecord {
  const operation = OPERATIONS[payload[0] ?? -1];
  if (!operation) throw new DamagedLog(path, at);
  const end = 3 + payload.readUInt16LE(1);
  return { operation, namespace: payload.toString('utf8', 3, end), bytes: payload.subarray(end) };
}
