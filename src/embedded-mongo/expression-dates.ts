import { ObjectId } from 'bson';
import { MongoError, notSupported } from './errors.js';
import { isNumeric, toNumber, typeOf, type Maybe } from './values.js';
import { missing, type Operator } from './expression-rows.js';

const UNITS: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Calendar units, in months. */
const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };

function date(operator: string, value: Maybe): Date | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  throw new MongoError('Location16006', `can't convert from BSON type ${typeOf(value)} to Date in ${operator}`);
}

function part(name: string, read: (date: Date) => number): readonly [string, Operator] {
  const run = ([argument]: Maybe[]): Maybe => {
    if (argument instanceof Map && argument.has('timezone')) throw notSupported(`a timezone in ${name}`);
    const at = date(name, argument instanceof Map ? argument.get('date') : argument);
    return at && read(at);
  };
  return [name, { takes: [1, 1], run }];
}

function dayOfYear(at: Date): number {
  return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

const FORMATS: Record<string, (at: Date) => string> = {
  Y: (at) => String(at.getUTCFullYear()).padStart(4, '0'),
  m: (at) => String(at.getUTCMonth() + 1).padStart(2, '0'),
  d: (at) => String(at.getUTCDate()).padStart(2, '0'),
  H: (at) => String(at.getUTCHours()).padStart(2, '0'),
  M: (at) => String(at.getUTCMinutes()).padStart(2, '0'),
  S: (at) => String(at.getUTCSeconds()).padStart(2, '0'),
  L: (at) => String(at.getUTCMilliseconds()).padStart(3, '0'),
  j: (at) => String(dayOfYear(at)).padStart(3, '0'),
  z: () => '+0000',
  Z: () => '0',
  '%': () => '%',
};

function format(argument: Maybe): Maybe {
  if (!(argument instanceof Map))
    throw new MongoError('Location18629', '$dateToString only supports an object as its argument');
  for (const name of argument.keys())
    if (!['date', 'format', 'onNull'].includes(name)) throw notSupported(`${name} in $dateToString`);
  const at = date('$dateToString', argument.get('date'));
  if (!at) return argument.get('onNull') ?? null;
  const pattern = argument.get('format') ?? '%Y-%m-%dT%H:%M:%S.%LZ';
  if (typeof pattern !== 'string')
    throw new MongoError('Location18533', '$dateToString requires that format be a string');
  return pattern.replace(/%(.)/g, (_, letter: string) => {
    const write = Object.hasOwn(FORMATS, letter) ? FORMATS[letter] : undefined;
    if (!write) throw new MongoError('Location18536', `Invalid format character '%${letter}' in format string`);
    return write(at);
  });
}

function add(way: 1 | -1, argument: Maybe): Maybe {
  if (!(argument instanceof Map)) throw new MongoError('Location5166400', '$dateAdd expects an object as its argument');
  for (const name of argument.keys())
    if (!['startDate', 'unit', 'amount'].includes(name)) throw notSupported(`${name} in $dateAdd`);
  const from = date('$dateAdd', argument.get('startDate'));
  const unit = argument.get('unit');
  if (missing(unit)) return null;
  if (typeof unit !== 'string') throw new MongoError('Location5166402', '$dateAdd expects string defining a time unit');
  if (!Object.hasOwn(UNITS, unit) && !Object.hasOwn(MONTHS, unit))
    throw new MongoError('FailedToParse', `unknown time unit value: ${unit}`);
  const amount = argument.get('amount');
  if (missing(amount)) return null;
  if (!isNumeric(amount) || !Number.isInteger(toNumber(amount))) {
    throw new MongoError('Location5166405', '$dateAdd expects integer amount of time units');
  }
  return from && moved(from, unit, way * toNumber(amount));
}

function moved(from: Date, unit: string, amount: number): Date {
  const months = MONTHS[unit];
  const to = months === undefined ? from.getTime() + (UNITS[unit] ?? 0) * amount : monthsAfter(from, months * amount);
  if (Number.isNaN(to) || Math.abs(to) > 8.64e15) throw new MongoError('Location5166406', 'dateAdd overflowed');
  return new Date(to);
}

/** The same day and time of that month, or its last day where it is too short. */
function monthsAfter(from: Date, months: number): number {
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const to = new Date(from);
  to.setUTCFullYear(year, month, 1);
  const last = new Date(to);
  last.setUTCFullYear(to.getUTCFullYear(), to.getUTCMonth() + 1, 0);
  return to.setUTCDate(Math.min(from.getUTCDate(), last.getUTCDate()));
}

export const DATE_OPERATORS: (readonly [string, Operator])[] = [
  part('$year', (at) => at.getUTCFullYear()),
  part('$month', (at) => at.getUTCMonth() + 1),
  part('$dayOfMonth', (at) => at.getUTCDate()),
  part('$dayOfWeek', (at) => at.getUTCDay() + 1),
  part('$dayOfYear', dayOfYear),
  part('$hour', (at) => at.getUTCHours()),
  part('$minute', (at) => at.getUTCMinutes()),
  part('$second', (at) => at.getUTCSeconds()),
  part('$millisecond', (at) => at.getUTCMilliseconds()),
  ['$dateToString', { takes: [1, 1], run: ([argument]) => format(argument) }],
  ['$dateAdd', { takes: [1, 1], run: ([argument]) => add(1, argument) }],
  ['$dateSubtract', { takes: [1, 1], run: ([argument]) => add(-1, argument) }],
];
