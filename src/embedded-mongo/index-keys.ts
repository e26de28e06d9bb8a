import { type Doc } from './bson-value.js';
import { MongoError } from './errors.js';
import { type Path } from './paths.js';
import { keyOf, type Key, type Maybe } from './values.js';

/** One entry of an index for one document: the key, and the value of each field in it. */
export interface Entry {
  key: Key;
  values: Maybe[];
  /** None of the fields is there: a sparse index leaves the entry out. */
  missing: boolean;
}

/** A field on its way down a document: what was reached, and how much of the path is left. */
interface Cell {
  path: Path;
  at: number;
  value: Maybe;
  done: boolean;
  /** The element an empty array is indexed as. */
  hollow?: boolean;
}

/**
 * The entries a document has in an index over `paths`, as MongoDB makes them: fields below one array are taken from the
 * same element, two different arrays cannot be indexed together.
 */
export function entriesOf(doc: Doc, paths: readonly Path[]): { entries: Entry[]; many: boolean } {
  const cells = cellsOf(doc, paths);
  const many = cells.some(({ done }) => !done);
  const entries = new Map<Key, Entry>();
  for (const row of expand(cells)) {
    const key = row.map(cellKey).join('');
    const missing = row.every(({ value, hollow }) => value === undefined && !hollow);
    entries.set(key, { key, values: row.map(({ value }) => value), missing });
  }
  return { entries: [...entries.values()], many };
}

/** As `entriesOf`, the key of each field apart. */
export function keyRows(doc: Doc, paths: readonly Path[]): Key[][] {
  return expand(cellsOf(doc, paths)).map((row) => row.map(cellKey));
}

function cellsOf(doc: Doc, paths: readonly Path[]): Cell[] {
  return paths.map((path) => descend({ path, at: 0, value: doc, done: false }));
}

function cellKey({ value, hollow }: Cell): Key {
  return hollow ? keyOf(undefined) : keyOf(value ?? null);
}

function descend(cell: Cell): Cell {
  let { value, at } = cell;
  while (at < cell.path.length && value instanceof Map) {
    value = value.get(cell.path[at] ?? '');
    at += 1;
  }
  if (Array.isArray(value)) return { ...cell, value, at };
  return { ...cell, value: at < cell.path.length ? undefined : value, at, done: true };
}

function expand(cells: Cell[]): Cell[][] {
  const open = cells.filter(({ done }) => !done);
  const [first] = open;
  if (!first || !Array.isArray(first.value)) return [cells];
  const list = first.value;
  const other = open.find(({ value }) => value !== list);
  if (other)
    throw new MongoError(
      'CannotIndexParallelArrays',
      `cannot index parallel arrays [${nameOf(other)}] [${nameOf(first)}]`,
    );
  const items: Maybe[] = list.length === 0 ? [undefined] : list;
  return items.flatMap((item) =>
    expand(cells.map((cell) => (cell.done ? cell : enter(cell, item, list.length === 0)))),
  );
}

function enter(cell: Cell, item: Maybe, hollow: boolean): Cell {
  if (cell.at === cell.path.length) return { ...cell, value: item, done: true, hollow };
  return item instanceof Map ? descend({ ...cell, value: item }) : { ...cell, value: undefined, done: true };
}

function nameOf({ path, at }: Cell): string {
  return path.slice(0, at).join('.');
}
