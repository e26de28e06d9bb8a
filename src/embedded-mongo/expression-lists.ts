import { type Doc, type Value } from './bson-value.js';
import { MANY, missing, overList, row, strict, type Row } from './expression-rows.js';
import { MongoError } from './errors.js';
import { keyOf, same, toNumber, typeOf, type Maybe } from './values.js';

function array(name: string, value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw new MongoError('Location28664', `${name} needs an array, not ${typeOf(value)}`);
}

/** Of operators for which null is no set. */
function operandOf(code: 'Location17042' | 'Location17044' | 'Location17046', name: string, value: Maybe): Value[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(code, `All operands of ${name} must be arrays, not ${typeOf(value)}`);
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

export const LISTS: Row[] = [
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
  row('$setIsSubset', 2, (a, b) => {
    const [part, whole] = [
      operandOf('Location17046', '$setIsSubset', a),
      operandOf('Location17042', '$setIsSubset', b),
    ];
    return part.every((item) => whole.some((other) => same(item, other)));
  }),
  row('$setEquals', 2, (a, b) => {
    const [x, y] = [a, b].map((list) => new Set(operandOf('Location17044', '$setEquals', list).map(keyOf)));
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
