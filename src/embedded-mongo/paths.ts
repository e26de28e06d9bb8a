import { type Doc, type Value } from './bson-value.js';
import { type Maybe } from './values.js';

export type Path = readonly string[];

export function isIndex(part: string): boolean {
  return /^(?:0|[1-9]\d{0,8})$/.test(part);
}

/**
 * What a query path reaches: one entry per branch (arrays on the way are entered, both by position and by element),
 * `undefined` where an object lacks the field. Scalars inside an array have no fields and yield nothing.
 */
export function reach(value: Maybe, path: Path, at = 0, found: Maybe[] = []): Maybe[] {
  const part = path[at];
  if (part === undefined) found.push(value);
  else if (value instanceof Map) reach(value.get(part), path, at + 1, found);
  else if (Array.isArray(value)) reachArray(value, path, at, found);
  else found.push(undefined);
  return found;
}

function reachArray(list: Value[], path: Path, at: number, found: Maybe[]): void {
  const part = path[at] ?? '';
  if (isIndex(part) && Number(part) < list.length) reach(list[Number(part)], path, at + 1, found);
  for (const item of list) if (item instanceof Map) reach(item, path, at, found);
}

/**
 * Whether a test holds for anything a query path reaches. It is told when a position was the last part: such an element
 * is looked at whole, and not taken apart when it is an array itself.
 */
export function reaches(value: Maybe, path: Path, test: (value: Maybe, whole: boolean) => boolean, at = 0): boolean {
  const part = path[at];
  if (part === undefined) return test(value, false);
  if (value instanceof Map) return reaches(value.get(part), path, test, at + 1);
  if (!Array.isArray(value)) return test(undefined, false);
  if (isIndex(part) && Number(part) < value.length && reachesItem(value[Number(part)], path, test, at + 1)) return true;
  return value.some((item) => item instanceof Map && reaches(item, path, test, at));
}

function reachesItem(item: Maybe, path: Path, test: (value: Maybe, whole: boolean) => boolean, at: number): boolean {
  if (at === path.length) return test(item, true);
  return (item instanceof Map || Array.isArray(item)) && reaches(item, path, test, at);
}

/** What a sort sees at a path: arrays at its end are taken apart, an empty one counts as undefined. */
export function leaves(doc: Doc, path: Path): Maybe[] {
  const values = reach(doc, path).flatMap((value): Maybe[] => {
    if (!Array.isArray(value)) return [value ?? null];
    return value.length === 0 ? [undefined] : value;
  });
  return values.length === 0 ? [null] : values;
}

/** The value an aggregation path such as `$a.b` yields: documents in an array map, positions mean nothing. */
export function pluck(value: Maybe, path: Path, at = 0): Maybe {
  const part = path[at];
  if (part === undefined) return value;
  if (value instanceof Map) return pluck(value.get(part), path, at + 1);
  if (!Array.isArray(value)) return undefined;
  const list: Value[] = [];
  for (const item of value) {
    const inner = item instanceof Map ? pluck(item, path, at) : undefined;
    if (inner !== undefined) list.push(inner);
  }
  return list;
}
