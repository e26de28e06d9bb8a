import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import type { SandboxActivity } from '../../src/sandbox/world.js';
import { CookieJar, formsIn, launch, request, startMoodle, type Page } from '../support/moodle.js';
import { startProbeTool, type ProbeTool } from '../support/probe-tool.js';

/** What was seen when a tool was used in a real Moodle 4.5.6, beyond what single calls were recorded of. */
const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const namesRoles = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
const nrpsScope = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const day = 86_400;
let moodle: Sandbox;
let tool: ProbeTool;
let token: string;
let now = Date.parse('2030-01-07T09:00:00Z');

beforeAll(async () => {
  moodle = await startMoodle({ clock: () => new Date(now) });
  tool = await startProbeTool(moodle);
  await tool.register(moodle);
  await renewToken();
});

async function renewToken(): Promise<void> {
  token = await tool.token(moodle, [nrpsScope, `${ags}/score`, `${ags}/result.readonly`]);
}

afterAll(async () => {
  tool.close();
  await moodle.close();
});

function service(path: string, options: { headers?: Record<string, string>; body?: string } = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...options.headers };
  const posted = options.body === undefined ? {} : { method: 'POST', body: options.body };
  return fetch(`${moodle.url}/mod/lti/services.php/${path}`, { headers, ...posted });
}

async function listedThrough({ instanceId }: SandboxActivity): Promise<string[]> {
  const answer = await service(`CourseSection/2/bindings/1/memberships?rlid=${instanceId}`);
  const { members } = (await answer.json()) as { members: { user_id: string }[] };
  return members.map(({ user_id }) => user_id);
}

async function seenBy(person: string, path: string): Promise<Page> {
  const jar = new CookieJar();
  jar.set(moodle.url, (await moodle.signIn(person)).cookie);
  return request(jar, `${moodle.url}${path}`);
}

async function send(given: number, maximum: number): Promise<number> {
  now += 1000;
  const answer = await service(`2/lineitems/${moodle.column('Check-in').id}/lineitem/scores`, {
    headers: { 'content-type': 'application/vnd.ims.lis.v1.score+json' },
    body: JSON.stringify({
      userId: moodle.person('Ana Álvarez').id,
      scoreGiven: given,
      scoreMaximum: maximum,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      timestamp: new Date(now).toISOString(),
    }),
  });
  return answer.status;
}

async function results(): Promise<unknown> {
  const answer = await service(`2/lineitems/${moodle.column('Check-in').id}/lineitem/results`);
  return answer.json();
}

describe('the address of the roster', () => {
  test('comes with content selection only where the course holds an activity of the tool', async () => {
    const { id: courseId } = await moodle.addCourse({ fullName: 'Empty', shortName: 'E' });
    await moodle.enrol('Mira Lind', 'editingteacher', courseId);
    const select = () => moodle.launchClaims({ person: 'Mira Lind', courseId });
    expect(select()).not.toHaveProperty([namesRoles]);
    expect(select()[`${claim}custom`]).not.toHaveProperty('context_memberships_url');
    const first = await moodle.addActivity({ name: 'First', courseId });
    const expected = { context_memberships_url: expect.stringContaining(`/CourseSection/${courseId}/`) as unknown };
    expect(moodle.launchClaims({ person: 'Mira Lind', activity: first })[namesRoles]).toMatchObject(expected);
    expect(select()[namesRoles]).toMatchObject(expected);
  });

  test('does not come for an activity of another tool', async () => {
    const { id: courseId } = await moodle.addCourse({ fullName: 'Of others', shortName: 'O' });
    await moodle.enrol('Mira Lind', 'editingteacher', courseId);
    await moodle.addActivity({ name: 'Of another tool', courseId, typeId: '2' });
    expect(moodle.launchClaims({ person: 'Mira Lind', courseId })).not.toHaveProperty([namesRoles]);
  });
});

describe('an activity that is', () => {
  const cases: readonly (readonly [string, () => Partial<SandboxActivity>, (listed: string[]) => boolean])[] = [
    ['hidden', () => ({ hidden: true }), (listed) => listed.length === 2],
    [
      'open from tomorrow',
      () => ({ restriction: { by: 'date', from: now / 1000 + day, until: null } }),
      (listed) => listed.length === 2,
    ],
    [
      'closed since yesterday',
      () => ({ restriction: { by: 'date', from: null, until: now / 1000 - day } }),
      (listed) => listed.length === 2,
    ],
    [
      'for one group',
      () => ({ restriction: { by: 'group', groupId: moodle.state.groups[1]?.id ?? '' } }),
      (listed) => listed.length === 2 + (moodle.state.groups[1]?.memberIds.length ?? 0),
    ],
  ];

  test.each(cases)(
    '%s refuses at its page, lists by rlid only who may see it, and is open to staff',
    async (...given) => {
      const [, change, holds] = given;
      const activity = await moodle.addActivity({ name: 'Kept', ...change() });
      const listed = await listedThrough(activity);
      expect(holds(listed)).toBe(true);
      expect(listed).toEqual(expect.arrayContaining([moodle.person('Mira Lind').id, moodle.person('ta1').id]));
      expect((await seenBy('Ana Álvarez', `/mod/lti/view.php?l=${activity.instanceId}`)).status).toBe(403);
      await expect(launch(moodle, { person: 'Ana Álvarez', activity })).rejects.toThrow('no form on the page');
      expect((await seenBy('Mira Lind', `/mod/lti/view.php?l=${activity.instanceId}`)).status).toBe(200);
    },
  );

  test('open from tomorrow opens when tomorrow is there', async () => {
    const restriction = { by: 'date', from: now / 1000 + day, until: null } as const;
    const activity = await moodle.addActivity({ name: 'Later', restriction });
    now += day * 1000;
    await renewToken();
    expect(await listedThrough(activity)).toContain(moodle.person('Ana Álvarez').id);
    expect((await seenBy('Ana Álvarez', `/mod/lti/view.php?l=${activity.instanceId}`)).status).toBe(200);
  });

  test('set in its settings: hidden, and from tomorrow', async () => {
    const activity = await moodle.addActivity({ name: 'Set by hand' });
    const jar = new CookieJar();
    jar.set(moodle.url, (await moodle.signIn('Mira Lind')).cookie);
    const page = await request(jar, `${moodle.url}/course/modsettings.php?id=${activity.cmId}`);
    const wanted = load(page.text)('option:contains("From tomorrow")').attr('value') ?? '';
    const form = formsIn(page).find(({ action }) => action.includes('modsettings'));
    await request(jar, form?.action ?? '', { form: { ...form?.fields, hidden: '1', restriction: wanted } });
    expect(activity).toMatchObject({ hidden: true, restriction: { by: 'date', until: null } });
  });
});

test('a grade is shown in the points of its column, whatever maximum the score was sent with', async () => {
  expect(await send(77.08, 100)).toBe(200);
  expect(await results()).toMatchObject([{ resultScore: 7.708, resultMaximum: 10 }]);
  expect((await seenBy('Mira Lind', '/grade/report/grader/index.php?id=2')).text).toContain('7.71');
});

test('a reset that deletes grades leaves people, links and columns, empties the results, and takes a later score', async () => {
  expect(await send(5, 10)).toBe(200);
  const { id } = moodle.column('Check-in');
  await moodle.reset('2', { learners: false, grades: true });
  expect(moodle.learners().length).toBe(24);
  expect(moodle.column('Check-in').id).toBe(id);
  expect(await results()).toEqual([]);
  expect(moodle.completion('Ana Álvarez', 'Check-in')).toBe(0);
  expect(await send(5, 10)).toBe(200);
  expect(await results()).toMatchObject([{ resultScore: 5 }]);
  await moodle.reset('2', { learners: true, grades: false });
  expect(await listedThrough(moodle.activity('Check-in'))).toEqual(
    ['Mira Lind', 'ta1'].map((name) => moodle.person(name).id),
  );
});

test('a non-editing teacher is listed as Learner and launches as Instructor; a switched role launches as Learner', async () => {
  const answer = await service('CourseSection/2/bindings/1/memberships');
  const { members } = (await answer.json()) as { members: { user_id: string; roles: string[] }[] };
  const assistant = moodle.person('ta1');
  expect(members.find(({ user_id }) => user_id === assistant.id)?.roles).toEqual(['Learner']);
  const roles = (person: string) => moodle.launchClaims({ person, activity: 'Mentoring' })[`${claim}roles`];
  expect(roles('ta1')).toEqual([expect.stringMatching(/#Instructor$/)]);
  await moodle.switchRole('Mira Lind', 'student');
  const switched = moodle.launchClaims({ person: 'Mira Lind', activity: 'Mentoring' });
  expect(switched).toMatchObject({ sub: moodle.person('Mira Lind').id });
  expect(switched[`${claim}roles`]).toEqual([expect.stringMatching(/#Learner$/)]);
  await moodle.switchRole('Mira Lind', 'own');
});

test('a plain 503 does not say when to come back', async () => {
  moodle.misbehave({ endpoint: 'nrps', how: '503' });
  const answer = await service('CourseSection/2/bindings/1/memberships');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, null]);
});

test('a tool without an icon has the puzzle piece; its own icon, or that of an item, takes its place', async () => {
  const course = () => seenBy('Mira Lind', '/course/view.php?id=2');
  expect((await course()).text).toContain('class="puzzle"');
  moodle.tool().iconUrl = 'https://tool.test/tool.png';
  await moodle.addActivity({ name: 'With an icon', iconUrl: 'https://tool.test/item.png' });
  const { text } = await course();
  expect(text).not.toContain('class="puzzle"');
  expect(text).toContain('src="https://tool.test/tool.png"');
  expect(text).toContain('src="https://tool.test/item.png"');
});

test('the card of a tool has View configuration details, Edit and Delete', async () => {
  const $ = load((await seenBy('Mira Lind', '/mod/lti/toolconfigure.php')).text);
  const card = $('.card-box').first();
  const names = [...card.find('summary').toArray(), ...card.find('button').toArray()].map((one) =>
    $(one).text().trim(),
  );
  expect(names.map((name) => name.replace(/[^A-Za-z ]/g, '').trim())).toEqual(
    expect.arrayContaining(['Edit', 'View configuration details']),
  );
  expect(card.find('details').last().text()).toContain('Deployment ID');
  expect(card.find('select option:selected').text()).toContain('Show in activity chooser');
});
