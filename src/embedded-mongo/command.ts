import { type Doc, type Value } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { type Cursors } from './cursors.js';
import { type Store } from './store.js';
import { type Within } from './time-limit.js';
import { isNumeric, toNumber, truthy, typeOf, type Maybe } from './values.js';

/** One command as it came: its body (with document sequences folded in), and what it may touch. */
export interface Command {
  name: string;
  body: Doc;
  database: string;
  store: Store;
  cursors: Cursors;
  now: Date;
  connectionId: number;
  within: Within;
}

export type Handler = (command: Command) => Doc;

/** Fields every command may carry; the ones that change nothing here are taken and left. */
const GENERIC = new Set(
  '$db lsid $clusterTime $readPreference readConcern writeConcern comment maxTimeMS apiVersion apiStrict apiDeprecationErrors txnNumber autocommit startTransaction stmtId stmtIds client helloOk ordered bypassDocumentValidation allowDiskUse'.split(
    ' ',
  ),
);

/** Refuses any field that is neither generic nor known to the command: nothing is ignored in silence. */
export function allow(body: Doc, names: readonly string[]): void {
  const [command] = body.keys();
  for (const name of body.keys()) {
    if (name !== command && !GENERIC.has(name) && !names.includes(name)) {
      throw new MongoError('Location40415', `BSON field '${command ?? ''}.${name}' is an unknown field.`);
    }
  }
}

export function namespaceOf({ body, name, database }: Command): string {
  const collection = body.get(name);
  if (typeof collection !== 'string')
    throw new MongoError('BadValue', `collection name has invalid type ${typeOf(collection)}`);
  if (collection === '') throw new MongoError('InvalidNamespace', `Invalid namespace specified '${database}.'`);
  return `${database}.${collection}`;
}

export function docField(source: Doc, name: string): Doc {
  const value = source.get(name);
  if (value === undefined || value === null) return new Map();
  if (value instanceof Map) return value;
  throw new MongoError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type '${typeOf(value)}', expected type 'object'`,
  );
}

export function listField(source: Doc, name: string): Value[] {
  const value = source.get(name);
  if (Array.isArray(value)) return value;
  throw new MongoError(
    value === undefined ? 'Location40414' : 'TypeMismatch',
    `BSON field '${name}' is missing or not an array`,
  );
}

/** A count such as `limit` or `batchSize`: whole and not negative. */
export function countField(source: Doc, name: string): number | undefined {
  const value = source.get(name);
  if (value === undefined || value === null) return undefined;
  const number = toNumber(value);
  if (!isNumeric(value))
    throw new MongoError(
      'TypeMismatch',
      `BSON field '${name}' is the wrong type '${typeOf(value)}', expected types '[long, int, decimal, double]'`,
    );
  if (number < 0)
    throw new MongoError('Location51024', `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return Math.trunc(number);
}

export function flag(source: Doc, name: string, otherwise = false): boolean {
  const value = source.get(name);
  return value === undefined ? otherwise : truthy(value);
}

export function refuseCollation(source: Doc): void {
  const collation = source.get('collation');
  if (collation instanceof Map && collation.size > 0 && collation.get('locale') !== 'simple')
    throw notSupported('collation');
}

export function bigField(value: Maybe): bigint {
  if (typeof value === 'bigint') return value;
  return BigInt(Math.trunc(toNumber(value)) || 0);
}
