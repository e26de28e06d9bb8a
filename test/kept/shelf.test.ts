import { expect, test } from '@jest/globals';
import { keptAtMost } from '../../src/kept/memory.js';
import { shelfOf } from '../../src/kept/shelf.js';
import { after } from '../../src/shared/clock.js';

const at = new Date('2026-03-02T10:00:00Z');
const held = (thing: string, weight = 1, stamp = '1') => ({ thing, stamp, at, weight });

test('what is held is found under its stamp, and under no other', () => {
  const shelf = shelfOf<string>(10);
  shelf.put('one', held('facts'));
  expect(shelf.find('one', '1', at)).toBe('facts');
  expect(shelf.find('one', '2', at)).toBeUndefined();
  expect(shelf.find('other', '1', at)).toBeUndefined();
});

test('it is found two minutes long: a process may have died before it noted what it wrote', () => {
  const shelf = shelfOf<string>(10);
  shelf.put('one', held('facts'));
  expect(shelf.find('one', '1', after(at, keptAtMost))).toBe('facts');
  expect(shelf.find('one', '1', after(at, keptAtMost + 1))).toBeUndefined();
  expect(shelf.find('one', '1', after(at, -1))).toBeUndefined();
});

test('the courses asked about longest ago make room, and the newest stays however heavy it is', () => {
  const shelf = shelfOf<string>(10);
  expect(shelf.put('one', held('first', 4))).toEqual([]);
  expect(shelf.put('two', held('second', 4))).toEqual([]);
  shelf.find('one', '1', at);
  expect(shelf.put('three', held('third', 4))).toEqual(['two']);
  expect(shelf.put('three', held('third anew', 4, '2'))).toEqual([]);
  expect(shelf.put('four', held('fourth', 11))).toEqual(['one', 'three']);
  expect(shelf.find('four', '1', at)).toBe('fourth');
  shelf.clear();
  expect(shelf.find('four', '1', at)).toBeUndefined();
});
