import { type Doc } from './codec.js';
import { extreme } from './expression-operators.js';
import { averageOf, sumOf } from './numbers.js';
import { keyOf, type Maybe } from './values.js';

/** `$group`'s operators: from all values of a group, in order, to one. */
export const GROUPERS: ReadonlyMap<string, (values: Maybe[]) => Maybe> = new Map<string, (values: Maybe[]) => Maybe>([
  ['$sum', sumOf],
  ['$avg', averageOf],
  ['$min', (values) => extreme(values, -1)],
  ['$max', (values) => extreme(values, 1)],
  ['$first', (values) => values[0] ?? null],
  ['$last', (values) => values.at(-1) ?? null],
  ['$push', (values) => values.filter((value) => value !== undefined)],
  [
    '$addToSet',
    (values) => [
      ...new Map(values.filter((value) => value !== undefined).map((value) => [keyOf(value), value])).values(),
    ],
  ],
  ['$count', (values) => values.length],
  [
    '$mergeObjects',
    (values) => {
      const made: Doc = new Map();
      for (const value of values) if (value instanceof Map) for (const [name, field] of value) made.set(name, field);
      return made;
    },
  ],
]);
