import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { double, OLD_BINARY, type Doc, type Value } from './bson-value.js';
import { MongoError } from './errors.js';

const MAX_DEPTH = 200;

function bad(message: string): MongoError {
  return new MongoError('InvalidBSON', message);
}

/** Names of fields are few and documents many: each name is held once. */
const names = new Map<string, string>();
const namesAtMost = 10_000;

function oneOf(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size < namesAtMost) names.set(name, name);
  return name;
}

class Reader {
  private readonly view: DataView;
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private take(length: number): number {
    const at = this.at;
    if (length < 0 || at + length > this.bytes.length) throw bad('document ends too early');
    this.at = at + length;
    return at;
  }

  private int(): number {
    return this.view.getInt32(this.take(4), true);
  }

  private cstring(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw bad('a name without its end');
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }

  private string(): string {
    const length = this.int();
    const from = this.take(length);
    if (length < 1 || this.bytes[from + length - 1] !== 0) throw bad('a string without its end');
    return this.bytes.toString('utf8', from, from + length - 1);
  }

  private slice(length: number): Uint8Array {
    const from = this.take(length);
    return Uint8Array.prototype.slice.call(this.bytes, from, from + length);
  }

  document(depth: number): Doc {
    const doc: Doc = new Map();
    this.elements(depth, (name, value) => doc.set(name, value));
    return doc;
  }

  private array(depth: number): Value[] {
    const list: Value[] = [];
    this.elements(depth, (_, value) => list.push(value));
    return list;
  }

  private elements(depth: number, visit: (name: string, value: Value) => void): void {
    if (depth > MAX_DEPTH) throw new MongoError('Overflow', `documents may be nested ${MAX_DEPTH} deep at most`);
    const start = this.at;
    const length = this.int();
    if (length < 5 || start + length > this.bytes.length) throw bad('a document of impossible length');
    for (;;) {
      const type = this.bytes[this.take(1)];
      if (type === 0) break;
      visit(oneOf(this.cstring()), this.value(type ?? 0, depth));
    }
    if (this.at !== start + length) throw bad('a document whose length is not its own');
  }

  private value(type: number, depth: number): Value {
    switch (type) {
      case 0x01:
        return double(this.view.getFloat64(this.take(8), true));
      case 0x02:
        return this.string();
      case 0x03:
        return this.document(depth + 1);
      case 0x04:
        return this.array(depth + 1);
      case 0x05:
        return this.binary();
      case 0x06:
      case 0x0a:
        return null;
      case 0x07:
        return new ObjectId(this.slice(12));
      case 0x08:
        return this.bytes[this.take(1)] !== 0;
      case 0x09:
        return this.date();
      case 0x10:
        return this.int();
      case 0x12:
        return this.view.getBigInt64(this.take(8), true);
      default:
        return this.rare(type);
    }
  }

  private rare(type: number): Value {
    switch (type) {
      case 0x0b:
        return new BSONRegExp(this.cstring(), this.cstring());
      case 0x0d:
        return new Code(this.string());
      case 0x0e:
        return new BSONSymbol(this.string());
      case 0x11:
        return new Timestamp(this.view.getBigUint64(this.take(8), true));
      case 0x13:
        return new Decimal128(this.slice(16));
      case 0x7f:
        return new MaxKey();
      case 0xff:
        return new MinKey();
      default:
        throw bad(`this store does not keep BSON type ${type}`);
    }
  }

  private date(): Date {
    const date = new Date(Number(this.view.getBigInt64(this.take(8), true)));
    if (Number.isNaN(date.getTime())) throw bad('a date outside the years this store can keep');
    return date;
  }

  private binary(): Binary {
    let length = this.int();
    const subtype = this.bytes[this.take(1)] ?? 0;
    if (subtype === OLD_BINARY) length = this.int();
    return new Binary(this.slice(length), subtype);
  }
}

/** The document that starts at `offset`; every length in it is checked. */
export function decode(bytes: Buffer, offset = 0): Doc {
  return new Reader(bytes, offset).document(1);
}
