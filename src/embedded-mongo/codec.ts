import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { MongoError } from './errors.js';

/**
 * BSON as this store holds it. Documents are Maps: they keep the order of fields such as "1", "0", and a field named
 * `__proto__` is a field. A plain number is what a driver would send for it: an int32 where it fits, else a double; the
 * double 3.0 is a `Double`, an int64 is a bigint. `undefined` is a missing field, never a value.
 */
export type Doc = Map<string, Value>;
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | Decimal128
  | Double
  | MaxKey
  | MinKey
  | ObjectId
  | Timestamp
  | Raw
  | Doc
  | Value[];

/** A whole document already in bytes: written into a reply as it is. */
export class Raw {
  constructor(readonly bytes: Uint8Array) {}
}

const MAX_DEPTH = 200;
/** Subtype 2 repeats its length inside. */
const OLD_BINARY = 2;

export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** The double `value`, kept apart from an int32 of the same worth. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

function bad(message: string): MongoError {
  return new MongoError('InvalidBSON', message);
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
      visit(this.cstring(), this.value(type ?? 0, depth));
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

class Writer {
  private bytes = Buffer.allocUnsafe(1024);
  private at = 0;

  done(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  private room(length: number): number {
    const at = this.at;
    if (at + length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, at + length));
      this.bytes.copy(larger, 0, 0, at);
      this.bytes = larger;
    }
    this.at = at + length;
    return at;
  }

  private byte(value: number): void {
    const at = this.room(1);
    this.bytes[at] = value;
  }

  private int(value: number): void {
    const at = this.room(4);
    this.bytes.writeInt32LE(value, at);
  }

  private copy(source: Uint8Array): void {
    const at = this.room(source.length);
    this.bytes.set(source, at);
  }

  private cstring(text: string): void {
    if (text.includes('\0')) throw new MongoError('BadValue', 'a field name may not hold a null byte');
    const from = this.room(text.length * 3 + 1);
    this.at = from + this.bytes.write(text, from);
    this.byte(0);
  }

  private string(text: string): void {
    const from = this.room(text.length * 3 + 5);
    const length = this.bytes.write(text, from + 4);
    this.bytes.writeInt32LE(length + 1, from);
    this.bytes[from + 4 + length] = 0;
    this.at = from + 5 + length;
  }

  document(doc: Doc): void {
    const start = this.room(4);
    for (const [name, value] of doc) this.element(name, value);
    this.close(start);
  }

  private array(list: Value[]): void {
    const start = this.room(4);
    for (let i = 0; i < list.length; i += 1) this.element(String(i), list[i] ?? null);
    this.close(start);
  }

  private close(start: number): void {
    this.byte(0);
    this.bytes.writeInt32LE(this.at - start, start);
  }

  private head(type: number, name: string): void {
    this.byte(type);
    this.cstring(name);
  }

  private element(name: string, value: Value): void {
    if (typeof value === 'string') {
      this.head(0x02, name);
      this.string(value);
    } else if (typeof value === 'number') {
      if (isInt32(value)) {
        this.head(0x10, name);
        this.int(value);
      } else this.double(name, value);
    } else if (typeof value === 'boolean') {
      this.head(0x08, name);
      this.byte(value ? 1 : 0);
    } else if (value === null) this.head(0x0a, name);
    else if (typeof value === 'bigint') this.long(0x12, name, value);
    else this.object(name, value);
  }

  private double(name: string, value: number): void {
    this.head(0x01, name);
    const at = this.room(8);
    this.bytes.writeDoubleLE(value, at);
  }

  private long(type: number, name: string, value: bigint): void {
    this.head(type, name);
    const at = this.room(8);
    this.bytes.writeBigInt64LE(BigInt.asIntN(64, value), at);
  }

  private object(name: string, value: Exclude<Value, string | number | boolean | null | bigint>): void {
    if (value instanceof Map) {
      this.head(0x03, name);
      this.document(value);
    } else if (Array.isArray(value)) {
      this.head(0x04, name);
      this.array(value);
    } else if (value instanceof ObjectId) {
      this.head(0x07, name);
      this.copy(value.id);
    } else if (value instanceof Date) this.long(0x09, name, BigInt(value.getTime()));
    else if (value instanceof Raw) {
      this.head(0x03, name);
      this.copy(value.bytes);
    } else if (value instanceof Double) this.double(name, value.value);
    else if (value instanceof Binary) this.binary(name, value);
    else this.rare(name, value);
  }

  private binary(name: string, value: Binary): void {
    this.head(0x05, name);
    const old = value.sub_type === OLD_BINARY;
    const bytes = value.value();
    this.int(bytes.length + (old ? 4 : 0));
    this.byte(value.sub_type);
    if (old) this.int(bytes.length);
    this.copy(bytes);
  }

  private rare(name: string, value: BSONRegExp | BSONSymbol | Code | Decimal128 | MaxKey | MinKey | Timestamp): void {
    if (value instanceof Decimal128) {
      this.head(0x13, name);
      this.copy(value.bytes);
    } else if (value instanceof BSONRegExp) {
      this.head(0x0b, name);
      this.cstring(value.pattern);
      this.cstring(value.options);
    } else if (value instanceof Timestamp) this.long(0x11, name, value.toBigInt());
    else if (value instanceof BSONSymbol) {
      this.head(0x0e, name);
      this.string(value.value);
    } else if (value instanceof Code) {
      this.head(0x0d, name);
      this.string(value.code);
    } else this.head(value instanceof MinKey ? 0xff : 0x7f, name);
  }
}

export function encode(doc: Doc): Buffer {
  const writer = new Writer();
  writer.document(doc);
  return writer.done();
}

/** A Map from an object literal of ours, in the order written. */
export function doc(fields: Record<string, Value | undefined>): Doc {
  const map: Doc = new Map();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) map.set(name, value);
  return map;
}
