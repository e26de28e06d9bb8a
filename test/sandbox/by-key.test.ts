import { expect, test } from '@jest/globals';
import { byKey } from '../../src/sandbox/by-key.js';

const keyOf = ({ id }: { id: string }) => id;

test('a row is found as a walk through the list finds it: while it grows, shrinks, and grows again', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'a' }];
  const walked = (key: string) => rows.find(({ id }) => id === key);
  const same = (key: string) => expect(byKey(rows, keyOf, key)).toBe(walked(key));
  ['a', 'b', 'c'].forEach(same);
  rows.push({ id: 'c' });
  ['a', 'b', 'c'].forEach(same);
  rows.splice(2, 2);
  ['a', 'b', 'c'].forEach(same);
  rows.push({ id: 'd' }, { id: 'c' });
  ['a', 'b', 'c', 'd'].forEach(same);
  rows.length = 0;
  ['a', 'd'].forEach(same);
});
