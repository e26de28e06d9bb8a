import { expect, test } from '@jest/globals';
import { loadOf, readinessOf } from '../../../src/pairing/readiness/readiness.rules.js';
import type { SetupChange } from '../../../src/pairing/words/setup.js';
import { noKnots, type Knots } from '../../../src/pairing/measure/yardstick.rules.js';
import { people, setupWith, topics, winter } from '../people.js';

function readiness(all: Parameters<typeof people>[0], change: SetupChange = {}, knots: Knots = noKnots) {
  const course = { people: people(all), lists: { topics }, knots };
  return readinessOf({ ...course, setup: setupWith(change), seed: 1, at: winter, locked: [] });
}

test('readiness counts profiles and wishes and names who is missing', () => {
  const found = readiness({ ana: { roleWish: 'mentor' }, ben: { roleWish: 'mentee' }, cleo: undefined });
  expect(found).toMatchObject({ learners: 3, done: 2, missingIds: ['cleo'] });
  expect(found.wishes).toEqual({ mentor: 1, mentee: 1, either: 0, both: 0 });
});

test('who said nothing mentors only where the course lets them, and places are missing', () => {
  const wishes = { ana: { roleWish: 'mentor' as const }, ben: undefined, cleo: undefined };
  expect(readiness(wishes, { capacity: 2 }).sides).toEqual({ mentors: 1, mentees: 2, places: 2 });
  expect(readiness(wishes, { capacity: 1 }).sides).toEqual({ mentors: 1, mentees: 2, places: 1 });
  const open = { capacity: 1, rules: { mentorsAnswered: false } };
  expect(readiness(wishes, open).sides).toEqual({ mentors: 2, mentees: 1, places: 2 });
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
  const alone = { reason: 'languages', personIds: ['ana'], loosen: ['languages'] };
  expect(readiness(both, { mode: 'peers' }).obstacles).toEqual([alone]);
  expect(readiness({ ...both, dan: {} }, { mode: 'peers' }).obstacles).toEqual([]);
});

test('of those marked as mentors it is said how many answered', () => {
  const course = { people: people({ ana: {}, ben: undefined, cleo: {} }), lists: { topics }, knots: noKnots };
  const marked = course.people.map((one, at) => ({
    ...one,
    ...(at === 0 && { trained: true }),
    ...(at === 1 && { capacity: 2 }),
  }));
  const found = readinessOf({ ...course, people: marked, setup: setupWith(), seed: 1, at: winter, locked: [] });
  expect(found.marked).toEqual({ all: 2, done: 1 });
});

test.each([
  [10, 8, 'few'],
  [10, 7, 'enough'],
  [10, 11, 'missing'],
  [1, 1, 'enough'],
  [0, 0, 'enough'],
])('%d places for %d mentees are %s', (places, mentees, load) => {
  expect(loadOf({ mentors: 1, mentees, places })).toBe(load);
});
