import { decode } from './bson-read.js';
import { type Doc, type Value } from './bson-value.js';
import { MongoError } from './errors.js';

/** One message as it came: `old` is OP_QUERY (a driver's first hello), `silent` wants no reply. */
export interface Request {
  id: number;
  old: boolean;
  silent: boolean;
  payload: Buffer;
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const MAX_MESSAGE = 48_000_000;
const CHECKSUM = 1;
const MORE_TO_COME = 2;

/** Cuts a stream into messages. */
export class FrameReader {
  private parts: Buffer[] = [];
  private length = 0;

  push(chunk: Buffer): Request[] {
    this.parts.push(chunk);
    this.length += chunk.length;
    const requests: Request[] = [];
    while (this.length >= 16) {
      const wanted = this.head().readInt32LE(0);
      if (wanted < 16 || wanted > MAX_MESSAGE) throw new MongoError('InvalidLength', 'a message of impossible length');
      if (this.length < wanted) break;
      const all = this.joined();
      this.parts = all.length > wanted ? [all.subarray(wanted)] : [];
      this.length -= wanted;
      requests.push(parse(all.subarray(0, wanted)));
    }
    return requests;
  }

  private head(): Buffer {
    const [first] = this.parts;
    return first && first.length >= 4 ? first : this.joined();
  }

  private joined(): Buffer {
    if (this.parts.length > 1) this.parts = [Buffer.concat(this.parts)];
    return this.parts[0] ?? Buffer.alloc(0);
  }
}

function parse(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const code = message.readInt32LE(12);
  const payload = message.subarray(16);
  if (code === OP_QUERY) return { id, old: true, silent: false, payload };
  if (code !== OP_MSG) throw new MongoError('InvalidLength', `this store does not speak operation ${code}`);
  return { id, old: false, silent: (payload.readUInt32LE(0) & MORE_TO_COME) !== 0, payload };
}

export function readCommand({ old, payload }: Request): Doc {
  return old ? readQuery(payload) : readMessage(payload);
}

function readQuery(payload: Buffer): Doc {
  const end = payload.indexOf(0, 4);
  const namespace = payload.toString('utf8', 4, end);
  if (!namespace.endsWith('.$cmd')) throw new MongoError('InvalidNamespace', 'OP_QUERY is only for commands');
  return decode(payload, end + 9).set('$db', namespace.slice(0, -5));
}

function readMessage(payload: Buffer): Doc {
  const flags = payload.readUInt32LE(0);
  if ((flags & 0xffff & ~(CHECKSUM | MORE_TO_COME)) !== 0)
    throw new MongoError('InvalidLength', 'unknown flags in a message');
  const end = payload.length - (flags & CHECKSUM ? 4 : 0);
  let body: Doc | undefined;
  const sequences: [string, Value[]][] = [];
  for (let at = 4; at < end;) {
    const kind = payload[at];
    const size = payload.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new MongoError('InvalidBSON', 'a section longer than its message');
    if (kind === 0) body = decode(payload, at + 1);
    else if (kind === 1) sequences.push(readSequence(payload, at + 1, size));
    else throw new MongoError('InvalidBSON', 'a section of unknown kind');
    at += 1 + size;
  }
  if (!body) throw new MongoError('InvalidBSON', 'a message without its body');
  for (const [name, list] of sequences) body.set(name, list);
  return body;
}

function readSequence(payload: Buffer, start: number, size: number): [string, Value[]] {
  const nameEnd = payload.indexOf(0, start + 4);
  const list: Value[] = [];
  for (let at = nameEnd + 1; at < start + size; at += payload.readInt32LE(at)) list.push(decode(payload, at));
  return [payload.toString('utf8', start + 4, nameEnd), list];
}

let lastId = 0;

function message(code: number, replyTo: number, parts: Uint8Array[]): Buffer {
  const header = Buffer.allocUnsafe(16);
  lastId = (lastId + 1) & 0x7fffffff;
  header.writeInt32LE(
    parts.reduce((sum, part) => sum + part.length, 16),
    0,
  );
  header.writeInt32LE(lastId, 4);
  header.writeInt32LE(replyTo, 8);
  header.writeInt32LE(code, 12);
  return Buffer.concat([header, ...parts]);
}

export function opMsg(replyTo: number, bytes: Uint8Array): Buffer {
  return message(OP_MSG, replyTo, [Buffer.alloc(5), bytes]);
}

export function opReply(replyTo: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(20);
  head.writeInt32LE(8, 0);
  head.writeInt32LE(1, 16);
  return message(OP_REPLY, replyTo, [head, bytes]);
}
