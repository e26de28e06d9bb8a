import { BSONRegExp } from 'bson';
import { type Doc, type Value } from './bson-value.js';
import { MongoError } from './errors.js';
import { compileQuery, elementTest, isOperators } from './matcher.js';
import { pluck, type Path } from './paths.js';
import { clone, same, truthy, type Maybe } from './values.js';

/** What an upsert starts from: the values the query says fields are equal to; of a replacement's query only `_id`. */
export function seedOf(query: Doc, idOnly = false): Doc {
  const equal: [string, Value][] = [];
  collect(query, equal);
  const seed: Doc = new Map();
  const planted = new Map<string, Value>();
  for (const [name, value] of equal) {
    if (idOnly && name !== '_id') continue;
    const twice = [...planted].find(([other, before]) =>
      other === name ? !same(before, value) : overlap(other, name),
    );
    if (twice) throw new MongoError('Location54', `cannot infer query fields to set, path '${name}' is matched twice`);
    planted.set(name, value);
    plant(seed, name.split('.'), clone(value));
  }
  return seed;
}

function overlap(a: string, b: string): boolean {
  return a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function collect(query: Doc, equal: [string, Value][]): void {
  for (const [name, value] of query) {
    if (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) {
      for (const part of Array.isArray(value) ? value : []) if (part instanceof Map) collect(part, equal);
    } else if (!name.startsWith('$')) {
      for (const one of equalTo(value)) equal.push([name, one]);
    }
  }
}

function equalTo(value: Value): Value[] {
  if (!isOperators(value)) return [value].filter((one) => !(one instanceof BSONRegExp));
  const [eq, among, all] = [value.get('$eq'), value.get('$in'), value.get('$all')];
  const one = Array.isArray(among) && among.length === 1 ? among : [];
  const every = Array.isArray(all) ? all.filter((item) => !isOperators(item)) : [];
  const listed = [...one, ...every].filter((item) => !(item instanceof BSONRegExp));
  return eq === undefined ? listed : [eq, ...listed];
}

function plant(doc: Doc, path: string[], value: Value): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    doc.set(first, value);
    return;
  }
  const here = doc.get(first);
  const child: Doc = here instanceof Map ? here : new Map<string, Value>();
  doc.set(first, child);
  plant(child, rest, value);
}

/** Which element of the array at `prefix` the query matched: the first that meets all it asks of elements there. */
export function positionFor(doc: Doc, query: Doc, prefix: Path): number | undefined {
  const list = pluck(doc, prefix);
  if (!Array.isArray(list)) return undefined;
  const tests = elementTests(doc, query, prefix.join('.'));
  if (tests.length === 0) return undefined;
  const whole = list.findIndex((item) => tests.every((test) => test(item)));
  const last = tests.at(-1);
  const found = whole >= 0 || !last ? whole : list.findIndex(last);
  return found < 0 ? undefined : found;
}

function elementTests(doc: Doc, query: Doc, prefix: string): ((item: Value) => boolean)[] {
  return [...query].flatMap(([name, value]) => {
    if (name === '$and' || name === '$or') {
      const parts = (Array.isArray(value) ? value : []).filter((part) => part instanceof Map);
      // Of $or the branch counts that found the document.
      const met = name === '$and' ? parts : parts.filter((part) => compileQuery(part)(doc)).slice(0, 1);
      return met.flatMap((part) => elementTests(doc, part, prefix));
    }
    const asked = positive(value);
    if (asked === undefined) return [];
    if (name === prefix) return [ofElement(asked)];
    if (!name.startsWith(`${prefix}.`)) return [];
    const inner = compileQuery(new Map([[name.slice(prefix.length + 1), asked]]));
    return [(item: Value) => item instanceof Map && inner(item)];
  });
}

const NEGATIONS = new Set(['$ne', '$nin', '$not']);

/** What a condition asks of some element: negations are about all of them and name none. */
function positive(value: Value): Maybe {
  if (!isOperators(value)) return value;
  const kept = [...value].filter(
    ([name, operand]) => !NEGATIONS.has(name) && !(name === '$exists' && !truthy(operand)),
  );
  return kept.length === 0 ? undefined : new Map(kept);
}

function ofElement(value: Value): (item: Value) => boolean {
  const match = isOperators(value) ? value.get('$elemMatch') : undefined;
  if (match instanceof Map) return elementTest(match);
  const inner = compileQuery(new Map([['element', value]]));
  return (item) => inner(new Map([['element', item]]));
}
