import { expect, test } from '@jest/globals';
import type { DraftPair } from '../../src/pairing/draft.js';
import { fairnessOf, readinessOf } from '../../src/pairing/fairness.rules.js';
import { comparedPeople } from '../../src/pairing/pairing.rules.js';
import { people, topics, winter } from './people.js';

function pair(one: string, other: string, score: number): DraftPair {
  return { pairId: `${one}.${other}`, members: [one, other], score, runnerUps: [] };
}

function readiness(
  all: Parameters<typeof people>[0],
  choice: { form?: 'mentoring' | 'peers'; capacity?: number } = {},
) {
  const everybody = people(all);
  const compared = comparedPeople(everybody, topics, winter).people;
  return readinessOf(everybody, compared, { form: 'mentoring', capacity: 1, topics, ...choice });
}

test('the weakest pair, the average and the bands are told in shown points', () => {
  const pairs = [pair('a', 'b', 48_400), pair('a', 'c', 55_000), pair('d', 'e', 100_000)];
  const fairness = fairnessOf({ pairs, unpaired: [{ personId: 'f', reason: 'noPlace' }] });
  expect(fairness).toMatchObject({ matched: 5, people: 6, weakest: 48, average: 68 });
  expect(fairness.bands.map(({ count }) => count)).toEqual([1, 1, 0, 0, 1]);
});

test('a draft without pairs has no weakest pair', () => {
  expect(fairnessOf({ pairs: [], unpaired: [] })).toMatchObject({ matched: 0, people: 0, weakest: undefined });
});

test('readiness counts profiles and wishes and names who is missing', () => {
  const found = readiness({ ana: { roleWish: 'mentor' }, ben: { roleWish: 'mentee' }, cleo: undefined });
  expect(found).toMatchObject({ learners: 3, done: 2, missingIds: ['cleo'] });
  expect(found.wishes).toEqual({ mentor: 1, mentee: 1, either: 0 });
});

test('who said nothing mentors only when places are missing', () => {
  const wishes = { ana: { roleWish: 'mentor' as const }, ben: undefined, cleo: undefined };
  expect(readiness(wishes, { capacity: 2 }).sides).toEqual({ mentors: 1, mentees: 2, places: 2 });
  expect(readiness(wishes, { capacity: 1 }).sides).toEqual({ mentors: 2, mentees: 1, places: 2 });
});

test('a topic is scarce when more ask for it than its mentors have places', () => {
  const all = { ana: { strong: ['R'] }, ben: { wanted: ['R'] }, cleo: { wanted: ['R', 'Exams'] } };
  expect(readiness(all).scarce).toEqual([
    { topic: 'R', asked: 2, offered: 1 },
    { topic: 'Exams', asked: 1, offered: 0 },
  ]);
  expect(readiness(all, { capacity: 2 }).scarce).toEqual([{ topic: 'Exams', asked: 1, offered: 0 }]);
});

test('who shares a language with nobody is named; whoever did not say can be placed', () => {
  const both = { ana: { languages: ['pt'] }, ben: { languages: ['de'] }, cleo: { languages: ['de'] } };
  expect(readiness(both).unplaceableIds).toEqual(['ana']);
  expect(readiness({ ...both, dan: {} }).unplaceableIds).toEqual([]);
});
