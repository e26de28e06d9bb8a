import { NotFound } from '../shared/errors.js';

/** Whether it can name a row of the queue: lower case, digits, dots and dashes. */
export function isItem(name: string): boolean {
  return /^[a-z][a-z0-9.-]{0,99}$/.test(name);
}

/** @throws NotFound where an address names no row */
export function itemCalled(name: string): string {
  if (!isItem(name)) throw new NotFound();
  return name;
}
