import { BSONRegExp } from 'bson';
import { type Doc, type Value } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { compileExpression } from './expressions.js';
import { reaches, type Path } from './paths.js';
import { either, equals, hasSize, hasType, matchesRegex, modulo, ordered, type Test } from './value-tests.js';
import { keyOf, truthy, type Maybe } from './values.js';

export type Predicate = (doc: Doc) => boolean;

const no = (message: string): MongoError => new MongoError('BadValue', message);

export function asDoc(value: Maybe, what: string): Doc {
  if (value instanceof Map) return value;
  throw new MongoError('BadValue', `${what} must be an object`);
}

export function asArray(value: Maybe, what: string): Value[] {
  if (Array.isArray(value)) return value;
  throw no(`${what} must be an array`);
}

const REFERENCE = new Set(['$ref', '$id', '$db']);

/** A whole query document as a test of documents; the fields of a DBRef are fields only where `$elemMatch` asks. */
export function compileQuery(query: Doc, inElement = false): Predicate {
  const parts = [...query].map(([name, value]) =>
    name.startsWith('$') && !(inElement && REFERENCE.has(name)) ? compileTop(name, value) : compileField(name, value),
  );
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return (doc) => parts.every((part) => part(doc));
}

function compileTop(name: string, value: Value): Predicate {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return compileList(name, value);
    case '$expr': {
      const expression = compileExpression(value);
      return (doc) => truthy(expression({ root: doc, current: doc, vars: new Map() }));
    }
    case '$comment':
      return () => true;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$where':
    case '$text':
    case '$jsonSchema':
      throw notSupported(name);
    default:
      throw no(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function compileList(name: string, value: Value): Predicate {
  const list = asArray(value, name);
  if (list.length === 0) throw no(`${name} argument must be a non-empty array`);
  const parts = list.map((item) => {
    if (!(item instanceof Map)) throw no('$or/$and/$nor entries need to be full objects');
    return compileQuery(item);
  });
  if (name === '$and') return (doc) => parts.every((part) => part(doc));
  if (name === '$or') return (doc) => parts.some((part) => part(doc));
  return (doc) => !parts.some((part) => part(doc));
}

/** True for `{$gt: 1}`: operators instead of a value to be equal to. */
export function isOperators(value: Maybe): value is Doc {
  if (!(value instanceof Map)) return false;
  const [first] = value.keys();
  return first?.startsWith('$') === true && !REFERENCE.has(first);
}

function compileField(name: string, value: Value): Predicate {
  const reach = onPath(name.split('.'));
  return isOperators(value) ? compileOperators(reach, value) : reach(implicit(value));
}

function implicit(value: Value): Test {
  if (value instanceof BSONRegExp) return either(matchesRegex(value, value));
  return equals(value);
}

/** How a test gets at its value: by a path of a document, or it is one element of an array. */
type Reach<T> = (test: Test) => (source: T) => boolean;

function onPath(path: Path): Reach<Doc> {
  const [only] = path;
  if (path.length === 1 && only !== undefined) return (test) => (doc) => test(doc.get(only));
  return (test) => (doc) => reaches(doc, path, test);
}

const onElement: Reach<Value> = (test) => (item) => test(item, true);

function compileOperators<T>(reach: Reach<T>, operators: Doc): (source: T) => boolean {
  const parts = [...operators].map(([operator, operand]) => compileOperator(reach, operator, operand, operators));
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return (source) => parts.every((part) => part(source));
}

function not<T>(test: (source: T) => boolean): (source: T) => boolean {
  return (source) => !test(source);
}

function compileOperator<T>(reach: Reach<T>, operator: string, operand: Value, all: Doc): (source: T) => boolean {
  switch (operator) {
    case '$ne':
      if (operand instanceof BSONRegExp) throw no("Can't have regex as arg to $ne.");
      return not(reach(equals(operand)));
    case '$nin':
      return not(reach(isIn(asArray(operand, '$nin'))));
    case '$not':
      return not(compileNot(reach, operand));
    case '$all':
      return hasAll(reach, asArray(operand, '$all'));
    case '$exists': {
      const present = reach((value) => value !== undefined);
      return truthy(operand) ? present : not(present);
    }
    case '$comment':
      return () => true;
    case '$options':
      if (!all.has('$regex')) throw no('$options needs a $regex');
      return () => true;
    default:
      return reach(compileTest(operator, operand, all));
  }
}

function compileNot<T>(reach: Reach<T>, operand: Value): (source: T) => boolean {
  if (operand instanceof BSONRegExp) return reach(either(matchesRegex(operand, operand)));
  if (!(operand instanceof Map)) throw no('$not needs a regex or a document');
  if (operand.size === 0) throw no('$not cannot be empty');
  return compileOperators(reach, operand);
}

/** Each item may be met in another place that the path reaches. */
function hasAll<T>(reach: Reach<T>, list: Value[]): (source: T) => boolean {
  if (list.length === 0) return () => false;
  const tests = list.map((item) => {
    if (item instanceof Map && item.has('$elemMatch')) return reach(elementMatches(item.get('$elemMatch') ?? null));
    if (isOperators(item)) throw no('no $ expressions in $all');
    return reach(implicit(item));
  });
  return (source) => tests.every((test) => test(source));
}

const NOT_HERE = new Set(
  '$bitsAllSet $bitsAnySet $bitsAllClear $bitsAnyClear $geoWithin $geoIntersects $near $nearSphere'.split(' '),
);

/** The test behind one operator, for a value a path reached or an element under `$elemMatch`. */
function compileTest(operator: string, operand: Value, all: Doc): Test {
  switch (operator) {
    case '$eq':
      return equals(operand);
    case '$gt':
      return ordered(operand, (order) => order > 0);
    case '$gte':
      return ordered(operand, (order) => order >= 0);
    case '$lt':
      return ordered(operand, (order) => order < 0);
    case '$lte':
      return ordered(operand, (order) => order <= 0);
    case '$in':
      return isIn(asArray(operand, '$in'));
    case '$regex':
      return either(matchesRegex(operand, all.get('$options')));
    case '$type':
      return hasType(operand);
    case '$mod':
      return either(modulo(operand));
    case '$size':
      return hasSize(operand);
    case '$elemMatch':
      return elementMatches(operand);
    default:
      throw NOT_HERE.has(operator) ? notSupported(operator) : no(`unknown operator: ${operator}`);
  }
}

function isIn(list: Value[]): Test {
  const keys = new Set<string>();
  const regexes: ((value: Maybe) => boolean)[] = [];
  for (const item of list) {
    if (isOperators(item)) throw no('cannot nest $ under $in');
    if (item instanceof BSONRegExp) regexes.push(matchesRegex(item, item));
    keys.add(keyOf(item));
  }
  if (keys.has('\x05')) keys.add('\x04');
  return either((value) => keys.has(keyOf(value)) || regexes.some((regex) => regex(value)));
}

function elementMatches(operand: Value): Test {
  const test = elementTest(asDoc(operand, '$elemMatch'));
  return (value) => Array.isArray(value) && value.some((item) => test(item));
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$expr', '$where']);

/** What `$elemMatch` asks of one element: operators look at it whole, anything else is a query on its fields. */
export function elementTest(query: Doc): (item: Value) => boolean {
  const [first = ''] = query.keys();
  return isOperators(query) && !LOGICAL.has(first) ? compileOperators(onElement, query) : objectTest(query);
}

function objectTest(query: Doc): (item: Value) => boolean {
  const predicate = compileQuery(query, true);
  return (item) =>
    item instanceof Map
      ? predicate(item)
      : Array.isArray(item) && predicate(new Map(item.map((inner, i) => [String(i), inner])));
}
