import { type Doc } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { leaves, type Path } from './paths.js';
import { isNumeric, keyOf, toNumber } from './values.js';

export interface SortField {
  name: string;
  path: Path;
  way: 1 | -1;
}

export function sortFields(sort: Doc): SortField[] {
  return [...sort].map(([name, value]) => {
    if (value instanceof Map) throw notSupported('a $meta sort');
    const way = toNumber(value);
    if (!isNumeric(value) || (way !== 1 && way !== -1))
      throw new MongoError('Location15975', '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (name.split('.').includes(''))
      throw new MongoError('Location15998', 'FieldPath field names may not be empty strings.');
    return { name, path: name.split('.'), way };
  });
}

/** What a document sorts by: of an array its least element, or its greatest when the order is downwards. */
function sortKey(doc: Doc, field: SortField): string {
  const [only] = field.path;
  const value = field.path.length === 1 && only !== undefined ? doc.get(only) : [];
  if (!Array.isArray(value)) return keyOf(value ?? null);
  const keys = leaves(doc, field.path).map(keyOf);
  return keys.reduce((best, key) => ((field.way === 1 ? key < best : key > best) ? key : best));
}

export function compileSort(sort: Doc): (a: Doc, b: Doc) => number {
  const fields = sortFields(sort);
  return (a, b) => {
    for (const field of fields) {
      const [x, y] = [sortKey(a, field), sortKey(b, field)];
      if (x !== y) return x < y ? -field.way : field.way;
    }
    return 0;
  };
}

/** Sorted, with the keys of each item computed once; equal ones stay in the order they came. */
export function sorted<T>(items: readonly T[], fields: SortField[], docOf: (item: T) => Doc): T[] {
  const keyed = items.map((item) => ({ item, keys: fields.map((field) => sortKey(docOf(item), field)) }));
  keyed.sort((a, b) => {
    for (let i = 0; i < fields.length; i += 1) {
      const [x = '', y = ''] = [a.keys[i], b.keys[i]];
      if (x !== y) return x < y ? -(fields[i]?.way ?? 1) : (fields[i]?.way ?? 1);
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
