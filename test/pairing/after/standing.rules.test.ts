import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isNearlyFull, loadOf, sideOf } from '../../../src/pairing/after/load.rules.js';
import { changedBetween, keptFrom } from '../../../src/pairing/drafts/outdated.rules.js';
import { newInvitations, publishedPairs } from '../../../src/pairing/publishing/publishing.rules.js';
import { plainPair } from '../../../src/pairing/drafts/making.rules.js';
import { fulfilled, together, type ChangeRequest } from '../../../src/pairing/after/requests.rules.js';
import {
  lineOf,
  seekersOf,
  shortCircles,
  standingOf,
  withoutPairs,
} from '../../../src/pairing/after/standing.rules.js';
import type { DraftPair } from '../../../src/pairing/words/draft.js';
import { pairIdOf } from '../../../src/pairing/words/keys.rules.js';
import { setupWith } from '../people.js';

const pair = (members: readonly string[], more: Partial<DraftPair> = {}): DraftPair => ({
  ...{ pairId: pairIdOf(members), members, score: 50_000, runnerUps: [] },
  ...more,
});
const alone = (personId: string) => ({ personId, reason: 'nobodyLeft' as const });
const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij'.split('')), { maxLength: 10 });

describe('who is with whom now', () => {
  test('a pair is over when one of two left; of a larger group the rest stays together', () => {
    const draft = { pairs: [pair(['a', 'b']), pair(['c', 'd', 'e'])], unpaired: [] };
    const { pairs, unpaired } = standingOf(draft, ['a', 'c', 'e', 'new']);
    expect(pairs.map(({ members }) => members)).toEqual([['c', 'e']]);
    expect(pairs[0]?.pairId).toBe(pairIdOf(['c', 'e']));
    expect(unpaired.map(({ personId }) => personId)).toEqual(['a', 'new']);
  });

  test('everybody of the course is in a pair or among the unpaired, nobody in both, nobody who left in either', () => {
    fc.assert(
      fc.property(ids, ids, (paired, here) => {
        const pairs = Array.from({ length: Math.floor(paired.length / 2) }, (_, at) =>
          pair(paired.slice(at * 2, at * 2 + 2)),
        );
        const { pairs: now, unpaired } = standingOf({ pairs, unpaired: paired.map(alone) }, here);
        const inPairs = now.flatMap(({ members }) => members);
        expect([...inPairs, ...unpaired.map(({ personId }) => personId)].sort()).toEqual([...here].sort());
      }),
    );
  });

  test('ending pairs leaves all others as they are', () => {
    const standing = { pairs: [pair(['a', 'b']), pair(['c', 'd'])], unpaired: [] };
    const after = withoutPairs(standing, [pairIdOf(['a', 'b'])], ['a', 'b', 'c', 'd']);
    expect(after.pairs).toEqual([standing.pairs[1]]);
    expect(after.unpaired.map(({ personId }) => personId)).toEqual(['a', 'b']);
  });

  test('a circle with two left is one too few; a pair of peers is none', () => {
    const pairs = [pair(['a', 'b', 'c']), pair(['d', 'e', 'f', 'g'])];
    const here = ['a', 'b', 'd', 'e', 'f'];
    expect(shortCircles({ pairs, setup: setupWith({ mode: 'circles' }) }, here)).toEqual([
      { pairId: pairIdOf(['a', 'b', 'c']), members: ['a', 'b'] },
    ]);
    expect(shortCircles({ pairs, setup: setupWith({ mode: 'peers' }) }, here)).toEqual([]);
  });
});

describe('who seeks a partner', () => {
  test('is told with why: asked, left, refused, late, waiting, in this order', () => {
    const published = {
      form: 'peers' as const,
      pairs: [pair(['a', 'b']), pair(['c', 'd'])],
      unpaired: [alone('w')],
    };
    const standing = { pairs: [pair(['a', 'b'])], unpaired: ['w', 'c', 'r', 'late'].map(alone) };
    const requests = [
      { personId: 'a', pairId: pairIdOf(['a', 'b']), reason: 'silence', at: new Date(0) },
      { personId: 'c', pairId: pairIdOf(['c', 'd']), at: new Date(0) },
    ];
    const seekers = seekersOf({ published, standing, requests, refusedIds: new Set(['r']) });
    expect(seekers.map(({ personId, why }) => `${personId} ${why}`)).toEqual([
      'a asked',
      'c left',
      'r refused',
      'late late',
      'w waiting',
    ]);
    expect(seekers[0]?.asks).toEqual([{ personId: 'a', note: 'silence' }]);
  });

  const asking = (personId: string, members: readonly string[], more: Partial<ChangeRequest> = {}) => ({
    ...{ personId, pairId: pairIdOf(members), at: new Date(0) },
    ...more,
  });

  test('whoever of a mentor and a mentee asks, the mentee gets another mentor: one row, with the words of both', () => {
    const pairs = [pair(['mentor', 'a']), pair(['mentor', 'b'])];
    const requests = [asking('mentor', ['mentor', 'a'], { reason: 'late' }), asking('a', ['mentor', 'a'])];
    const published = { form: 'mentoring' as const, pairs, unpaired: [] };
    expect(seekersOf({ published, standing: published, requests, refusedIds: new Set() })).toEqual([
      { personId: 'a', why: 'asked', asks: [{ personId: 'mentor', note: 'late' }, { personId: 'a' }] },
    ]);
  });

  test('in a circle whoever asks moves, also when somebody else has gone meanwhile', () => {
    const pairs = [pair(['a', 'b', 'c'])];
    const published = { form: 'peers' as const, pairs, unpaired: [] };
    const requests = [asking('b', ['a', 'b', 'c', 'gone']), asking('a', ['a', 'other'])];
    const seekers = seekersOf({ published, standing: published, requests, refusedIds: new Set() });
    expect(seekers.map(({ personId }) => personId)).toEqual(['b']);
  });

  test('a move fulfils what both of two wished, of a circle only what the one who moves wished', () => {
    const requests = [asking('a', ['a', 'b']), asking('b', ['a', 'b']), asking('c', ['c', 'd', 'e'])];
    const circle = { members: ['c', 'd', 'e'] };
    expect(fulfilled(requests, 'a', [{ members: ['a', 'b'] }])).toEqual(requests.slice(0, 2));
    expect(fulfilled(requests, 'd', [circle])).toEqual([]);
    expect(fulfilled(requests, 'c', [circle])).toEqual(requests.slice(2));
  });

  test('asked twice over is one request, with the words that were said', () => {
    const once = asking('a', ['a', 'b'], { at: new Date(2) });
    const elsewhere = asking('a', ['a', 'b'], { reason: 'silence' });
    const other = asking('c', ['c', 'd'], { at: new Date(1) });
    expect(together([once], [elsewhere, other])).toEqual([other, { ...once, reason: 'silence' }]);
  });

  test('stands in line by when they sent their profile; without one not at all', () => {
    const sent = new Map([
      ['a', new Date(2)],
      ['b', new Date(1)],
      ['c', new Date(2)],
    ]);
    expect(lineOf(['c', 'a', 'b', 'none'], sent)).toEqual(['b', 'a', 'c']);
  });
});

describe('places of mentors', () => {
  const said = (roleWish: 'mentor' | 'mentee', maxMentees?: number) => ({
    ...{ roleWish, completedAt: new Date(0) },
    ...(maxMentees !== undefined && { maxMentees }),
  });
  const profiles = new Map([
    ['m', said('mentor', 3)],
    ['idle', said('mentor')],
    ['x', said('mentee')],
  ]);
  const facts = {
    setup: setupWith({ capacity: 2 }),
    profiles,
    marks: new Map([['idle', { trained: true, capacity: 1 }]]),
    people: new Map(),
  };

  test('are as the teacher says of one or the course of all, at most as wished for, never less than is taken', () => {
    const standing = {
      pairs: [pair(['m', 'a']), pair(['n', 'b']), pair(['n', 'c']), pair(['n', 'd'])],
      unpaired: ['idle', 'x'].map(alone),
    };
    expect(loadOf(standing, facts)).toEqual({ taken: 4, all: 2 + 3 + 1 });
  });

  test('are nearly full from four of five on', () => {
    expect(isNearlyFull({ taken: 3, all: 4 })).toBe(false);
    expect(isNearlyFull({ taken: 4, all: 5 })).toBe(true);
    expect(isNearlyFull({ taken: 0, all: 0 })).toBe(false);
  });

  test('an untrained mentor offers none where only trained ones may mentor', () => {
    const strict = { ...facts, setup: setupWith({ rules: { trainedOnly: true } }) };
    expect([sideOf('idle', strict), sideOf('m', strict), sideOf('m', facts)]).toEqual(['mentor', 'mentee', 'mentor']);
  });
});

describe('what a pair carries from one publication to the next', () => {
  const now = new Date('2026-11-23T09:00:00Z');
  const since = new Date('2026-11-01T09:00:00Z');

  test('a pair that was published keeps its beginning and its invitation; a new one begins now', () => {
    const before = [pair(['a', 'b'], { since, invitationId: 'i1' })];
    const pairs = publishedPairs([pair(['a', 'b']), pair(['c', 'd'])], before, { now, invite: () => 'i2' });
    expect(pairs.map(({ since: from, invitationId }) => [from, invitationId])).toEqual([
      [since, 'i1'],
      [now, 'i2'],
    ]);
    const times = { publicationId: 'p', invitedAt: now, dueAt: now };
    expect(newInvitations(pairs, before, times).map(({ invitationId }) => invitationId)).toEqual(['i2']);
  });

  test('a draft carries neither', () => {
    expect(plainPair(pair(['a', 'b'], { since, invitationId: 'i1', lockedBy: 't' }))).toEqual(
      pair(['a', 'b'], { lockedBy: 't' }),
    );
  });
});

describe('a draft whose ground has changed', () => {
  const before = [pair(['m', 'a']), pair(['m', 'b']), pair(['n', 'c'])];
  const today = [pair(['m', 'b']), pair(['n', 'c']), pair(['n', 'a'])];
  const locked = before.map((one) => ({ ...one, lockedBy: 't' }));

  test('is told which pairs came and which went', () => {
    expect(changedBetween(before, today)).toEqual({ came: [['n', 'a']], went: [['m', 'a']] });
  });

  test('keeps locks, but for those whose partner was changed; who was to keep everybody gets theirs of today', () => {
    const draft = { pairs: locked, form: 'mentoring', around: 'most' } as const;
    const names = (pairs: readonly DraftPair[]) => pairs.map(({ members }) => members.join('+'));
    expect(names(keptFrom({ ...draft, pairs: locked }, { before, today }))).toEqual(['m+b', 'n+c']);
    const all = { ...draft, pairs: locked, around: 'published' } as const;
    expect(names(keptFrom(all, { before, today }))).toEqual(['m+b', 'n+c', 'n+a']);
  });

  test('places nobody twice, whatever changed', () => {
    fc.assert(
      fc.property(ids, ids, fc.boolean(), (one, other, peers) => {
        const pairsOf = (list: readonly string[]) =>
          Array.from({ length: Math.floor(list.length / 2) }, (_, at) => pair(list.slice(at * 2, at * 2 + 2)));
        const was = pairsOf(one);
        const draft = {
          pairs: was.map((each) => ({ ...each, lockedBy: 't' })),
          form: peers ? ('peers' as const) : ('mentoring' as const),
          around: 'published' as const,
        };
        const kept = keptFrom(draft, { before: was, today: pairsOf(other) });
        const placed = kept.flatMap(({ members }) => (peers ? members : members.slice(1)));
        expect(new Set(placed).size).toBe(placed.length);
      }),
    );
  });
});
