import { Double, ObjectId } from 'bson';
import { double, isInt32, type Doc, type Value } from './codec.js';
import { DATE_OPERATORS } from './expression-dates.js';
import { MongoError, notSupported } from './errors.js';
import { toRegExp } from './regex.js';
import { arithmetic, averageOf, sumOf, type Sign } from './numbers.js';
import { compare, isNumeric, keyOf, same, toNumber, truthy, typeOf, type Maybe } from './values.js';

export interface Operator {
  takes: [number, number];
  run: (args: Maybe[]) => Maybe;
}

const MANY = Number.MAX_SAFE_INTEGER;
type Row = readonly [string, Operator];

const missing = (value: Maybe): value is null | undefined => value === undefined || value === null;

function row(name: string, takes: number | [number, number], run: (...args: Maybe[]) => Maybe): Row {
  return [name, { takes: typeof takes === 'number' ? [takes, takes] : takes, run: (args) => run(...args) }];
}

/** As `row`, for operators that answer null when any argument is null or missing. */
function strict(name: string, takes: number | [number, number], run: (...args: Value[]) => Maybe): Row {
  return row(name, takes, (...args) => {
    const given: Value[] = [];
    for (const arg of args) {
      if (missing(arg)) return null;
      given.push(arg);
    }
    return run(...given);
  });
}

function fold(name: string, sign: Sign): Row {
  return strict(name, [0, MANY], (...args) => {
    const [first, ...rest] = args;
    if (first === undefined) return sign === '*' ? 1 : 0;
    return rest.reduce<Value>(
      (sum, next) => arithmetic(name, sign, sum, next),
      rest.length ? first : arithmetic(name, '+', 0, first),
    );
  });
}

function rounded(name: string, round: (value: number) => number): Row {
  return strict(name, 1, (value) => {
    if (!isNumeric(value))
      throw new MongoError('Location28765', `${name} only supports numeric types, not ${typeOf(value)}`);
    if (typeof value === 'bigint') return name === '$abs' && value < 0n ? -value : value;
    const result = round(toNumber(value));
    return typeOf(value) === 'int' ? result : double(result);
  });
}

function toPlaces(name: string, round: (value: number) => number): Row {
  return strict(name, [1, 2], (value, places = 0) => {
    if (!isNumeric(value))
      throw new MongoError('Location51081', `${name} only supports numeric types, not ${typeOf(value)}`);
    if (typeOf(value) !== 'double') return value;
    const scale = 10 ** toNumber(places);
    return double(round(toNumber(value) * scale) / scale);
  });
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function comparison(name: string, holds: (order: number) => boolean): Row {
  return row(name, 2, (a, b) => holds(compare(a, b)));
}

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

function array(name: string, value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw new MongoError('Location28664', `${name} needs an array, not ${typeOf(value)}`);
}

function unique(values: Value[]): Value[] {
  const seen = new Map<string, Value>();
  for (const value of values) if (!seen.has(keyOf(value))) seen.set(keyOf(value), value);
  return [...seen.values()];
}

function elementAt(list: Value, at: number): Maybe {
  const items = array('$arrayElemAt', list);
  return items[at < 0 ? items.length + at : at];
}

function slice(list: Value, from: Value, count?: Value): Value[] {
  const items = array('$slice', list);
  const start = toNumber(from);
  if (count === undefined) return start < 0 ? items.slice(start) : items.slice(0, start);
  const first = start < 0 ? Math.max(0, items.length + start) : start;
  return items.slice(first, first + toNumber(count));
}

function pairs(list: Value): Doc {
  const made: Doc = new Map();
  for (const item of array('$arrayToObject', list)) {
    const [key, value] = item instanceof Map ? [item.get('k'), item.get('v')] : array('$arrayToObject', item);
    if (typeof key !== 'string') throw new MongoError('Location40395', '$arrayToObject needs string keys');
    made.set(key, value ?? null);
  }
  return made;
}

/** `$sum`, `$min` and their kin as expressions: one array or several values. */
function overList(name: string, run: (values: Maybe[]) => Maybe): Row {
  return [name, { takes: [0, MANY], run: (args) => run(args.length === 1 && Array.isArray(args[0]) ? args[0] : args) }];
}

export function extreme(values: Maybe[], way: 1 | -1): Value {
  let best: Value | undefined;
  for (const value of values)
    if (!missing(value) && (best === undefined || compare(value, best) * way > 0)) best = value;
  return best ?? null;
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
  if (typeof value === 'string') return value.trim() === '' ? NaN : Number(value);
  return value instanceof Date ? value.getTime() : toNumber(value);
}

function asInt(value: Value): number {
  const whole = Math.trunc(asNumber(value));
  return isInt32(whole) ? whole : Object.is(whole, -0) ? 0 : NaN;
}

function asDate(value: Value): Date {
  if (value instanceof ObjectId) return value.getTimestamp();
  return value instanceof Date ? value : new Date(typeof value === 'string' ? value : toNumber(value));
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

const NUMBERS: Row[] = [
  fold('$add', '+'),
  fold('$multiply', '*'),
  strict('$subtract', 2, (a, b) => arithmetic('$subtract', '-', a, b)),
  strict('$divide', 2, (a, b) => arithmetic('$divide', '/', a, b)),
  strict('$mod', 2, (a, b) => arithmetic('$mod', '%', a, b)),
  rounded('$abs', Math.abs),
  rounded('$ceil', Math.ceil),
  rounded('$floor', Math.floor),
  toPlaces('$round', halfEven),
  toPlaces('$trunc', Math.trunc),
  strict('$sqrt', 1, (value) => double(Math.sqrt(toNumber(value)))),
  strict('$pow', 2, (a, b) => {
    const power = toNumber(a) ** toNumber(b);
    return typeOf(a) === 'int' && typeOf(b) === 'int' && isInt32(power) ? power : double(power);
  }),
  row('$rand', [0, 1], () => double(Math.random())),
  overList('$sum', sumOf),
  overList('$avg', averageOf),
  overList('$min', (values) => extreme(values, -1)),
  overList('$max', (values) => extreme(values, 1)),
];

const TESTS: Row[] = [
  row('$cmp', 2, compare),
  comparison('$eq', (order) => order === 0),
  comparison('$ne', (order) => order !== 0),
  comparison('$gt', (order) => order > 0),
  comparison('$gte', (order) => order >= 0),
  comparison('$lt', (order) => order < 0),
  comparison('$lte', (order) => order <= 0),
  row('$not', 1, (value) => !truthy(value)),
  row('$ifNull', [2, MANY], (...values) => values.find((value) => !missing(value)) ?? values.at(-1)),
  row('$in', 2, (value, list) => {
    if (!Array.isArray(list)) throw new MongoError('Location40081', '$in requires an array as a second argument');
    return list.some((item) => same(item, value));
  }),
  row('$isArray', 1, (value) => Array.isArray(value)),
  row('$isNumber', 1, (value) => isNumeric(value)),
  row('$type', 1, (value) => typeOf(value)),
];

const STRINGS: Row[] = [
  strict('$concat', [0, MANY], (...values) => strings('$concat', values).join('')),
  row('$toLower', 1, (value) => text('$toLower', value).toLowerCase()),
  row('$toUpper', 1, (value) => text('$toUpper', value).toUpperCase()),
  strict('$strLenCP', 1, (value) => codePoints(text('$strLenCP', value)).length),
  row('$substrCP', 3, (value, from, count) =>
    codePoints(text('$substrCP', value))
      .slice(toNumber(from), toNumber(from) + toNumber(count))
      .join(''),
  ),
  strict('$split', 2, (value, by) => strings('$split', [value, by])[0]?.split(strings('$split', [by])[0] ?? '')),
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
  convert('$toLong', (value) => (Number.isNaN(asNumber(value)) ? NaN : BigInt(Math.trunc(asNumber(value))))),
  convert('$toDouble', (value) => (Number.isNaN(asNumber(value)) ? NaN : double(asNumber(value)))),
  convert('$toDate', asDate),
  strict('$toBool', 1, truthy),
  strict('$toObjectId', 1, asObjectId),
];

const LISTS: Row[] = [
  row('$size', 1, (value) => {
    if (Array.isArray(value)) return value.length;
    throw new MongoError('Location17124', `The argument to $size must be an array, but was of type: ${typeOf(value)}`);
  }),
  strict('$arrayElemAt', 2, (list, at) => elementAt(list, toNumber(at))),
  strict('$first', 1, (list) => elementAt(list, 0)),
  strict('$last', 1, (list) => elementAt(list, -1)),
  strict('$concatArrays', [0, MANY], (...lists) => lists.flatMap((list) => array('$concatArrays', list))),
  strict('$slice', [2, 3], slice),
  strict('$reverseArray', 1, (list) => [...array('$reverseArray', list)].reverse()),
  strict('$setUnion', [0, MANY], (...lists) => unique(lists.flatMap((list) => array('$setUnion', list)))),
  strict('$setIntersection', [1, MANY], (first, ...rest) =>
    unique(array('$setIntersection', first ?? [])).filter((item) =>
      rest.every((list) => array('$setIntersection', list).some((other) => same(item, other))),
    ),
  ),
  strict('$setDifference', 2, (a, b) =>
    unique(array('$setDifference', a)).filter((item) => !array('$setDifference', b).some((other) => same(item, other))),
  ),
  strict('$setIsSubset', 2, (a, b) =>
    array('$setIsSubset', a).every((item) => array('$setIsSubset', b).some((other) => same(item, other))),
  ),
  strict('$setEquals', 2, (a, b) => {
    const [x, y] = [a, b].map((list) => new Set(array('$setEquals', list).map(keyOf)));
    return x !== undefined && y !== undefined && x.size === y.size && [...x].every((key) => y.has(key));
  }),
  strict('$range', [2, 3], (from, to, step = 1) => {
    const [start, end, by] = [toNumber(from), toNumber(to), toNumber(step)];
    if (by === 0) throw new MongoError('Location34449', '$range requires a non-zero step value');
    return Array.from({ length: Math.max(0, Math.ceil((end - start) / by)) }, (_, i) => start + i * by);
  }),
  strict('$arrayToObject', 1, pairs),
  strict('$objectToArray', 1, (value) => {
    if (!(value instanceof Map)) throw new MongoError('Location40390', '$objectToArray requires a document input');
    return [...value].map(
      ([k, v]) =>
        new Map<string, Value>([
          ['k', k],
          ['v', v],
        ]),
    );
  }),
  overList('$mergeObjects', (values) => {
    const made: Doc = new Map();
    for (const value of values) {
      if (missing(value)) continue;
      if (!(value instanceof Map))
        throw new MongoError(
          'Location40400',
          `$mergeObjects requires object inputs, but input is of type ${typeOf(value)}`,
        );
      for (const [name, field] of value) made.set(name, field);
    }
    return made;
  }),
];

export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...NUMBERS,
  ...TESTS,
  ...STRINGS,
  ...LISTS,
  ...DATE_OPERATORS,
]);
