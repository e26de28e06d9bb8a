import { Double, ObjectId } from 'bson';
import { type Value } from './bson-value.js';
import { isNumeric, typeOf } from './values.js';

/** A value as MongoDB's shell writes it, for messages. */
export function show(value: Value): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return value instanceof Double ? String(value.value) : value.toString();
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (!(value instanceof Map)) return typeOf(value);
  return `{ ${[...value].map(([name, field]) => `${name}: ${show(field)}`).join(', ')} }`;
}
