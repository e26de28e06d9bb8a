import { BSONRegExp, Timestamp } from 'bson';
import { type Doc, type Value } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { compileQuery, isOperators } from './matcher.js';
import { arithmetic } from './numbers.js';
import type { Path } from './paths.js';
import { compileSort } from './sorting.js';
import { clone, compare, isNumeric, same, toNumber, typeOf, type Maybe } from './values.js';

export const UNSET = Symbol('unset');

export interface UpdateContext {
  inserting: boolean;
  now: Date;
  /** The array index the query matched under this prefix, for the positional `$`. */
  position: (prefix: Path) => number | undefined;
}

/** From a field's old value to its new one; `undefined` leaves it as it is. */
export type Modifier = (old: Maybe, context: UpdateContext, doc: Doc) => Maybe | typeof UNSET;

function listAt(old: Maybe, operator: string, field: string): Value[] {
  if (old === undefined) return [];
  if (Array.isArray(old)) return old;
  throw new MongoError('BadValue', `The field '${field}' must be an array but is of type ${typeOf(old)} (${operator})`);
}

function number(operator: '$inc' | '$mul', operand: Value, field: string): Modifier {
  const sign = operator === '$inc' ? '+' : '*';
  if (!isNumeric(operand)) {
    throw new MongoError(
      'TypeMismatch',
      `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${field}: ${typeOf(operand)}}`,
    );
  }
  return (old) => {
    if (old === undefined) return operator === '$inc' ? operand : arithmetic(operator, '*', operand, 0);
    if (!isNumeric(old)) {
      throw new MongoError(
        'TypeMismatch',
        `Cannot apply ${operator} to a value of non-numeric type. The field '${field}' has a non-numeric type of ${typeOf(old)}`,
      );
    }
    return withinLong(arithmetic(operator, sign, old, operand), operator, [old, operand]);
  };
}

/** An update never turns whole numbers into a double: what needs more than 64 bits is refused. */
function withinLong(made: Value, operator: string, inputs: Value[]): Value {
  const whole = inputs.every((input) => ['int', 'long'].includes(typeOf(input)));
  if (whole && typeOf(made) === 'double')
    throw new MongoError('BadValue', `Failed to apply ${operator} operations to current value: it needs over 64 bits`);
  return made;
}

function currentDate(operand: Value): Modifier {
  const kind = operand instanceof Map ? operand.get('$type') : typeof operand === 'boolean' ? 'date' : undefined;
  if (kind === 'date') return (_, { now }) => now;
  if (kind === 'timestamp') return (_, { now }) => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  throw new MongoError('BadValue', "The '$type' string field is required to be 'date' or 'timestamp'");
}

function each(operator: string, operand: Value, allowed: string[]): { items: Value[]; options: Doc } {
  if (!(operand instanceof Map) || !operand.has('$each')) return { items: [operand], options: new Map() };
  for (const name of operand.keys()) {
    if (!allowed.includes(name)) throw new MongoError('BadValue', `Unrecognized clause in ${operator}: ${name}`);
  }
  const items = operand.get('$each');
  if (!Array.isArray(items))
    throw new MongoError(
      'BadValue',
      `The argument to $each in ${operator} must be an array but it was of type: ${typeOf(items)}`,
    );
  return { items, options: operand };
}

function integer(options: Doc, name: string): number | undefined {
  const value = options.get(name);
  if (value === undefined) return undefined;
  const number = toNumber(value);
  if (!isNumeric(value) || !Number.isInteger(number))
    throw new MongoError('BadValue', `The value for ${name} must be an integer value`);
  return number;
}

function push(operand: Value, field: string): Modifier {
  const { items, options } = each('$push', operand, ['$each', '$slice', '$sort', '$position']);
  const position = integer(options, '$position');
  const slice = integer(options, '$slice');
  const sort = options.get('$sort');
  const order = sort === undefined ? undefined : elementOrder(sort);
  return (old) => {
    let list = [...listAt(old, '$push', field)];
    list.splice(position ?? list.length, 0, ...items.map(clone));
    if (order) list.sort(order);
    if (slice !== undefined) list = slice < 0 ? list.slice(slice) : list.slice(0, slice);
    return list;
  };
}

function elementOrder(sort: Value): (a: Value, b: Value) => number {
  if (isNumeric(sort)) return (a, b) => compare(a, b) * toNumber(sort);
  if (!(sort instanceof Map))
    throw new MongoError(
      'BadValue',
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const keyed = compileSort(sort);
  const none: Doc = new Map();
  return (a, b) => keyed(a instanceof Map ? a : none, b instanceof Map ? b : none);
}

function addToSet(operand: Value, field: string): Modifier {
  const { items } = each('$addToSet', operand, ['$each']);
  return (old) => {
    const list = [...listAt(old, '$addToSet', field)];
    for (const item of items) if (!list.some((other) => same(other, item))) list.push(clone(item));
    return list;
  };
}

function pop(operand: Value, field: string): Modifier {
  const end = toNumber(operand);
  if (end !== 1 && end !== -1) throw new MongoError('FailedToParse', `$pop expects 1 or -1, found: ${end}`);
  return (old) => {
    if (old === undefined) return undefined;
    const list = listAt(old, '$pop', field);
    return end === 1 ? list.slice(0, -1) : list.slice(1);
  };
}

function pull(operand: Value, field: string): Modifier {
  const drop = pullTest(operand);
  return (old) => (old === undefined ? undefined : listAt(old, '$pull', field).filter((item) => !drop(item)));
}

const ON_DOCUMENTS = new Set(['$and', '$or', '$nor', '$expr', '$not']);

/** Of `$pull`: operators are asked of each element, a query or `$or` of its fields; a value has to be the element. */
function pullTest(operand: Value): (item: Value) => boolean {
  const [first = ''] = operand instanceof Map ? operand.keys() : [];
  if (operand instanceof Map && (!isOperators(operand) || ON_DOCUMENTS.has(first))) {
    const query = compileQuery(operand, true);
    return (item) => item instanceof Map && query(item);
  }
  if (!(operand instanceof Map) && !(operand instanceof BSONRegExp)) return (item) => same(item, operand);
  const query = compileQuery(new Map([['element', operand]]));
  return (item) => query(new Map([['element', item]]));
}

function pullAll(operand: Value, field: string): Modifier {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', '$pullAll requires an array argument');
  return (old) =>
    old === undefined
      ? undefined
      : listAt(old, '$pullAll', field).filter((item) => !operand.some((other) => same(other, item)));
}

/** One entry per operator: from its operand and the name of the field to what it does to the field's value. */
export const MODIFIERS: ReadonlyMap<string, (operand: Value, field: string) => Modifier> = new Map<
  string,
  (operand: Value, field: string) => Modifier
>([
  ['$set', (operand) => () => clone(operand)],
  ['$setOnInsert', (operand) => () => clone(operand)],
  ['$unset', () => () => UNSET],
  ['$inc', (operand, field) => number('$inc', operand, field)],
  ['$mul', (operand, field) => number('$mul', operand, field)],
  ['$min', (operand) => (old) => (old === undefined || compare(operand, old) < 0 ? clone(operand) : undefined)],
  ['$max', (operand) => (old) => (old === undefined || compare(operand, old) > 0 ? clone(operand) : undefined)],
  ['$currentDate', (operand) => currentDate(operand)],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pop', pop],
  ['$pull', pull],
  ['$pullAll', pullAll],
  [
    '$bit',
    () => {
      throw notSupported('$bit');
    },
  ],
]);
