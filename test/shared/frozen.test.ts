import { expect, test } from '@jest/globals';
import { frozen } from '../../src/shared/frozen.js';

test('a row comes frozen with all it had, and the one given is left alone', () => {
  const row = { ...{ id: 'a', at: new Date(0) }, list: [1] };
  const kept = frozen(row);
  expect(kept).toEqual(row);
  expect(() => ((kept as { id: string }).id = 'b')).toThrow(TypeError);
  row.id = 'c';
  expect(kept.id).toBe('a');
});

test('what is no plain row is frozen as it is', () => {
  const [date, list] = [new Date(0), [1]];
  expect(frozen(date)).toBe(date);
  expect(frozen(list)).toBe(list);
  expect(Object.isFrozen(list)).toBe(true);
  expect([frozen('a'), frozen(1), frozen(null)]).toEqual(['a', 1, null]);
});
