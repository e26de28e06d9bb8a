import { expect, test } from '@jest/globals';
import { choosingTime } from '../../../src/pairing/choices/window.rules.js';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));

test('without a window people choose until pairs are published', () => {
  expect(choosingTime(undefined, undefined, at(1))).toEqual({ open: true });
  expect(choosingTime(at(1), undefined, at(2))).toEqual({ open: false });
});

test('a window opens choosing for the pairs that come next, until its end and no moment longer', () => {
  const window = { openedAt: at(3), until: at(5) };
  expect(choosingTime(at(1), window, at(4))).toEqual({ open: true, until: at(5) });
  expect(choosingTime(at(1), window, at(5))).toEqual({ open: false, until: at(5) });
  expect(choosingTime(undefined, window, at(5)).open).toBe(false);
});

test('a window of an earlier round is over', () => {
  expect(choosingTime(at(4), { openedAt: at(3), until: at(9) }, at(5))).toEqual({ open: false });
});
