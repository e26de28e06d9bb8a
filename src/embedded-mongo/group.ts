import { type Doc, type Value } from './bson-value.js';
import { extreme } from './expression-operators.js';
import { averageOf, sumOf } from './numbers.js';
import { keyOf, type Maybe } from './values.js';

import { MongoError } from './errors.js';
import { compileExpression, type Scope } from './expressions.js';

export function scopeOf(current: Doc, now: Date): Scope {
  return { root: current, current, vars: new Map<string, Maybe>([['NOW', now]]) };
}

/** `$group`'s operators: from all values of a group, in order, to one. */
const GROUPERS: ReadonlyMap<string, (values: Maybe[]) => Maybe> = new Map<string, (values: Maybe[]) => Maybe>([
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

export function group(operand: Value): (docs: Doc[], context: { now: Date }) => Doc[] {
  if (!(operand instanceof Map))
    throw new MongoError('Location15947', "a group's fields must be specified in an object");
  if (!operand.has('_id')) throw new MongoError('Location15955', 'a group specification must include an _id');
  const id = compileExpression(operand.get('_id') ?? null);
  const fields = [...operand]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => {
      if (name.includes('.')) throw new MongoError('Location40235', `The field name '${name}' cannot contain '.'`);
      if (!(value instanceof Map))
        throw new MongoError('Location40234', `The field '${name}' must be an accumulator object`);
      const [operator = '', argument = null] = [...value][0] ?? [];
      if (value.size !== 1) throw new MongoError('Location40238', `The field '${name}' must specify one accumulator`);
      const grouper = GROUPERS.get(operator);
      if (!grouper) throw new MongoError('Location15952', `unknown group operator '${operator}'`);
      return { name, grouper, input: compileExpression(argument) };
    });
  return (docs, { now }) => {
    const groups = new Map<string, { id: Value; inputs: Maybe[][] }>();
    for (const current of docs) {
      const scope = scopeOf(current, now);
      const value = id(scope) ?? null;
      const key = keyOf(value);
      let found = groups.get(key);
      if (!found) groups.set(key, (found = { id: value, inputs: fields.map(() => []) }));
      for (const [i, field] of fields.entries()) found.inputs[i]?.push(field.input(scope));
    }
    return [...groups.values()].map((found) => {
      const made: Doc = new Map([['_id', found.id]]);
      for (const [i, field] of fields.entries()) made.set(field.name, field.grouper(found.inputs[i] ?? []) ?? null);
      return made;
    });
  };
}
