import { NotFound } from '../shared/errors.js';

/** @throws NotFound where an address names no row: lower case, digits, dots and dashes */
export function itemCalled(name: string): string {
  if (!/^[a-z][a-z0-9.-]{0,99}$/.test(name)) throw new NotFound();
  return name;
}
