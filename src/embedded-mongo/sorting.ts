import { type Doc } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { keyRows } from './index-keys.js';
import { isIndex, leaves, type Path } from './paths.js';
import { isNumeric, keyOf, toNumber, type Key, type Maybe } from './values.js';

export interface SortField {
  name: string;
  path: Path;
  way: 1 | -1;
}

/** What a `$natural` sort or hint asks for is no field. */
export const NATURAL = '$natural';

export function sortFields(sort: Doc): SortField[] {
  if (sort.size > 1 && sort.has(NATURAL))
    throw new MongoError('BadValue', "Cannot include '$natural' in compound sort");
  return [...sort].map(([name, value]) => {
    if (value instanceof Map) throw notSupported('a $meta sort');
    const way = toNumber(value);
    if (!isNumeric(value) || (way !== 1 && way !== -1))
      throw new MongoError('Location15975', '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (name.split('.').includes(''))
      throw new MongoError('Location15998', 'FieldPath field names may not be empty strings.');
    if (name.startsWith('$') && name !== NATURAL) throw dollarName();
    return { name, path: name.split('.'), way };
  });
}

/** The sort of a pipeline, where documents have no natural order any more. */
export function stageFields(sort: Doc): SortField[] {
  if (sort.has(NATURAL)) throw dollarName();
  return sortFields(sort);
}

function dollarName(): MongoError {
  return new MongoError(
    'Location16410',
    "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
  );
}

/** What a document sorts by: of an array its least element, or its greatest when the order is downwards. */
function sortKey(doc: Doc, field: SortField): Key {
  const [only] = field.path;
  const value = field.path.length === 1 && only !== undefined ? doc.get(only) : [];
  if (!Array.isArray(value)) return keyOf(value ?? null);
  const keys = leaves(doc, field.path).map(keyOf);
  return keys.reduce((best, key) => ((field.way === 1 ? key < best : key > best) ? key : best));
}

/** The keys of all fields; where an array is met they are those of one element, the first in the order asked for. */
function sortKeys(doc: Doc, fields: readonly SortField[]): Key[] {
  const apart = fields.length === 1 || fields.some(({ path }) => path.some(isIndex));
  if (apart || !fields.some(({ path }) => meetsArray(doc, path))) return fields.map((field) => sortKey(doc, field));
  return first(rowsOf(doc, fields), fields);
}

/** The first of some rows of keys in an order. */
export function first(rows: Key[][], ways: readonly { way: number }[]): Key[] {
  return rows.reduce((best, row) => (byKeys(row, best, ways) < 0 ? row : best));
}

function rowsOf(doc: Doc, fields: readonly SortField[]): Key[][] {
  try {
    return keyRows(
      doc,
      fields.map(({ path }) => path),
    );
  } catch (error) {
    if (!(error instanceof MongoError) || error.codeName !== 'CannotIndexParallelArrays') throw error;
    throw new MongoError('BadValue', 'cannot sort with keys that are parallel arrays');
  }
}

function meetsArray(doc: Doc, path: Path): boolean {
  let value: Maybe = doc;
  for (const part of path) {
    if (!(value instanceof Map)) break;
    value = value.get(part);
  }
  return Array.isArray(value);
}

export function byKeys(a: readonly Key[], b: readonly Key[], ways: readonly { way: number }[]): number {
  for (let i = 0; i < ways.length; i += 1) {
    const [x = '', y = ''] = [a[i], b[i]];
    if (x !== y) return x < y ? -(ways[i]?.way ?? 1) : (ways[i]?.way ?? 1);
  }
  return 0;
}

export function compileSort(sort: Doc): (a: Doc, b: Doc) => number {
  const fields = sortFields(sort);
  return (a, b) => byKeys(sortKeys(a, fields), sortKeys(b, fields), fields);
}

/** Sorted, with the keys of each item computed once; equal ones stay in the order they came. */
export function sorted<T>(items: readonly T[], fields: SortField[], docOf: (item: T) => Doc): T[] {
  const keyed = items.map((item) => ({ item, keys: sortKeys(docOf(item), fields) }));
  keyed.sort((a, b) => byKeys(a.keys, b.keys, fields));
  return keyed.map(({ item }) => item);
}
