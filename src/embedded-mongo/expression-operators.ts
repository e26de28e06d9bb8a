import { double, type Value } from './bson-value.js';
import { DATE_OPERATORS } from './expression-dates.js';
import { LISTS } from './expression-lists.js';
import { MANY, missing, overList, row, strict, type Operator, type Row } from './expression-rows.js';
import { STRINGS } from './expression-strings.js';
import { MongoError } from './errors.js';
import { arithmetic, averageOf, power, sumOf, type Sign } from './numbers.js';
import { toPlaces } from './rounding.js';
import { compare, isNumeric, same, toNumber, truthy, typeOf, type Maybe } from './values.js';

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

function comparison(name: string, holds: (order: number) => boolean): Row {
  return row(name, 2, (a, b) => holds(compare(a, b)));
}

export function extreme(values: Maybe[], way: 1 | -1): Value {
  let best: Value | undefined;
  for (const value of values)
    if (!missing(value) && (best === undefined || compare(value, best) * way > 0)) best = value;
  return best ?? null;
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
  strict('$round', [1, 2], toPlaces('$round', true)),
  strict('$trunc', [1, 2], toPlaces('$trunc', false)),
  strict('$sqrt', 1, (value) => {
    if (!isNumeric(value))
      throw new MongoError('Location28765', `$sqrt only supports numeric types, not ${typeOf(value)}`);
    if (toNumber(value) < 0)
      throw new MongoError('Location28714', "$sqrt's argument must be greater than or equal to 0");
    return double(Math.sqrt(toNumber(value)));
  }),
  strict('$pow', 2, power),
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

export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...NUMBERS,
  ...TESTS,
  ...STRINGS,
  ...LISTS,
  ...DATE_OPERATORS,
]);
