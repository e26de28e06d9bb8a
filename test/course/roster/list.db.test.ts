/** The roster over a platform's pages, read by the real reader of lists: what is broken on the way closes nobody. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Course } from '../../../src/course/activities/course.js';
import { buildIndexes } from '../../../src/database.js';
import type { PlatformFailure } from '../../../src/lti/gateway.js';
import { createMemberships } from '../../../src/lti/memberships.js';
import type { ServiceClient } from '../../../src/lti/service-client.js';
import { groupStore } from '../../../src/course/roster/groups.store.js';
import { peopleStore } from '../../../src/course/roster/people.store.js';
import { rosterService, type RosterNeeds, type RosterService } from '../../../src/course/roster/roster.service.js';
import { rosterStore } from '../../../src/course/roster/rosters.store.js';
import { after, minute } from '../../../src/shared/clock.js';
import { failure, success } from '../../../src/shared/result.js';
import { aLaunch } from '../../support/launches.js';
import { useStore } from '../../support/store.js';

const store = useStore();
const start = new Date('2030-01-07T09:00:00Z');
const first = 'https://moodle.example/memberships';
const course: Course = {
  ...{ courseId: 'c1', platformId: 'platform-1', title: 'Statistics', label: 'S' },
  service: { ...aLaunch().service, membershipsUrl: first },
};
/** What each call for a page answers, in order: people, or why not. */
let pages: (readonly string[] | PlatformFailure | 'cut')[] = [];
let asked: string[] = [];
let stores: Pick<RosterNeeds, 'people' | 'groups' | 'rosters'>;
let roster: RosterService;
let minutes = 0;

const client: Pick<ServiceClient, 'call'> = {
  call(_ref, { url }) {
    const number = asked.push(url);
    const page = pages[number - 1] ?? [];
    if (page === 'cut') return Promise.resolve(success(answer('{"members":[{"user_id":"an', undefined)));
    if ('code' in page) return Promise.resolve(failure(page));
    const next = number < pages.length ? `<${first}?limit=2&from=${number * 2}>; rel="next"` : undefined;
    const members = page.map((id) => ({ user_id: id, roles: ['Learner'], status: 'Active', name: id }));
    return Promise.resolve(success(answer(JSON.stringify({ members }), next)));
  },
};

function answer(body: string, link: string | undefined) {
  return { status: 200, reason: 'OK', body, header: (name: string) => (name === 'link' ? link : undefined) };
}

beforeAll(async () => {
  stores = {
    people: peopleStore(store.connection()),
    groups: groupStore(store.connection()),
    rosters: rosterStore(store.connection()),
  };
  await buildIndexes(store.connection());
});

beforeEach(async () => {
  await Promise.all(Object.values(store.connection().models).map((model) => model.deleteMany({})));
  minutes = 0;
  roster = rosterService({
    followStanding: () => Promise.resolve(),
    hear: () => Promise.resolve(),
    ...stores,
    courses: { course: () => Promise.resolve(course) },
    gateway: createMemberships({ ...client, authorise: () => Promise.reject(new Error('not asked')) }),
    nudge: () => undefined,
    clock: () => start,
    nameless: (code) => `Learner ${code}`,
  });
  await roster.want(course, { message: 'activity' }, start);
  await read([['ana', 'ben'], ['cleo', 'daiki'], ['ema']]);
});

async function read(given: typeof pages) {
  pages = given;
  asked = [];
  minutes += 20;
  return roster.refresh('c1', { now: after(start, minutes * minute), force: false });
}

async function here(): Promise<string[]> {
  return (await roster.people('c1')).map((person) => person.name);
}

const everybody = ['ana', 'ben', 'cleo', 'daiki', 'ema'];
const trouble: PlatformFailure = { code: 'failed', retryable: true, status: 500 };

test('all pages make one list', async () => {
  expect(asked).toEqual([first, `${first}?limit=2&from=2`, `${first}?limit=2&from=4`]);
  expect(await here()).toEqual(everybody);
});

describe('nobody is closed', () => {
  test.each<[string, typeof pages, string]>([
    ['by a 500 on page 3', [['ana', 'ben'], ['cleo', 'daiki'], trouble], 'failed'],
    [
      'by a connection that breaks on page 2',
      [['ana', 'ben'], { code: 'unreachable', retryable: true }],
      'unreachable',
    ],
    ['by an answer cut off in the middle', [['ana', 'ben'], 'cut', ['ema']], 'unreadable'],
    ['by an empty list', [[]], 'empty_roster'],
  ])('%s, however often', async (_what, broken, code) => {
    for (let time = 0; time < 3; time += 1) {
      expect(await read(broken)).toMatchObject({ ok: false, failure: { code } });
    }
    expect(await here()).toEqual(everybody);
    expect((await roster.age('c1')).failure?.code).toBe(code);
  });

  test('by a page that is given twice while another is left out', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect(await read([['ana', 'ben'], ['ana', 'ben'], ['ema']])).toEqual(success({ members: 3, changes: 0 }));
    }
    expect(await here()).toEqual(everybody);
  });

  test('by a list that grew between two pages: whoever slid is listed twice', async () => {
    const grown: typeof pages = [
      ['ana', 'ben'],
      ['ben', 'daiki'],
      ['ema', 'fay'],
    ];
    await read(grown);
    await read(grown);
    expect(await here()).toEqual([...everybody, 'fay']);
  });

  test('by a list that shrank between two pages, as long as the next one is whole', async () => {
    // Ana was un-enrolled after page 1 was read: everybody moves up, and Cleo falls between the pages.
    await read([
      ['ana', 'ben'],
      ['daiki', 'ema'],
    ]);
    await read([
      ['ben', 'cleo'],
      ['daiki', 'ema'],
    ]);
    expect(await here()).toEqual(everybody);
    await read([
      ['ben', 'cleo'],
      ['daiki', 'ema'],
    ]);
    expect(await here()).toEqual(['ben', 'cleo', 'daiki', 'ema']);
  });

  test('by pages that never end', async () => {
    pages = Array.from({ length: 500 }, () => ['ana']);
    expect(await read(pages)).toMatchObject({ ok: false, failure: { code: 'unreadable' } });
    expect(asked.length).toBeLessThanOrEqual(200);
    expect(await here()).toEqual(everybody);
  });
});

test('one failure between two whole lists does not save somebody who left', async () => {
  await read([everybody.slice(1)]);
  await read([trouble]);
  await read([everybody.slice(1)]);
  expect(await here()).toEqual(everybody.slice(1));
});
