import { describe, expect, test } from '@jest/globals';
import {
  copiedFrom,
  linkFacts,
  settingsForNewTerm,
  type StoredLink,
} from '../../../src/course/activities/link.rules.js';
import { someKinds } from '../../support/kinds.js';

const identity = 'abcdefghijklmnop';
const link = (custom: Record<string, string>, title = 'Week 1') =>
  linkFacts(someKinds, { externalId: '7', title, custom });

describe('a link’s custom values', () => {
  test('name its kind, its identity and where its settings come from', () => {
    expect(link({ activity_id: identity, kind: 'checkin', programme: 'term', item: 'checkin-2' })).toEqual({
      externalId: '7',
      title: 'Week 1',
      kind: 'checkin',
      identity,
      programme: { programmeId: 'term', key: 'checkin-2' },
    });
  });

  test.each([
    ['nothing', {}],
    ['a kind that is none', { kind: 'admin' }],
    ['an identity with an operator', { activity_id: '{"$ne":1}' }],
    ['an identity too short to be one', { activity_id: 'x' }],
    ['an item without its programme', { item: 'checkin-2' }],
  ])('that say %s are as good as none', (_name, custom) => {
    expect(link(custom as Record<string, string>)).toEqual({ externalId: '7', title: 'Week 1' });
  });
});

describe('what a link was copied from', () => {
  const stored = (more: Partial<StoredLink>): StoredLink => ({
    externalId: '1',
    title: 'Week 1',
    kind: 'checkin',
    ...more,
  });
  const copy = link({ activity_id: identity, kind: 'checkin' });

  test('is the activity with its identity, whatever it is called now', () => {
    const original = stored({ identity, title: 'Renamed' });
    expect(copiedFrom(copy, [stored({}), original, stored({ identity: 'another-identity' })])).toBe(original);
  });

  test('is, of several duplicates, the one with its name, and in a course that started fresh the very same link', () => {
    const one = stored({ identity, title: 'Week 2' });
    const named = stored({ identity });
    const same = stored({ identity, title: 'Week 3', externalId: '7' });
    expect(copiedFrom(copy, [one, named])).toBe(named);
    expect(copiedFrom(copy, [one, named, same])).toBe(same);
  });

  test('is nothing of another kind, and without an identity only what has its name', () => {
    expect(copiedFrom(copy, [stored({ identity, kind: 'gate' })])).toBeUndefined();
    const plain = link({ kind: 'checkin' });
    expect(copiedFrom(plain, [stored({ title: 'Another' })])).toBeUndefined();
    expect(copiedFrom(plain, [stored({ identity })])).toBeUndefined();
    expect(copiedFrom(plain, [stored({})])?.title).toBe('Week 1');
  });
});

test('settings go into a new term without their dates', () => {
  const settings = { dueAt: '2026-11-26T20:00:00Z', startsAt: null, instructions: 'Write', reviewsEach: 3 };
  expect(settingsForNewTerm(settings)).toEqual({ instructions: 'Write', reviewsEach: 3 });
});
