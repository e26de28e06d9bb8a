import { Double, ObjectId } from 'bson';
import { double, isInt32, type Value } from './bson-value.js';
import { MANY, missing, row, strict, type Row } from './expression-rows.js';
import { MongoError, notSupported } from './errors.js';
import { toRegExp } from './regex.js';
import { isNumeric, toNumber, truthy, typeOf, type Maybe } from './values.js';

function text(name: string, value: Maybe): string {
  if (missing(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value)) return value instanceof Double ? String(value.value) : String(value);
  if (value instanceof Date) return value.toISOString();
  throw new MongoError('Location16007', `can't convert from BSON type ${typeOf(value)} to String in ${name}`);
}

function codePoints(value: string): string[] {
  return Array.from(value);
}

function strings(name: string, values: Value[]): string[] {
  return values.map((value) => {
    if (typeof value === 'string') return value;
    throw new MongoError('Location16702', `${name} only supports strings, not ${typeOf(value)}`);
  });
}

function convert(name: string, run: (value: Value) => Value): Row {
  return strict(name, 1, (value) => {
    const made = run(value);
    if ((typeof made === 'number' && Number.isNaN(made)) || (made instanceof Date && Number.isNaN(made.getTime()))) {
      throw new MongoError('ConversionFailure', `Failed to convert ${typeOf(value)} in ${name}`);
    }
    return made;
  });
}

function asNumber(value: Value): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(value) ? Number(value) : NaN;
  return value instanceof Date ? value.getTime() : toNumber(value);
}

function asInt(value: Value): number {
  if ((typeof value === 'string' && !/^[-+]?\d+$/.test(value)) || value instanceof Date) return NaN;
  const whole = Math.trunc(asNumber(value));
  return isInt32(whole) ? whole : Object.is(whole, -0) ? 0 : NaN;
}

function asLong(value: Value): bigint | number {
  if (typeof value === 'bigint') return value;
  const exact = typeof value === 'string' ? /^[-+]?\d+$/.test(value) : Number.isFinite(asNumber(value));
  if (!exact) return NaN;
  const made = typeof value === 'string' ? BigInt(value.replace('+', '')) : BigInt(Math.trunc(asNumber(value)));
  return BigInt.asIntN(64, made) === made ? made : NaN;
}

function asDate(value: Value): Date {
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'string') return dateFrom(value);
  if (value instanceof Date) return value;
  // Of numbers MongoDB takes milliseconds as long, double and decimal, no int.
  return new Date(isNumeric(value) && typeOf(value) !== 'int' ? toNumber(value) : NaN);
}

const written = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** ISO 8601; without a zone it is UTC, wherever the server stands. */
function dateFrom(value: string): Date {
  const [, zone] = written.exec(value) ?? [undefined, undefined];
  if (!written.test(value)) return new Date(NaN);
  if (value.length === 10) return new Date(value);
  const whole = value.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return new Date(zone === undefined ? `${whole}Z` : whole);
}

function asObjectId(value: Value): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[\da-f]{24}$/i.test(value)) return ObjectId.createFromHexString(value);
  throw new MongoError('ConversionFailure', 'Failed to parse objectId in $convert with no onError value');
}

function asString(value: Value): string {
  if (value instanceof ObjectId) return value.toHexString();
  return typeof value === 'boolean' ? String(value) : text('$toString', value);
}

function trimmed(name: string, sides: 'both' | 'start' | 'end'): Row {
  return row(name, 1, (argument) => {
    if (!(argument instanceof Map))
      throw new MongoError('Location50696', `${name} only supports an object as an argument`);
    if (argument.has('chars')) throw notSupported(`chars in ${name}`);
    const input = argument.get('input');
    if (missing(input)) return null;
    const [value = ''] = strings(name, [input]);
    return sides === 'both' ? value.trim() : sides === 'start' ? value.trimStart() : value.trimEnd();
  });
}

function regexOf(name: string, argument: Maybe): { input: string | null; regex: RegExp } {
  if (!(argument instanceof Map)) throw new MongoError('Location51103', `${name} expects an object of named arguments`);
  const input = argument.get('input');
  return {
    input: typeof input === 'string' ? input : null,
    regex: toRegExp(argument.get('regex'), argument.get('options')),
  };
}

/** MongoDB knows no letters but these. */
function ascii(value: string, letters: RegExp, change: (letter: string) => string): string {
  return value.replace(letters, change);
}

/** For what is no number, no whole number, and below zero. */
type PlaceCodes = readonly [
  'Location34450' | 'Location34452',
  'Location34451' | 'Location34453',
  'Location34455' | 'Location34454',
];
const startCodes: PlaceCodes = ['Location34450', 'Location34451', 'Location34455'];
const lengthCodes: PlaceCodes = ['Location34452', 'Location34453', 'Location34454'];

function placeIn(given: Maybe, [notNumber, notWhole, negative]: PlaceCodes): number {
  if (!isNumeric(given)) throw new MongoError(notNumber, `$substrCP needs a number, not ${typeOf(given)}`);
  const place = toNumber(given);
  if (!Number.isInteger(place)) throw new MongoError(notWhole, `$substrCP needs a whole number, not ${place}`);
  if (place < 0) throw new MongoError(negative, `$substrCP needs a number that is not negative, not ${place}`);
  return place;
}

export const STRINGS: Row[] = [
  strict('$concat', [0, MANY], (...values) => strings('$concat', values).join('')),
  row('$toLower', 1, (value) => ascii(text('$toLower', value), /[A-Z]/g, (one) => one.toLowerCase())),
  row('$toUpper', 1, (value) => ascii(text('$toUpper', value), /[a-z]/g, (one) => one.toUpperCase())),
  row('$strLenCP', 1, (value) => {
    if (typeof value === 'string') return codePoints(value).length;
    throw new MongoError('Location34471', `$strLenCP requires a string argument, found: ${typeOf(value)}`);
  }),
  row('$substrCP', 3, (value, from, count) => {
    const [start, length] = [placeIn(from, startCodes), placeIn(count, lengthCodes)];
    return codePoints(text('$substrCP', value))
      .slice(start, start + length)
      .join('');
  }),
  strict('$split', 2, (value, by) => {
    if (typeof value !== 'string')
      throw new MongoError('Location40085', '$split requires a string as the first argument');
    if (typeof by !== 'string')
      throw new MongoError('Location40086', '$split requires a string as the second argument');
    if (by === '') throw new MongoError('Location40087', '$split requires a non-empty separator');
    return value.split(by);
  }),
  strict('$indexOfCP', 2, (value, part) => {
    const [whole = '', sought = ''] = strings('$indexOfCP', [value, part]);
    const at = whole.indexOf(sought);
    return at < 0 ? -1 : codePoints(whole.slice(0, at)).length;
  }),
  trimmed('$trim', 'both'),
  trimmed('$ltrim', 'start'),
  trimmed('$rtrim', 'end'),
  row('$regexMatch', 1, (argument) => {
    const { input, regex } = regexOf('$regexMatch', argument);
    return input !== null && regex.test(input);
  }),
  strict('$toString', 1, asString),
  convert('$toInt', asInt),
  convert('$toLong', asLong),
  convert('$toDouble', (value) => (Number.isNaN(asNumber(value)) ? NaN : double(asNumber(value)))),
  convert('$toDate', asDate),
  strict('$toBool', 1, truthy),
  strict('$toObjectId', 1, asObjectId),
];
