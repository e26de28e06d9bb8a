import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { CookieJar, formIn, launch, launchForm, request, startMoodle } from '../support/moodle.js';
import { useStore } from '../support/store.js';
import { startTool, type TestTool } from './support/tool.js';

/** The gateway with the sandbox Moodle, from the registration to the grade. */
const store = useStore();
const teacher = 'Mira Lind';
let moodle: Sandbox;
let tool: TestTool;
let learner: string;
const later = (seconds: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + seconds * 1000);

beforeAll(async () => {
  moodle = await startMoodle();
  tool = await startTool(store.connection());
  const link = await tool.gateway.registrationLinks.create({ approved: true, hours: 1 });
  await moodle.installTool(link.url);
  const person = await moodle.addPerson({ givenName: 'Ana', familyName: 'Álvarez', role: 'student' });
  learner = person.id;
});

afterAll(async () => {
  await tool.close();
  await moodle.close();
});

const lastLaunch = () => {
  const last = tool.launches.at(-1);
  if (!last) throw new Error('nobody launched');
  return last;
};

test('a registration by link makes an active platform with its deployment', async () => {
  const [platform, ...others] = await tool.gateway.platforms.list();
  expect(others).toEqual([]);
  const { clientId, deploymentId } = moodle.tool();
  expect(platform).toMatchObject({ issuer: moodle.url, clientId, deploymentIds: [deploymentId], active: true });
  expect(tool.finishes).toEqual([
    {
      platformName: `${new URL(moodle.url).host} (moodle)`,
      issuer: moodle.url,
      clientId,
      approved: true,
      updated: false,
      next: ['activate', 'show_in_activity_chooser'],
    },
  ]);
  expect(moodle.tool()).toMatchObject({ shareName: true, shareEmail: true, roster: true, grades: 'columns' });
});

test('a teacher picks activities, and Moodle takes our signed answer', async () => {
  const { jar } = await launch(moodle, { person: teacher });
  const { message, role, deepLinking, boundToBrowser } = lastLaunch();
  expect({ message, role, boundToBrowser }).toEqual({ message: 'deep-linking', role: 'teacher', boundToBrowser: true });
  if (!deepLinking) throw new Error('no deep linking');
  const items = [
    {
      title: 'Weekly check-in',
      text: 'Four questions',
      custom: { kind: 'checkin' },
      points: 10,
      resourceId: 'r',
      tag: 't',
    },
    { title: 'Mentoring', custom: { kind: 'mentoring' } },
  ];
  const answer = await tool.gateway.deepLinkResponse(deepLinking, items);
  const page = await request(jar, answer.action, { form: { JWT: answer.jwt } });
  expect(page.text).toContain('The following items will be added');
  const form = formIn(page);
  await request(jar, form.action, { form: form.fields });
  expect(moodle.column('Weekly check-in')).toMatchObject({ maximum: 10 });
  expect(moodle.activity('Weekly check-in').iconUrl).toBe(`${tool.url}/icon.svg`);
});

test('a learner launches the activity and brings what Moodle knows', async () => {
  const { answer } = await launch(moodle, { person: learner, activity: 'Weekly check-in' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/entered']);
  expect(lastLaunch()).toMatchObject({
    message: 'activity',
    role: 'learner',
    platformOrigin: moodle.url,
    person: { externalId: learner, name: 'Ana Álvarez', groupIds: [] },
    activity: { title: 'Weekly check-in', custom: { kind: 'checkin' } },
    boundToBrowser: true,
  });
  expect(lastLaunch().service.lineItemUrl).toBeDefined();
});

test('a launch whose cookies were lost on the way is not bound', async () => {
  const jar = new CookieJar();
  const { form } = await launchForm(moodle, { person: learner, activity: 'Weekly check-in' }, jar);
  jar.clear(tool.url);
  const answer = await request(jar, form.action, { form: form.fields });
  expect([answer.status, lastLaunch().boundToBrowser]).toEqual([303, false]);
});

test('a review launch says whose work it is about', async () => {
  await launch(moodle, { person: teacher, activity: 'Weekly check-in', reviewOf: learner });
  expect(lastLaunch()).toMatchObject({ message: 'submission-review', role: 'teacher', forPersonExternalId: learner });
});

test('the roster of the course and of the activity are read', async () => {
  const { service } = lastLaunch();
  const [course, activity] = [
    await tool.gateway.roster(service),
    await tool.gateway.roster(service, { throughActivity: true }),
  ];
  if (!course.ok || !activity.ok) throw new Error('no roster');
  expect(course.value.members.find((member) => member.externalId === learner)).toMatchObject({
    name: 'Ana Álvarez',
    role: 'learner',
  });
  expect(course.value.members.some((member) => member.role === 'teacher')).toBe(true);
  expect(activity.value.members).toHaveLength(course.value.members.length);
});

test('a score reaches the gradebook, an older one does not, and the result can be read', async () => {
  const { service } = lastLaunch();
  const column = service.lineItemUrl ?? '';
  const when = later(0);
  const score = { personExternalId: learner, given: 8, maximum: 10, comment: 'Well done' };
  expect(await tool.gateway.submitScore(service, column, score, when)).toEqual({ ok: true, value: undefined });
  expect(moodle.grade(learner, 'Weekly check-in')).toMatchObject({ final: 8, feedback: 'Well done' });
  expect(await tool.gateway.submitScore(service, column, { ...score, given: 9 }, when)).toMatchObject({
    ok: false,
    failure: { code: 'stale', status: 409 },
  });
  expect(await tool.gateway.results(service, column, learner)).toEqual({
    ok: true,
    value: [{ personExternalId: learner, score: 8, maximum: 10, comment: 'Well done' }],
  });
});

test('a locked grade and a person who is not enrolled are told apart', async () => {
  const { service } = lastLaunch();
  const column = service.lineItemUrl ?? '';
  await moodle.lockGrade(learner, 'Weekly check-in');
  const score = { personExternalId: learner, given: 9, maximum: 10 };
  expect(await tool.gateway.submitScore(service, column, score, later(2))).toMatchObject({
    ok: false,
    failure: { code: 'locked', retryable: false },
  });
  await moodle.lockGrade(learner, 'Weekly check-in', false);
  expect(
    await tool.gateway.submitScore(service, column, { ...score, personExternalId: '9999' }, later(3)),
  ).toMatchObject({
    ok: false,
    failure: { code: 'not_enrolled' },
  });
});

test('line items are listed and made', async () => {
  const { service } = lastLaunch();
  const made = await tool.gateway.createLineItem(service, { label: 'Hours', maximum: 40, resourceId: 'hours' });
  expect(made).toMatchObject({ ok: true, value: { label: 'Hours', maximum: 40 } });
  const items = await tool.gateway.lineItems(service);
  expect(items.ok && items.value.map((item) => item.label)).toEqual(
    expect.arrayContaining(['Weekly check-in', 'Hours']),
  );
});

test('after Moodle changed its key the next launch is believed', async () => {
  await moodle.rotateKey();
  // Keys were asked for a moment ago: an unknown one may be looked up again only after a pause.
  await new Promise((resolve) => setTimeout(resolve, 5100));
  const { answer } = await launch(moodle, { person: learner, activity: 'Weekly check-in' });
  expect(answer.status).toBe(303);
});

test('names that Moodle withholds are not there', async () => {
  await moodle.setPrivacy('never');
  await launch(moodle, { person: learner, activity: 'Weekly check-in' });
  expect(lastLaunch().person).not.toHaveProperty('name');
  await moodle.setPrivacy('always');
});

test('an update keeps the platform, and names the chooser step again', async () => {
  const [before] = await tool.gateway.platforms.list();
  const link = await tool.gateway.registrationLinks.create({ approved: false, hours: 1 });
  const answer = await fetch(await moodle.registrationUrl(link.url, moodle.tool()));
  expect(answer.status).toBe(200);
  expect(tool.finishes.at(-1)).toMatchObject({ updated: true, approved: true });
  expect(await tool.gateway.platforms.list()).toEqual([before]);
});

test('no error of ours came up', () => {
  expect([tool.errors, tool.failures]).toEqual([[], []]);
});
