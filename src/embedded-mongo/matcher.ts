import { BSONRegExp } from 'bson';
import { type Doc, type Value } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { compileExpression } from './expressions.js';
import { reach, type Path } from './paths.js';
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

/** A whole query document as a test of documents. */
export function compileQuery(query: Doc): Predicate {
  const parts = [...query].map(([name, value]) =>
    name.startsWith('$') ? compileTop(name, value) : compileField(name, value),
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
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

function compileField(name: string, value: Value): Predicate {
  const path = name.split('.');
  if (!isOperators(value)) return onPath(path, implicit(value));
  return compileOperators(path, value);
}

function implicit(value: Value): Test {
  if (value instanceof BSONRegExp) return either(matchesRegex(value, value));
  return equals(value);
}

function onPath(path: Path, test: Test): Predicate {
  const [only] = path;
  if (path.length === 1 && only !== undefined) return (doc) => test(doc.get(only));
  return (doc) => reach(doc, path).some(test);
}

function compileOperators(path: Path, operators: Doc): Predicate {
  const parts = [...operators].map(([operator, operand]) => compileOperator(path, operator, operand, operators));
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return (doc) => parts.every((part) => part(doc));
}

function compileOperator(path: Path, operator: string, operand: Value, all: Doc): Predicate {
  const not =
    (predicate: Predicate): Predicate =>
    (doc) =>
      !predicate(doc);
  switch (operator) {
    case '$ne':
      if (operand instanceof BSONRegExp) throw no("Can't have regex as arg to $ne.");
      return not(onPath(path, equals(operand)));
    case '$nin':
      return not(onPath(path, isIn(asArray(operand, '$nin'))));
    case '$not':
      return not(compileNot(path, operand));
    case '$exists': {
      const present = onPath(path, (value) => value !== undefined);
      return truthy(operand) ? present : not(present);
    }
    case '$comment':
      return () => true;
    case '$options':
      if (!all.has('$regex')) throw no('$options needs a $regex');
      return () => true;
    default:
      return onPath(path, compileTest(operator, operand, all));
  }
}

function compileNot(path: Path, operand: Value): Predicate {
  if (operand instanceof BSONRegExp) return onPath(path, either(matchesRegex(operand, operand)));
  if (!(operand instanceof Map)) throw no('$not needs a regex or a document');
  if (operand.size === 0) throw no('$not cannot be empty');
  return compileOperators(path, operand);
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
    case '$all':
      return hasAll(asArray(operand, '$all'));
    case '$elemMatch':
      return elementMatches(operand);
    default:
      throw NOT_HERE.has(operator) ? notSupported(operator) : no(`unknown operator: ${operator}`);
  }
}

function isIn(list: Value[]): Test {
  const keys = new Set<string>();
  const regexes: Test[] = [];
  for (const item of list) {
    if (isOperators(item)) throw no('cannot nest $ under $in');
    if (item instanceof BSONRegExp) regexes.push(matchesRegex(item, item));
    keys.add(keyOf(item));
  }
  if (keys.has('\x05')) keys.add('\x04');
  return either((value) => keys.has(keyOf(value)) || regexes.some((regex) => regex(value)));
}

function hasAll(list: Value[]): Test {
  if (list.length === 0) return () => false;
  const tests = list.map((item) => {
    if (item instanceof Map && item.has('$elemMatch')) return elementMatches(item.get('$elemMatch') ?? null);
    if (isOperators(item)) throw no('no $ expressions in $all');
    return implicit(item);
  });
  return (value) => tests.every((test) => test(value));
}

function elementMatches(operand: Value): Test {
  const query = asDoc(operand, '$elemMatch');
  const test = isOperators(query) && !isLogical(query) ? elementTest(query) : objectTest(query);
  return (value) => Array.isArray(value) && value.some(test);
}

function isLogical(query: Doc): boolean {
  const [first = ''] = query.keys();
  return ['$and', '$or', '$nor', '$expr', '$where'].includes(first);
}

function objectTest(query: Doc): Test {
  const predicate = compileQuery(query);
  return (value) =>
    value instanceof Map
      ? predicate(value)
      : Array.isArray(value) && predicate(new Map(value.map((item, i) => [String(i), item])));
}

/** Operators on the element itself: it is wrapped so that the same code tests it, without being taken apart again. */
export function elementTest(operators: Doc): Test {
  const predicate = compileOperators(['element'], operators);
  return (value) => value !== undefined && predicate(new Map([['element', value]]));
}
