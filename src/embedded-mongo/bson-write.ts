import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  type MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { isInt32, OLD_BINARY, Raw, type Doc, type Value } from './bson-value.js';
import { MongoError } from './errors.js';

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
