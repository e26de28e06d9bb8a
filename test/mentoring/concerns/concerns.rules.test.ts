import { describe, expect, test } from '@jest/globals';
import type { Contact } from '../../../src/mentoring/concerns/concern.js';
import { answerBy, hasOpened, mayRead, readersOf, topicsFrom } from '../../../src/mentoring/concerns/concerns.rules.js';
import { after, hour, minute } from '../../../src/shared/clock.js';

const now = new Date('2026-11-28T09:00:00Z');

function contact(personId: string | undefined, topicIds: readonly string[], answersWithinHours = 24): Contact {
  const facts = { contactId: `c-${personId ?? 'out'}`, name: '', title: '', reach: '', phone: '' };
  return { ...facts, topicIds, answersWithinHours, ...(personId !== undefined && { personId }) };
}

describe('who reads a concern', () => {
  const contacts = [contact('maja', ['stress']), contact('lind', ['pair']), contact(undefined, ['stress'])];
  const hereIds = new Set(['maja', 'lind']);
  const ids = (topic: string, keptFromIds: readonly string[], here: ReadonlySet<string> = hereIds) =>
    readersOf({ contacts }, topic, { hereIds: here, keptFromIds }).map(({ personId }) => personId);

  test('those named for the topic; an outsider never', () => expect(ids('stress', [])).toEqual(['maja']));
  test('the next contact, when it is kept from them', () => expect(ids('stress', ['maja'])).toEqual(['lind']));
  test('one alone of any topic, when nobody is named for it', () => expect(ids('other', [])).toEqual(['maja']));
  test('nobody who left', () => expect(ids('pair', [], new Set(['maja']))).toEqual(['maja']));
  test('nobody, when all are kept from it', () => expect(ids('pair', ['maja', 'lind'])).toEqual([]));

  test('later contacts read it only when everybody it was given to has left', () => {
    const concern = { readerIds: ['maja'], topicId: 'pair', authorId: 'ana', keptFromIds: [] };
    const page = { contacts };
    expect(mayRead(concern, 'lind', { page, hereIds })).toBe(false);
    expect(mayRead(concern, 'lind', { page, hereIds: new Set(['lind']) })).toBe(true);
    const kept = { ...concern, keptFromIds: ['lind'] };
    expect(mayRead(kept, 'lind', { page, hereIds: new Set(['lind']) })).toBe(false);
  });
});

test('an answer is owed by the earlier of promise and need', () => {
  const promises = [contact('maja', [], 24), contact('lind', [], 48)];
  expect(answerBy(promises, 'whenever', now)).toEqual(after(now, 24 * hour));
  expect(answerBy(promises, 'today', now)).toEqual(after(now, 8 * hour));
  expect(answerBy([contact('lind', [], 168)], 'days', now)).toEqual(after(now, 48 * hour));
});

test('what was opened stays open for half an hour, for whoever opened it', () => {
  const looks = [{ personId: 'maja', at: now }];
  expect(hasOpened({ looks }, 'maja', after(now, 29 * minute))).toBe(true);
  expect(hasOpened({ looks }, 'maja', after(now, 30 * minute))).toBe(false);
  expect(hasOpened({ looks }, 'lind', now)).toBe(false);
});

test('a topic keeps its id while its name or its place stays', () => {
  const former = [
    { topicId: 'a', name: 'Stress' },
    { topicId: 'b', name: 'My pair' },
  ];
  let made = 0;
  const ids = (...names: string[]) =>
    topicsFrom(names, former, () => `new-${String((made += 1))}`).map(({ topicId }) => topicId);
  expect(ids('stress', 'Our work')).toEqual(['a', 'b']);
  expect(ids('My pair', 'Stress')).toEqual(['b', 'a']);
  expect(ids('My pair')).toEqual(['b']);
  expect(ids('Money', 'Stress', 'My pair')).toEqual(['new-1', 'a', 'b']);
  expect(ids('Stress', 'STRESS')).toEqual(['a']);
});
