import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { siteMap } from '../src/routes.js';
import { may, type Role } from '../src/web/permissions.js';
import type { Route } from '../src/web/routing.js';
import type { LaunchWish } from './support/launches.js';
import { startSite, type PageSeen, type Person, type TestSite } from './support/site.js';
import { useStore } from './support/store.js';

const store = useStore();
let site: TestSite;
let routes: readonly Route[];
/** People of course 1; `outsider…` are of another course, or of another Moodle with the very same ids. */
const people = new Map<string, Person>();
const activityIds = new Map<string, string>();
let anaId = '';

/** In this order: what a teacher may do makes staff of learners. */
const roles: readonly Role[] = ['learner', 'assistant', 'teacher'];
const kindOf: Readonly<Record<string, string>> = {
  intake: 'intake',
  checkins: 'checkin',
  reviews: 'peer-review',
  gates: 'gate',
};
const activityIdOf = (path: string) => activityIds.get(kindOf[path.split('/')[1] ?? ''] ?? 'mentoring') ?? '';

/** The route's address with ids of course 1. */
function addressOf(route: Route): string {
  return route.path
    .replace(':activityId', activityIdOf(route.path))
    .replace(':personId', anaId)
    .replace(/:\w+/g, 'AAAAAAAAAAAAAAAA');
}

function ask(person: Person, route: Route) {
  return route.method === 'get' ? person.get(addressOf(route)) : person.forge(addressOf(route), '');
}

function someone(name: string): Person {
  const found = people.get(name);
  if (!found) throw new Error(`Nobody called ${name}`);
  return found;
}

beforeAll(async () => {
  site = await startSite(store.connection());
  routes = siteMap(site.services).routes;
  const arrive = async (name: string, wish: LaunchWish) => people.set(name, await site.arrive(wish));
  for (const kind of ['mentoring', 'intake', 'checkin', 'peer-review', 'gate'])
    await arrive('learner', { person: 'ana', kind });
  await arrive('teacher', { person: 'tess', role: 'teacher' });
  await arrive('assistant', { person: 'noor', role: 'teacher' });
  await arrive('outsider teacher', { person: 'olaf', role: 'teacher', course: '2' });
  await arrive('outsider learner', { person: 'olga', course: '2' });
  await arrive('foreign teacher', { person: 'tess', role: 'teacher', platform: 'platform-2' });
  await arrive('foreign learner', { person: 'ana', platform: 'platform-2' });
  site.platform.hasPeople([
    { externalId: 'ana', role: 'learner', name: 'Ana Example' },
    { externalId: 'tess', role: 'teacher', name: 'Tess Example' },
    { externalId: 'noor', role: 'learner', name: 'Noor Example' },
  ]);
  await noorIsAssistant();
  const learners = await site.services.roster.learners(await courseIdOf());
  anaId = learners.find((person) => person.externalId === 'ana')?.personId ?? '';
  for (const activity of await site.services.activities.all(await courseIdOf())) {
    if (activity.kind) activityIds.set(activity.kind, activity.activityId);
  }
});
afterAll(() => site.close());

async function courseIdOf(): Promise<string> {
  const visitId = someone('learner').visitPath.split('/')[2] ?? '';
  return (await site.services.visits.find(visitId, site.now))?.visit.courseId ?? '';
}

/** The roster says Learner of somebody whose launch said Instructor: a non-editing teacher. */
async function noorIsAssistant(): Promise<void> {
  const refreshed = await site.services.roster.refresh(await courseIdOf(), { now: site.now, force: true });
  expect(refreshed.ok).toBe(true);
  people.set('assistant', await site.arrive({ person: 'noor', role: 'teacher' }));
}

test('the site map names every page once', () => {
  const names = routes.map((route) => `${route.method} ${route.path}`);
  expect(new Set(names).size).toBe(names.length);
});

/** Asks for every route and lists those whose answer is not as it should be. */
async function breaches(
  asked: readonly Route[],
  name: string,
  isRight: (answer: PageSeen, route: Route) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const route of asked) {
    const answer = await ask(someone(name), route);
    if (!isRight(answer, route)) found.push(`${name}: ${route.method} ${route.path} answers ${answer.status}`);
  }
  return found;
}

describe.each(roles)('a %s', (role) => {
  test('opens what the role may open, and nothing else', async () => {
    const found = await breaches(routes, role, ({ status }, route) =>
      may(role, route.permission) ? [200, 404, 409, 422].includes(status) : status === 403,
    );
    expect(found).toEqual([]);
  });
});

describe('nobody of another course or another Moodle', () => {
  const outsiders = ['outsider teacher', 'outsider learner', 'foreign teacher', 'foreign learner'];

  test.each(outsiders)('reaches a person or an activity of this one: %s', async (name) => {
    const pointed = routes.filter(({ path }) => path.includes(':'));
    expect(await breaches(pointed, name, ({ status }) => status >= 403 && status < 500)).toEqual([]);
  });

  test.each(outsiders.slice(0, 2))('sees a name of this one: %s', async (name) => {
    const pages = routes.filter(({ method }) => method === 'get');
    const names = /Ana Example|Tess Example|Noor Example/;
    expect(await breaches(pages, name, ({ html }) => !names.test(html))).toEqual([]);
  });
});

describe('a stranger with the address of a visit', () => {
  test('opens nothing', async () => {
    for (const route of routes) {
      const url = `${site.origin}${someone('teacher').visitPath}${addressOf(route)}`;
      const headers = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'document' };
      const answer = await fetch(url, { method: route.method.toUpperCase(), headers, redirect: 'manual' });
      expect(answer.status).toBe(401);
    }
  });

  test('posts nothing from another site, even with the cookie', async () => {
    const answers = new Set<number>();
    for (const route of routes.filter(({ method }) => method === 'post')) {
      const answer = await someone('teacher').forge(addressOf(route), '', { 'sec-fetch-site': 'cross-site' });
      answers.add(answer.status);
    }
    expect([...answers]).toEqual([403]);
  });
});

describe('the operator’s console', () => {
  const gets = ['', '/manual', '/platforms/x', '/platforms/x/join', '/diagnostics'];
  const posts = ['approve', 'stop', 'keys', 'join'].map((act) => `/platforms/x/${act}`);
  const others = [
    '/sign-out',
    '/registration-links',
    '/registration-links/withdraw',
    '/manual',
    '/diagnostics/x/again',
  ];

  test.each([...gets.map((path) => ['GET', path]), ...[...posts, ...others].map((path) => ['POST', path])])(
    'sends a stranger to its sign-in: %s %s',
    async (method, path) => {
      const headers = { 'sec-fetch-site': 'same-origin' };
      const answer = await fetch(`${site.origin}/operator${path}`, { method, headers, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/operator/sign-in']);
    },
  );
});
