import { BSONRegExp } from 'bson';
import { type Doc, type Value } from './bson-value.js';
import { isOperators } from './matcher.js';
import { notSupported } from './errors.js';
import { byKeys, first, type SortField } from './sorting.js';
import { END, type Rec, type StoreIndex } from './store-index.js';
import { keyOf, rankOf, same, truthy, type Key } from './values.js';

/** Key ranges `[from, to)` of one index that together hold every match; the whole query is still tested afterwards. */
export interface Plan {
  index: StoreIndex;
  ranges: [string, string][];
  /** How many leading fields are bound to one value; 0 when only a range of the first is. */
  equalities: number;
}

/** What a query demands of one path: every entry must hold, so each alone is a valid bound. */
interface Bound {
  points?: Value[];
  range?: [string, string];
}

function conditions(query: Doc, found = new Map<string, Bound[]>(), prefix = ''): Map<string, Bound[]> {
  for (const [name, value] of query) {
    if (name === '$and' && Array.isArray(value)) {
      for (const part of value) if (part instanceof Map) conditions(part, found, prefix);
    } else if (!name.startsWith('$')) {
      const path = prefix + name;
      for (const bound of boundsOf(value)) found.set(path, [...(found.get(path) ?? []), bound]);
      const element = isOperators(value) ? value.get('$elemMatch') : undefined;
      if (element instanceof Map && !isOperators(element)) conditions(element, found, `${path}.`);
    }
  }
  return found;
}

function boundsOf(value: Value): Bound[] {
  if (!isOperators(value)) return point(value);
  const bounds: Bound[] = [];
  for (const [operator, operand] of value) {
    if (operator === '$eq') bounds.push(...point(operand));
    else if (operator === '$in') bounds.push(...pointsOf(operand));
    else bounds.push(...rangeOf(operator, operand));
  }
  return bounds;
}

/** An array is equal to a field as a whole, a regex to what it matches: neither is one key. */
function isPoint(value: Value): boolean {
  return !Array.isArray(value) && !(value instanceof BSONRegExp);
}

function point(value: Value): Bound[] {
  return isPoint(value) ? [{ points: [value] }] : [];
}

function pointsOf(operand: Value): Bound[] {
  return Array.isArray(operand) && operand.every(isPoint) ? [{ points: operand }] : [];
}

function rangeOf(operator: string, operand: Value): Bound[] {
  const rank = rankOf(operand);
  if (['\x01', '\x05', '\x25', '\x50', '\x7f'].includes(rank)) return [];
  const key = keyOf(operand);
  const after = String.fromCharCode(rank.charCodeAt(0) + 1);
  switch (operator) {
    case '$gt':
    case '$gte':
      return [{ range: [key, after] }];
    case '$lt':
    case '$lte':
      return [{ range: [rank, key + END] }];
    default:
      return [];
  }
}

function needsNull(bound: Bound): boolean {
  return bound.points?.includes(null) === true;
}

/** A sparse or partial index may only serve a query that every document it lacks would fail. */
function serves(index: StoreIndex, query: Doc, found: Map<string, Bound[]>): boolean {
  if (index.sparse && !index.fields.some(({ name }) => found.get(name)?.some((bound) => !needsNull(bound))))
    return false;
  if (!index.partial) return true;
  return [...index.partial].every(([name, wanted]) => {
    if (name.startsWith('$')) return false;
    const given = query.get(name);
    if (given !== undefined && same(given, wanted) && !(given instanceof BSONRegExp)) return true;
    if (wanted instanceof Map && isOperators(wanted)) {
      if (wanted.size === 1 && truthy(wanted.get('$exists')))
        return found.get(name)?.some((bound) => !needsNull(bound)) === true;
      if (wanted.size === 1 && wanted.has('$eq')) return given !== undefined && same(given, wanted.get('$eq'));
      return false;
    }
    return given instanceof Map && given.size === 1 && same(given.get('$eq'), wanted);
  });
}

const MOST_RANGES = 1000;

function planFor(index: StoreIndex, query: Doc, found: Map<string, Bound[]>): Plan | undefined {
  if (!serves(index, query, found)) return undefined;
  let prefixes = [''];
  let equalities = 0;
  const tops = new Set<string>();
  for (const field of index.fields) {
    const top = field.path[0] ?? '';
    // Two fields below one array may be met by different elements, which the index keeps apart.
    if (index.multikey && tops.has(top)) break;
    tops.add(top);
    const bounds = found.get(field.name) ?? [];
    const points = bounds
      .filter((bound) => bound.points)
      .sort((a, b) => (a.points?.length ?? 0) - (b.points?.length ?? 0))[0]?.points;
    if (points && points.length * prefixes.length <= MOST_RANGES) {
      const keys = [...new Set(points.map(keyOf))];
      prefixes = prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
      equalities += 1;
      continue;
    }
    const range = rangeWithin(bounds, index.multikey);
    if (range) return { index, equalities, ranges: prefixes.map((prefix) => [prefix + range[0], prefix + range[1]]) };
    break;
  }
  return equalities === 0 ? undefined : { index, equalities, ranges: prefixes.map((prefix) => [prefix, prefix + END]) };
}

/** Of an array each bound may be met by another element, so only one of them can be used. */
function rangeWithin(bounds: Bound[], multikey: boolean): [string, string] | undefined {
  const ranges = bounds.flatMap((bound) => (bound.range ? [bound.range] : []));
  const [first] = ranges;
  if (!first || multikey) return first;
  return ranges.reduce(([from, to], range) => [range[0] > from ? range[0] : from, range[1] < to ? range[1] : to]);
}

/** The best plan for a query, or none: then every document is looked at. */
export function plan(query: Doc, indexes: Iterable<StoreIndex>): Plan | undefined {
  const found = conditions(query);
  let best: Plan | undefined;
  for (const index of indexes) {
    const candidate = planFor(index, query, found);
    if (candidate && (!best || score(candidate) > score(best))) best = candidate;
  }
  return best;
}

/** The plan on the index a hint names: the whole of it where the query bounds nothing, be it sparse, as MongoDB does. */
export function planHinted(query: Doc, index: StoreIndex): Plan {
  const found = conditions(query);
  if (index.partial && !serves(index, query, found))
    throw notSupported('a hint of a partial index that the query does not keep to');
  return planFor(index, query, found) ?? { index, equalities: 0, ranges: [['', END]] };
}

/** The records of a plan in the order of its index: of a multikey one by their first entry within the ranges. */
export function* walk({ index, ranges }: Plan, way: 1 | -1 = 1): Generator<Rec> {
  const once = index.multikey || ranges.length > 1 ? new Set<Rec>() : undefined;
  const ordered = ranges.length > 1 ? ranges.toSorted(([a], [b]) => (a < b ? -way : way)) : ranges;
  for (const [from, to] of ordered) {
    for (const rec of way === -1 ? index.entries.reversed(from, to) : index.entries.range(from, to)) {
      if (once?.has(rec)) continue;
      once?.add(rec);
      yield rec;
    }
  }
}

/** The one way in which an index is read for its own order; none when its fields go both ways. */
export function wayOf({ fields }: StoreIndex): 1 | -1 | undefined {
  if (fields.every(({ way }) => way === 1)) return 1;
  return fields.every(({ way }) => way === -1) ? -1 : undefined;
}

/** Records in the order of an index whose fields go both ways. */
export function inIndexOrder({ index, ranges }: Plan, recs: Rec[]): Rec[] {
  const within = (row: Key[]): boolean => ranges.some(([from, to]) => from <= row.join('') && row.join('') < to);
  const keyed = recs.map((rec) => ({ rec, keys: first(index.rowsOf(rec.doc).filter(within), index.fields) }));
  return keyed.sort((a, b) => byKeys(a.keys, b.keys, index.fields)).map(({ rec }) => rec);
}

function score({ index, equalities, ranges }: Plan): number {
  if (index.unique && equalities === index.fields.length) return 1000 - ranges.length;
  return equalities * 10 + (equalities < index.fields.length ? 1 : 0) - Math.min(9, ranges.length / 100);
}

/** True when walking the plan in index order, or backwards, already gives the order asked for. */
export function yieldsOrder(found: Plan, sort: SortField[]): 1 | -1 | undefined {
  const [first] = sort;
  if (!first || found.index.multikey || found.ranges.length !== 1) return undefined;
  const rest = found.index.fields.slice(found.equalities);
  const ordered = sort.every((field, i) => rest[i]?.name === field.name && field.way === first.way);
  return ordered ? first.way : undefined;
}
