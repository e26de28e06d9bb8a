import { expect, test } from '@jest/globals';
import { counted } from '../../src/operator/counted.js';
import { after, minute, second } from '../../src/shared/clock.js';

const start = new Date('2030-01-07T09:00:00Z');

test('everybody who asks within a minute shares one count', async () => {
  let counts = 0;
  const count = counted(() => Promise.resolve((counts += 1)));
  expect(await Promise.all([count(start), count(start), count(after(start, 59 * second))])).toEqual([1, 1, 1]);
  expect(await count(after(start, minute))).toBe(2);
  expect(await count(start)).toBe(3);
});

test('a count that failed is not kept', async () => {
  let broken = true;
  const count = counted(() => (broken ? Promise.reject(new Error('away')) : Promise.resolve('counted')));
  await expect(count(start)).rejects.toThrow('away');
  broken = false;
  expect(await count(start)).toBe('counted');
});
