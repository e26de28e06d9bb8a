import { describe, expect, test } from '@jest/globals';
import type { Activity } from '../../../src/course/activities/activity.js';
import { toldApart } from '../../../src/course/activities/activities.rules.js';
import { someKinds } from '../../support/kinds.js';
import type { Insertion } from '../../../src/course/picker/insertion.js';
import { departure, looksReset, type Enrolled } from '../../../src/course/launches/renewal.rules.js';
import { moodlePlaces, setupItems, unopenedOf, type GateState } from '../../../src/course/set-up/set-up.rules.js';

describe('a reset course', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 8, number));
  const many = (count: number, status: Enrolled['status'], joined: number): Enrolled[] =>
    Array.from({ length: count }, () => ({ status, joinedAt: day(joined) }));

  test.each<[string, Enrolled[], boolean]>([
    ['everybody gone', many(20, 'left', 1), true],
    ['nearly everybody gone, one stays', [...many(19, 'left', 1), ...many(1, 'active', 1)], true],
    ['everybody gone, and as many new', [...many(20, 'left', 1), ...many(20, 'active', 9)], true],
    ['half of them gone', [...many(10, 'left', 1), ...many(10, 'active', 1)], false],
    ['two gone of two', many(2, 'left', 1), false],
    ['nobody ever there', [], false],
  ])('%s: %#', (_name, learners, expected) => {
    expect(looksReset(departure(learners), 0)).toBe(expected);
  });

  test('is asked about once, and again when those who came after have gone as well', () => {
    expect(looksReset(departure(many(20, 'left', 1)), 20)).toBe(false);
    expect(looksReset(departure([...many(20, 'left', 1), ...many(10, 'left', 9)]), 20)).toBe(true);
  });
});

describe('what Moodle still needs', () => {
  const picked = (identity: string, kind: string, more: Partial<Insertion> = {}): Insertion => ({
    ...{ identity, kind, courseId: 'c', batchId: 'b', place: 0, title: identity, pickedAt: new Date(0) },
    ...more,
  });
  const opened = (activityId: string, lineItemUrl?: string): Activity => ({
    ...{ activityId, courseId: 'c', title: activityId, settings: {} },
    service: {
      ...{ platformId: 'p', deploymentId: '1', contextId: '1', resourceLinkId: activityId, scopes: [] },
      ...(lineItemUrl !== undefined && { lineItemUrl }),
    },
  });
  const list = (insertions: Insertion[], activities: Record<string, Activity>, gates: Record<string, GateState> = {}) =>
    setupItems(someKinds, insertions, {
      activities: new Map(Object.entries(activities)),
      gates: new Map(Object.entries(gates)),
    }).map(({ insertion, need, state, hasColumn }) => [insertion.identity, need, state, hasColumn]);

  test('is the whole batch as soon as one of its links was opened, but for mentoring, which needs nothing', () => {
    const batch = [picked('home', 'mentoring'), picked('check', 'checkin'), picked('gate', 'gate')];
    expect(list(batch, {})).toEqual([]);
    expect(list(batch, { home: opened('a') })).toEqual([
      ['check', 'grade', 'owed', undefined],
      ['gate', 'restrict', 'owed', undefined],
    ]);
  });

  test('a pick that was cancelled in Moodle is not on the list', () => {
    const other = picked('check', 'checkin', { batchId: 'cancelled' });
    expect(list([other, picked('gate', 'gate')], { gate: opened('g') })).toEqual([
      ['gate', 'restrict', 'owed', undefined],
    ]);
  });

  test('a gate that holds somebody back is restricted; a column says only that grades arrive', () => {
    const batch = [picked('check', 'checkin'), picked('late', 'checkin'), picked('gate', 'gate')];
    const activities = { check: opened('a', 'https://m/1'), late: opened('b'), gate: opened('g') };
    expect(list(batch, activities, { g: 'closed' })).toEqual([
      ['check', 'grade', 'owed', true],
      ['late', 'grade', 'owed', false],
      ['gate', 'restrict', 'detected', undefined],
    ]);
    expect(list(batch, activities, { g: 'open' })[2]?.[2]).toBe('owed');
  });

  test('a column that few have points in is no gate: completion stays owed until a gate that waits for it lets some through', () => {
    const batch = [picked('check', 'checkin'), picked('gate', 'gate', { restrict: 'check' })];
    const activities = { check: opened('a', 'https://m/1'), gate: opened('g') };
    expect(list(batch, activities, { a: 'closed', g: 'unread' }).map(([, , state]) => state)).toEqual(['owed', 'owed']);
    expect(list(batch, activities, { a: 'partly', g: 'closed' }).map(([, , state]) => state)).toEqual([
      'owed',
      'detected',
    ]);
    expect(list(batch, activities, { g: 'partly' }).map(([, , state]) => state)).toEqual(['detected', 'detected']);
  });

  test('names what was inserted and nobody has opened, in a batch of which somebody opened something', () => {
    const batch = [
      picked('home', 'mentoring'),
      picked('check', 'checkin'),
      picked('x', 'checkin', { batchId: 'other' }),
    ];
    const names = unopenedOf(batch, new Map([['home', opened('a')]])).map(({ title }) => title);
    expect(names).toEqual(['check']);
  });

  test('what a teacher ticked off is settled', () => {
    const settled = picked('check', 'checkin', { settledAt: new Date(1) });
    expect(list([settled], { check: opened('a') })).toEqual([['check', 'grade', 'settled', false]]);
  });
});

describe('pages of Moodle', () => {
  test('are known from the way back', () => {
    const places = moodlePlaces(
      'https://uni.edu/moodle/mod/lti/return.php?course=3&launch_container=3&instanceid=7&sesskey=x',
    );
    expect(places.course).toBe('https://uni.edu/moodle/course/view.php?id=3');
    expect(places.activity?.('7')).toBe('https://uni.edu/moodle/mod/lti/view.php?l=7');
    expect(places.activity?.('7&id=1')).toBe('https://uni.edu/moodle/mod/lti/view.php?l=7%26id%3D1');
  });

  test('are the way back itself on a platform that is no Moodle, and none without one', () => {
    expect(moodlePlaces('https://lms.example/courses/1')).toEqual({ course: 'https://lms.example/courses/1' });
    expect(moodlePlaces(undefined)).toEqual({});
  });
});

test('activities of one name can be told apart, in the order in which Moodle made them', () => {
  const links = [
    { externalId: '10', title: 'Check-in' },
    { externalId: '12', title: 'Week 10' },
    { externalId: '9', title: 'check‑in' },
    { externalId: '11', title: 'Week 2' },
    { externalId: '3', title: '' },
    { externalId: '4', title: '' },
  ];
  const told = toldApart(links).map(({ externalId, title }) => [externalId, title]);
  expect(told.slice(0, 2)).toEqual([
    ['3', ''],
    ['4', ''],
  ]);
  expect(Object.fromEntries(told)).toMatchObject({
    9: 'check‑in (1)',
    10: 'Check-in (2)',
    11: 'Week 2',
    12: 'Week 10',
  });
  expect(told.slice(4).map(([id]) => id)).toEqual(['11', '12']);
});
