import { expect, test } from '@jest/globals';
import { placedOtherwise } from '../../../src/pairing/readiness/otherwise.rules.js';
import { people } from '../people.js';

const all = people({
  ana: { roleWish: 'mentee' },
  ben: { roleWish: 'mentor' },
  cleo: { roleWish: 'either' },
  dan: undefined,
  eva: { roleWish: 'both' },
});
const pairs = [{ members: ['ana', 'ben'] }, { members: ['cleo', 'dan'] }, { members: ['eva', 'cleo'] }];

test('who would like a mentor and mentors, and who would mentor and has a mentor, are told', () => {
  const placed = { form: 'mentoring', setup: { mode: 'mentoring' }, pairs } as const;
  expect(placedOtherwise(all, placed)).toEqual([
    { personId: 'ana', wish: 'mentee', is: 'mentor' },
    { personId: 'ben', wish: 'mentor', is: 'mentee' },
  ]);
});

test('nobody is where the sides were turned round on purpose, where there are none, and where nobody is placed', () => {
  expect(placedOtherwise(all, { form: 'mentoring', setup: { mode: 'reverse' }, pairs })).toEqual([]);
  expect(placedOtherwise(all, { form: 'peers', setup: { mode: 'peers' }, pairs })).toEqual([]);
  expect(placedOtherwise(all, { form: 'mentoring', setup: { mode: 'mentoring' }, pairs: [] })).toEqual([]);
});
