import type { Doc, Value } from './bson-value.js';
import { MongoError } from './errors.js';
import { compileExpression } from './expressions.js';
import { isOperators } from './matcher.js';
import type { Maybe } from './values.js';

/** `$addFields`: `made` gets the computed values, through arrays and missing parents. */
export function compileAdd(source: Doc): (doc: Doc, now: Date) => Doc {
  const fields = flattenAdd(source, '').map(([name, value]) => ({
    path: name.split('.'),
    run: compileExpression(value),
  }));
  return (doc, now) => {
    const vars = new Map([['NOW', now]]);
    let made: Doc = new Map(doc);
    for (const { path, run } of fields) made = assign(made, path, run({ root: doc, current: doc, vars }));
    return made;
  };
}

function flattenAdd(source: Doc, prefix: string): [string, Value][] {
  return [...source].flatMap(([name, value]): [string, Value][] => {
    if (name.startsWith('$'))
      throw new MongoError(
        'Location16410',
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    const nested = value instanceof Map ? value : undefined;
    if (nested && nested.size > 0 && !isOperators(value)) return flattenAdd(nested, `${prefix}${name}.`);
    return [[prefix + name, value]];
  });
}

/** A copy of the document with `value` at a path, in every element where an array is on the way; `undefined` removes it. */
export function assign(doc: Doc, path: string[], value: Maybe): Doc {
  const [first = '', ...rest] = path;
  const made = new Map(doc);
  if (rest.length === 0) {
    if (value === undefined) made.delete(first);
    else made.set(first, value);
    return made;
  }
  const child = doc.get(first);
  if (child === undefined && value === undefined) return made;
  made.set(first, assignInside(child, rest, value));
  return made;
}

function assignInside(child: Maybe, path: string[], value: Maybe): Value {
  if (Array.isArray(child)) return child.map((item) => assignInside(item, path, value));
  return assign(child instanceof Map ? child : new Map<string, Value>(), path, value);
}
