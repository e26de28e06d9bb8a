import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { CookieJar, follow, formsIn, request, startMoodle, type Page } from '../support/moodle.js';

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
let moodle: Sandbox;

beforeAll(async () => {
  moodle = await startMoodle();
  await moodle.registerTool({
    loginUrl: 'http://t/l',
    launchUrls: ['http://t/x'],
    keysetUrl: 'http://t/k',
    custom: { context_history: '$Context.id.history' },
  });
  const columns = { resourceId: 'res-1', tag: 'score' };
  await moodle.addActivity({
    name: 'Inserted',
    custom: { activity_id: 'abcdefgh', kind: 'checkin' },
    points: 4,
    ...columns,
  });
  await moodle.giveGrade('Ana Álvarez', 'Inserted', 3);
});

afterAll(() => moodle.close());

function inCourse(courseId: string, name: string) {
  const found = moodle.state.activities.find((one) => one.courseId === courseId && one.name === name);
  if (!found) throw new Error(`no ${name} in course ${courseId}`);
  return found;
}

test('a copied course has links, custom values and columns under new ids, its history, and nobody but teachers', async () => {
  const copy = await moodle.copyCourse();
  const [original, made] = [inCourse('2', 'Inserted'), inCourse(copy.id, 'Inserted')];
  expect(made.instanceId).not.toBe(original.instanceId);
  expect(made.custom).toEqual(original.custom);
  const column = moodle.column(made);
  expect(column).toMatchObject({ courseId: copy.id, maximum: 4, service: { resourceId: 'res-1', tag: 'score' } });
  expect(column.service?.linkId).toBe(made.instanceId);
  expect(moodle.state.grades.filter(({ itemId }) => itemId === column.id)).toEqual([]);
  const gate = inCourse(copy.id, 'Gate: after the check-in');
  expect(gate.restriction).toEqual({ by: 'completion', cmId: inCourse(copy.id, 'Check-in').cmId, state: 'complete' });
  expect(moodle.learners(copy.id)).toEqual([]);
  const claims = moodle.launchClaims({ person: 'Mira Lind', activity: made });
  expect(claims[`${claim}custom`]).toMatchObject({ context_history: '2', activity_id: 'abcdefgh' });
  expect(claims[`${claim}context`]).toMatchObject({ id: copy.id, title: 'Statistics 101 copy' });
  expect(claims[`${claim}deployment_id`]).toBe('1');
  const again = await moodle.copyCourse(copy.id);
  expect(moodle.launchClaims({ person: 'Mira Lind', activity: inCourse(again.id, 'Inserted') })).toMatchObject({
    [`${claim}custom`]: { context_history: `${copy.id},2` },
  });
});

async function asTeacher(
  path: string,
): Promise<{ page: Page; press(action: string, values?: Record<string, string>): Promise<Page> }> {
  const jar = new CookieJar();
  jar.set(moodle.url, (await moodle.signIn('Mira Lind')).cookie);
  const page = await request(jar, `${moodle.url}${path}`);
  return {
    page,
    async press(action, values = {}) {
      const form = formsIn(page).find((one) => one.action.includes(action));
      if (!form) throw new Error(`no form for ${action}`);
      return follow(jar, await request(jar, form.action, { form: { ...form.fields, ...values } }));
    },
  };
}

test('the course page copies, duplicates and resets', async () => {
  const { page, press } = await asTeacher('/course/view.php?id=2');
  expect((await press('/backup/copy.php')).text).toContain('Copied to “Statistics 101 copy 2”');
  expect(page.text).toContain('Other courses');
  const { cmId, custom, instanceId } = inCourse('2', 'Inserted');
  expect((await press('/course/mod.php', { duplicate: cmId })).text).toContain('Added: Inserted (copy)');
  const twin = inCourse('2', 'Inserted (copy)');
  expect(twin).toMatchObject({ custom, courseId: '2', graded: true });
  expect(moodle.column(twin)).toMatchObject({ name: 'Inserted (copy)', service: { linkId: twin.instanceId } });
  expect((await asTeacher(`/mod/lti/view.php?l=${instanceId}`)).page.text).toContain(
    `/course/modsettings.php?id=${cmId}`,
  );
  expect((await press('/course/reset.php')).text).toContain('were taken out');
  expect(moodle.learners('2')).toEqual([]);
  expect(moodle.grade('Ana Álvarez', 'Inserted')).toBeUndefined();
  expect(inCourse('2', 'Inserted').instanceId).toBe(instanceId);
});

test('a non-editing teacher does none of this', async () => {
  const jar = new CookieJar();
  const { cookie, session } = await moodle.signIn('ta1');
  jar.set(moodle.url, cookie);
  const known = moodle.state.courses.length;
  const answer = await request(jar, `${moodle.url}/backup/copy.php?id=2`, { form: { sesskey: session.sesskey } });
  expect([answer.status, moodle.state.courses.length]).toEqual([403, known]);
});
