import { BSONRegExp } from 'bson';
import { type Value } from './bson-value.js';
import { MongoError } from './errors.js';
import { toRegExp } from './regex.js';
import { isNumeric, keyOf, rankOf, same, toNumber, typeOf, type Maybe, type TypeName } from './values.js';

/** A test of what a path reached. An array is also taken apart, unless it is an element to be looked at `whole`. */
export type Test = (value: Maybe, whole?: boolean) => boolean;

const TYPE_NUMBERS: Record<number, TypeName> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  14: 'symbol',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

const bad = (message: string): MongoError => new MongoError('BadValue', message);

export function either(test: (value: Maybe) => boolean): Test {
  return (value, whole) => test(value) || (whole !== true && Array.isArray(value) && value.some((item) => test(item)));
}

export function equals(operand: Value): Test {
  if (operand === null) return either((value) => value === undefined || value === null);
  return either((value) => same(value, operand));
}

export function ordered(operand: Value, holds: (order: number) => boolean): Test {
  if (operand instanceof BSONRegExp) throw bad("Can't have RegEx as arg to predicate over field");
  const rank = rankOf(operand);
  if (rank === '\x05') return holds(0) ? equals(null) : () => false;
  const key = keyOf(operand);
  const nan = isNumeric(operand) && Number.isNaN(toNumber(operand));
  if (rank === '\x01' || rank === '\x7f') {
    return either((value) => holds(order(keyOf(value ?? null), key)));
  }
  return either((value) => {
    if (rankOf(value) !== rank) return false;
    if (rank === '\x10') {
      const none = Number.isNaN(toNumber(value));
      // NaN equals NaN and compares with no other number.
      if (nan || none) return nan && none && holds(0);
    }
    return holds(order(keyOf(value), key));
  });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function matchesRegex(operand: Value, options: Maybe): (value: Maybe) => boolean {
  const regex = toRegExp(operand, options);
  const own = operand instanceof BSONRegExp ? keyOf(operand) : undefined;
  return (value) =>
    typeof value === 'string'
      ? regex.test(value)
      : own !== undefined && value instanceof BSONRegExp && keyOf(value) === own;
}

export function hasType(operand: Value): Test {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(typeNames));
  return either((value) => value !== undefined && wanted.has(typeOf(value)));
}

function typeNames(operand: Value): TypeName[] {
  if (operand === 'number') return ['int', 'long', 'double', 'decimal'];
  const known = Object.values(TYPE_NUMBERS);
  const name = isNumeric(operand) ? TYPE_NUMBERS[toNumber(operand)] : known.find((type) => type === operand);
  if (!name) throw bad(`Unknown type name alias: ${typeof operand === 'string' ? operand : String(toNumber(operand))}`);
  return [name];
}

export function modulo(operand: Value): (value: Maybe) => boolean {
  const [divisor, remainder, ...more] = Array.isArray(operand) ? operand.map(wholeNumber) : [];
  if (divisor === undefined || remainder === undefined) throw bad('malformed mod, not enough elements');
  if (more.length > 0) throw bad('malformed mod, too many elements');
  if (divisor === null || remainder === null) throw bad('malformed mod, divisor or remainder not a number');
  if (divisor === 0n) throw bad('divisor cannot be 0');
  return (value) => {
    const number = wholeNumber(value);
    return typeof number === 'bigint' && number % divisor === remainder;
  };
}

/** A number without its fraction, exactly; null for anything else. */
function wholeNumber(value: Maybe): bigint | null {
  if (typeof value === 'bigint') return value;
  const number = toNumber(value);
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : null;
}

export function hasSize(operand: Value): Test {
  const size = toNumber(operand);
  if (!isNumeric(operand) || !Number.isInteger(size)) {
    throw new MongoError('FailedToParse', 'Failed to parse $size. Expected an integer');
  }
  if (size < 0) throw bad('$size may not be negative');
  return (value) => Array.isArray(value) && value.length === size;
}
