import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { Double } from 'bson';

/**
 * BSON as this store holds it. Documents are Maps: they keep the order of fields such as "1", "0", and a field named
 * `__proto__` is a field. A plain number is what a driver would send for it: an int32 where it fits, else a double; the
 * double 3.0 is a `Double`, an int64 is a bigint. `undefined` is a missing field, never a value.
 */
export type Doc = Map<string, Value>;
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | Decimal128
  | Double
  | MaxKey
  | MinKey
  | ObjectId
  | Timestamp
  | Raw
  | Doc
  | Value[];

/** A whole document already in bytes: written into a reply as it is. */
export class Raw {
  constructor(readonly bytes: Uint8Array) {}
}

export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** The double `value`, kept apart from an int32 of the same worth. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/** Subtype 2 repeats its length inside. */
export const OLD_BINARY = 2;

/** A Map from an object literal of ours, in the order written. */
export function doc(fields: Record<string, Value | undefined>): Doc {
  const map: Doc = new Map();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) map.set(name, value);
  return map;
}
