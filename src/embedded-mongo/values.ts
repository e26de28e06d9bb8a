import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { isInt32, type Doc, type Value } from './bson-value.js';

/**
 * BSON's order as one string per value: two values compare as their keys do, and are equal when their keys are. Keys are
 * self-delimiting, so the key of a compound index is the keys of its fields joined.
 */
export type Key = string;
export type Maybe = Value | undefined;

export type TypeName =
  | 'missing'
  | 'null'
  | 'bool'
  | 'int'
  | 'long'
  | 'double'
  | 'decimal'
  | 'string'
  | 'symbol'
  | 'date'
  | 'objectId'
  | 'object'
  | 'array'
  | 'binData'
  | 'regex'
  | 'timestamp'
  | 'javascript'
  | 'minKey'
  | 'maxKey';

const RANKS: Record<TypeName, string> = {
  minKey: '\x01',
  missing: '\x04',
  null: '\x05',
  int: '\x10',
  long: '\x10',
  double: '\x10',
  decimal: '\x10',
  string: '\x15',
  symbol: '\x15',
  object: '\x20',
  array: '\x25',
  binData: '\x30',
  objectId: '\x35',
  bool: '\x40',
  date: '\x45',
  timestamp: '\x47',
  regex: '\x50',
  javascript: '\x60',
  maxKey: '\x7f',
};

export function typeOf(value: Maybe): TypeName {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'string':
      return 'string';
    case 'number':
      return isInt32(value) ? 'int' : 'double';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    default:
      return value === null ? 'null' : typeOfObject(value);
  }
}

function typeOfObject(value: object): TypeName {
  if (value instanceof Map) return 'object';
  if (Array.isArray(value)) return 'array';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Double) return 'double';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof Binary) return 'binData';
  if (value instanceof BSONRegExp) return 'regex';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof BSONSymbol) return 'symbol';
  if (value instanceof Code) return 'javascript';
  return value instanceof MinKey ? 'minKey' : value instanceof MaxKey ? 'maxKey' : 'object';
}

/** The class of types that compare with each other, as the first character of a key. */
export function rankOf(value: Maybe): string {
  return RANKS[typeOf(value)];
}

export type Numeric = number | bigint | Double | Decimal128;

export function isNumeric(value: Maybe): value is Numeric {
  return (
    typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Decimal128
  );
}

/** The nearest double; NaN for what is no number. */
export function toNumber(value: Maybe): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Double) return value.value;
  if (value instanceof Decimal128) return Number(value.toString());
  return NaN;
}

const scratch = Buffer.alloc(8);

function doubleKey(value: number): Key {
  if (Number.isNaN(value)) return '\0\0\0\0\0\0\0\0';
  scratch.writeDoubleBE(value === 0 ? 0 : value);
  const first = scratch[0] ?? 0;
  if (first & 0x80) for (let i = 0; i < 8; i += 1) scratch[i] = ~(scratch[i] ?? 0);
  else scratch[0] = first | 0x80;
  return scratch.toString('latin1', 0, 8);
}

/** A number exactly, as `n * 10^e`. */
interface Exact {
  n: bigint;
  e: number;
}

function exactDouble(value: number): Exact {
  let e = 0;
  let rest = value;
  while (!Number.isInteger(rest)) {
    rest *= 2;
    e -= 1;
  }
  return { n: BigInt(rest) * 5n ** BigInt(-e), e };
}

function exactDecimal(text: string): Exact {
  const [mantissa = '', exponent = '0'] = text.split('E');
  const [whole = '', part = ''] = mantissa.split('.');
  return { n: BigInt(whole + part), e: Number(exponent) - part.length };
}

function minus(a: Exact, b: Exact): Exact {
  const e = Math.min(a.e, b.e);
  return { n: a.n * 10n ** BigInt(a.e - e) - b.n * 10n ** BigInt(b.e - e), e };
}

/** The double first, then what it misses of the exact number, and so on: equal numbers of any type have one key. */
function exactKey(exact: Exact, rounds: number): Key {
  if (exact.n === 0n) return doubleKey(0) + '\x80';
  const near = Number(`${exact.n}e${exact.e}`);
  const head = doubleKey(near);
  if (rounds === 0 || !Number.isFinite(near)) return head + '\x80';
  const rest = minus(exact, exactDouble(near));
  if (rest.n === 0n) return head + '\x80';
  return head + (rest.n < 0n ? '\x7f' : '\x81') + exactKey(rest, rounds - 1);
}

function numberKey(value: Numeric): Key {
  if (typeof value === 'number') return doubleKey(value) + '\x80';
  if (value instanceof Double) return doubleKey(value.value) + '\x80';
  if (typeof value === 'bigint') {
    const near = Number(value);
    return Number.isSafeInteger(near) ? doubleKey(near) + '\x80' : exactKey({ n: value, e: 0 }, 3);
  }
  const text = value.toString();
  return /^[-+]?\d/.test(text) ? exactKey(exactDecimal(text), 3) : doubleKey(Number(text)) + '\x80';
}

// UTF-16 puts the surrogates of astral characters before U+E000..U+FFFF, UTF-8 (BSON's order) after them.
function codePointOrder(unit: string): string {
  const code = unit.charCodeAt(0);
  return String.fromCharCode(code >= 0xe000 ? code - 0x800 : code + 0x2000);
}

function stringKey(text: string): Key {
  let body = text.includes('\0') ? text.replaceAll('\0', '\0\x01') : text;
  if (/[\ud800-\uffff]/.test(body)) body = body.replace(/[\ud800-\uffff]/g, codePointOrder);
  return body + '\0\0';
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function binaryKey(value: Binary): Key {
  const bytes = value.value();
  return doubleKey(bytes.length) + String.fromCharCode(value.sub_type) + latin1(bytes);
}

export function keyOf(value: Maybe): Key {
  if (typeof value === 'string') return '\x15' + stringKey(value);
  if (isNumeric(value)) return '\x10' + numberKey(value);
  if (value === undefined) return '\x04';
  if (value === null) return '\x05';
  if (typeof value === 'boolean') return value ? '\x40\x01' : '\x40\0';
  return RANKS[typeOfObject(value)] + objectKey(value);
}

function objectKey(value: Exclude<Value, string | boolean | null | Numeric>): Key {
  if (value instanceof ObjectId) return latin1(value.id);
  if (value instanceof Date) return doubleKey(value.getTime());
  if (Array.isArray(value)) return value.map(keyOf).join('') + '\0';
  if (value instanceof Map) {
    let key = '';
    for (const [name, field] of value) key += rankOf(field) + stringKey(name) + keyOf(field);
    return key + '\0';
  }
  if (value instanceof Binary) return binaryKey(value);
  if (value instanceof BSONRegExp) return stringKey(value.pattern) + stringKey(value.options);
  if (value instanceof Timestamp) return value.toBigInt().toString(16).padStart(16, '0');
  if (value instanceof BSONSymbol) return stringKey(value.value);
  if (value instanceof Code) return stringKey(value.code);
  return '';
}

export function compare(a: Maybe, b: Maybe): number {
  const x = keyOf(a);
  const y = keyOf(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function same(a: Maybe, b: Maybe): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b || (typeof a !== typeof b && compare(a, b) === 0);
  return a === b || keyOf(a) === keyOf(b);
}

/** What an expression or a loose option takes for true. */
export function truthy(value: Maybe): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || Number.isNaN(toNumber(value)) || toNumber(value) !== 0;
}

export function clone(value: Doc): Doc;
export function clone(value: Value): Value;
export function clone(value: Value): Value {
  if (value instanceof Map) {
    const made: Doc = new Map();
    for (const [name, field] of value) made.set(name, clone(field));
    return made;
  }
  return Array.isArray(value) ? value.map((item) => clone(item)) : value;
}
