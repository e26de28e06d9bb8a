import { expect, test } from '@jest/globals';
import { madeOnce } from '../../src/shared/made-once.js';

test('each is made once, also what is false or undefined, until there are too many', () => {
  const made: string[] = [];
  const make = madeOnce((key) => {
    made.push(key);
    return key === 'a' ? false : undefined;
  }, 2);
  expect([make('a'), make('b'), make('a'), make('b')]).toEqual([false, undefined, false, undefined]);
  expect(made).toEqual(['a', 'b']);
  make('c');
  make('a');
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});

test('what cannot be made is not kept', () => {
  let tries = 0;
  const make = madeOnce((key) => {
    tries += 1;
    throw new Error(key);
  }, 2);
  expect(() => make('a')).toThrow('a');
  expect(() => make('a')).toThrow('a');
  expect(tries).toBe(2);
});
