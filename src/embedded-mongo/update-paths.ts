import { type Doc, type Value } from './bson-value.js';
import { MongoError } from './errors.js';
import { isIndex, type Path } from './paths.js';
import { UNSET } from './update-operators.js';
import { type Maybe } from './values.js';

/** What is at a path without `$`; arrays count only by position. */
export function readAt(value: Maybe, path: Path): Maybe {
  for (const part of path) value = step(value, part);
  return value;
}

function step(value: Maybe, part: string): Maybe {
  if (value instanceof Map) return value.get(part);
  return Array.isArray(value) && isIndex(part) ? value[Number(part)] : undefined;
}

export function modify(doc: Doc, path: Path, change: (old: Maybe) => Maybe | typeof UNSET): void {
  const old = readAt(doc, path);
  const made = change(old);
  if (made === UNSET) remove(doc, path);
  else if (made !== undefined) write(doc, path, made);
}

function remove(doc: Doc, path: Path): void {
  const parent = readAt(doc, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  if (parent instanceof Map) parent.delete(last);
  else if (Array.isArray(parent) && isIndex(last) && Number(last) < parent.length) parent[Number(last)] = null;
}

function write(doc: Doc, path: Path, value: Value): void {
  let parent: Value = doc;
  for (const [i, part] of path.slice(0, -1).entries()) {
    let child = step(parent, part);
    if (child === undefined) {
      child = new Map<string, Value>();
      put(parent, part, child, path.slice(0, i).join('.'));
    }
    parent = child;
  }
  put(parent, path.at(-1) ?? '', value, path.slice(0, -1).join('.'));
}

function put(parent: Value, part: string, value: Value, where: string): void {
  if (parent instanceof Map) parent.set(part, value);
  else if (Array.isArray(parent) && isIndex(part)) {
    const at = Number(part);
    if (at > parent.length + 1_500_000) throw new MongoError('BadValue', 'cannot backfill more than 1500000 elements');
    while (parent.length < at) parent.push(null);
    parent[at] = value;
  } else throw new MongoError('PathNotViable', `Cannot create field '${part}' in element {${where}}`);
}
