import { expect, test } from '@jest/globals';
import { triedAt, triedIn } from '../../src/web/tried.js';

test('answers come out of an address as they went in, several of one name too', () => {
  const posted = { mode: 'mentoring', weight: '8', rules: ['hours', 'language & more'], note: 'a=b?c#d ü' };
  const at = triedAt('/pairing/setup', posted) ?? '';
  expect(at.startsWith('/pairing/setup?tried=')).toBe(true);
  const tried = new URL(at, 'http://x.invalid').searchParams.get('tried') ?? '';
  expect(triedIn({ tried })).toEqual(posted);
});

test('what is too long for an address is in none, and an address without answers has none', () => {
  expect(triedAt('/pairing/setup', { note: 'x'.repeat(5000) })).toBeUndefined();
  expect(triedIn({})).toBeUndefined();
  expect(triedIn({ tried: '' })).toEqual({});
});
