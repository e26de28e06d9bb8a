/** A page costs what it shows: every page of the site map, in a course of 50 and of 500, counted at the store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { siteMap } from '../src/routes.js';
import { may, type Role } from '../src/web/permissions.js';
import type { Route } from '../src/web/routing.js';
import { idsIn, type FullCourse } from './support/full-course.js';
import { openFullCourse, type OpenedCourse } from './support/full-course-opened.js';
import type { LaunchWish } from './support/launches.js';
import { startSite, type Person, type TestSite } from './support/site.js';
import { openCounted, type CountedStore, type Tally } from './support/store-tally.js';
import { useStore } from './support/store.js';

const sizes = [50, 500] as const;
const roles = ['learner', 'assistant', 'teacher'] as const satisfies Role[];
const callsAtMost: Readonly<Record<Role, number>> = { learner: 12, assistant: 20, teacher: 20 };

const store = useStore();
let counted: CountedStore;
let site: TestSite;
const courses = new Map<number, OpenedCourse & { picking: Person }>();

beforeAll(async () => {
  counted = await openCounted(store.uri());
  site = await startSite(counted.connection);
  for (const size of sizes) courses.set(size, await openCourse(size));
}, 120_000);

afterAll(async () => {
  await site.close();
  await counted.connection.close();
});

async function openCourse(size: number) {
  const name = `c${String(size)}`;
  const opened = await openFullCourse(site, counted.connection, { name, size });
  return { ...opened, picking: await site.arrive({ ...picking(opened.course), course: name }) };
}

/** A teacher whom Moodle asks what a new link shall be. */
function picking({ courseId }: FullCourse): LaunchWish {
  const deepLinking = {
    platformId: 'platform-1',
    deploymentId: '1',
    returnUrl: `https://platform-1.example/${courseId}`,
  };
  const activity = { externalId: '', title: '', description: '', custom: {} };
  const request = { ...deepLinking, acceptsMultiple: true };
  return { person: 'tess', role: 'teacher', more: { message: 'deep-linking', deepLinking: request, activity } };
}

/** The page of a route for these people, with something real in every place of its path. */
function pathFor({ path }: Route, { course, concernId, contactId }: OpenedCourse): string {
  const [, first = ''] = path.split('/');
  const ofKind: Readonly<Record<string, string>> = {
    intake: course.activities.intake,
    checkins: course.activities.checkin,
    reviews: course.activities['peer-review'],
    gates: course.activities.gate,
  };
  const places: Readonly<Record<string, string>> = {
    activityId: ofKind[first] ?? '',
    personId: personFor(path, course),
    pairId: pairFor(path, course),
    submissionId: idsIn.submission(course, 1),
    reviewId: `${idsIn.submission(course, 4)}-by-3`,
    ...{ concernId, contactId },
    invitationId: idsIn.invitation(course),
    threadKey: [idsIn.person(course, 2), idsIn.person(course, 3)].sort().join('.'),
    pairKey: [idsIn.person(course, 2), idsIn.person(course, 3)].sort().join('.'),
    sessionId: idsIn.session(course, 1),
    agendaId: 'forty-five',
    goalId: idsIn.goal(course, 3),
    ...{ lineId: 'rhythm', form: 'mentoring', number: '1', criterionId: 'new', reader: 'mentor' },
  };
  const query = queries[path] ?? '';
  return `${path.replace(/:(\w+)/g, (_, name: string) => places[name] ?? '')}${query}`;
}

/** Of pages that are about what is asked. */
const queries: Readonly<Record<string, string>> = {
  '/concerns/new': '?topic=proposed-1&urgency=days',
  '/pairing/setup/preset': '?preset=rotation',
};

/** The learner who asks is the fourth one, a mentee of the third. */
function personFor(path: string, course: FullCourse): string {
  if (path.startsWith('/pairing/place/')) return idsIn.person(course, course.size - 1);
  return idsIn.person(course, path.startsWith('/pauses/') ? 7 : 2);
}

function pairFor(path: string, course: FullCourse): string {
  if (path.startsWith('/fit/')) return idsIn.pair(course, 1);
  return path.startsWith('/pairing/draft/') ? idsIn.draftPair(course, 0) : idsIn.pair(course, 0);
}

interface Cost {
  status: number;
  tally: Tally;
  rows: number;
}

async function costOf(size: number, role: Role, route: Route): Promise<Cost> {
  const opened = courses.get(size);
  if (!opened) throw new Error(`no course of ${String(size)}`);
  const path = pathFor(route, opened);
  const person = path.startsWith('/picker') ? opened.picking : opened.people[role];
  // What is kept from page to page is there: the first page after a start reads the course.
  await person.get(path);
  const { result: page, tally } = await counted.during(() => person.get(path));
  const isFile = page.headers.get('content-disposition') !== null;
  const rows = isFile ? page.html.split('\n').length : page.$('tr, li, option, article, section').length;
  return { status: page.status, tally, rows };
}

function pages(): { name: string; role: Role; route: Route }[] {
  // The map is the same for every store; routes are listed before there is one.
  const found = siteMap(site.services).routes.filter(({ method }) => method === 'get');
  return roles.flatMap((role) =>
    found
      .filter((route) => may(role, route.permission))
      .map((route) => ({ name: `${role} ${route.path}`, role, route })),
  );
}

/** What is wrong with a page in the large course. */
function excessOf(role: Role, small: Cost, large: Cost): string[] {
  const calls = large.tally.calls;
  const grown = large.tally.documents - small.tally.documents;
  return [
    ...(large.status === 200 ? [] : [`answers ${String(large.status)}`]),
    ...(calls > callsAtMost[role] ? [`${String(calls)} calls, at most ${String(callsAtMost[role])}`] : []),
    ...(grown > large.rows ? [`${String(grown)} documents more for ${String(large.rows)} rows`] : []),
  ];
}

it('every page costs what it shows, in a large course as in a small one', async () => {
  const wrong = new Map<string, string[]>();
  for (const { name, role, route } of pages()) {
    const small = await costOf(50, role, route);
    const large = await costOf(500, role, route);
    const excess = excessOf(role, small, large);
    if (excess.length > 0) wrong.set(name, excess);
    if (process.env['COSTS'] !== undefined) process.stderr.write(reportOf(name, small, large));
  }
  expect([...wrong].map(([name, excess]) => `${name}: ${excess.join('; ')}`)).toEqual([]);
}, 240_000);

/** `COSTS=1 npm test -- test/page-costs.db.test.ts` prints every page, `COSTS='learner /mentoring'` the calls of one. */
function reportOf(name: string, small: Cost, large: Cost): string {
  const figures = [small, large].map(
    ({ tally, rows }) => `${tally.calls} calls ${tally.documents} documents ${rows} rows`,
  );
  const calls = process.env['COSTS'] === name ? `${large.tally.log.join('\n')}\n` : '';
  return `${name}: ${figures.join(', ')}\n${calls}`;
}
