import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { formIn, launch, registerTandem, request, startMoodle } from '../support/moodle.js';
import { useStore } from '../support/store.js';
import { startTool, type TestTool } from './support/tool.js';

/** A tool that an administrator set up by hand, without the custom parameters that a registration asks for. */
const store = useStore();
let moodle: Sandbox;
let tool: TestTool;

beforeAll(async () => {
  moodle = await startMoodle();
  tool = await startTool(store.connection());
  const { clientId, deploymentId } = await registerTandem(moodle, tool.url);
  await tool.gateway.platforms.registerMoodle({ address: moodle.url, clientId, deploymentIds: [deploymentId] });
});

afterAll(async () => {
  await tool.close();
  await moodle.close();
});

/** Picks one activity as the picker does, and yields what a learner's launch of it says. */
async function picked(title: string) {
  const { jar } = await launch(moodle, { person: 'teacher1' });
  const { deepLinking } = tool.launches.at(-1) ?? {};
  if (!deepLinking) throw new Error('no deep linking');
  const item = { title, custom: { kind: 'checkin', activity_id: 'identity-1' }, points: 10 };
  const answer = await tool.gateway.deepLinkResponse(deepLinking, [item]);
  const form = formIn(await request(jar, answer.action, { form: { JWT: answer.jwt } }));
  await request(jar, form.action, { form: form.fields });
  await launch(moodle, { person: 'student01', activity: title });
  return { asked: moodle.activity(title).custom, launched: tool.launches.at(-1) };
}

test('what the picker inserts asks for groups, copies and time zones itself, and launches tell them', async () => {
  const { asked, launched } = await picked('By hand');
  expect(asked).toEqual({
    kind: 'checkin',
    activity_id: 'identity-1',
    user_group_ids: '$Moodle.Person.userGroupIds',
    context_history: '$Context.id.history',
    person_timezone: '$Person.address.timezone',
    course_begin: '$CourseSection.timeFrame.begin',
    course_end: '$CourseSection.timeFrame.end',
  });
  const { id, timeZone } = moodle.person('student01');
  const groups = moodle.state.groups.filter(({ memberIds }) => memberIds.includes(id));
  expect(launched?.person).toMatchObject({ timeZone, groupIds: groups.map((group) => group.id) });
  const copy = await moodle.copyCourse();
  await moodle.enrol('student01', 'student', copy.id);
  const copied = moodle.state.activities.find(({ name, courseId }) => name === 'By hand' && courseId === copy.id);
  if (!copied) throw new Error('not copied');
  await launch(moodle, { person: 'student01', activity: copied });
  expect(tool.launches.at(-1)?.course).toMatchObject({ externalId: copy.id, copiedFrom: ['2'] });
});

test('what the tool asks for itself is left to it', async () => {
  moodle.tool().custom = { user_group_ids: '$Moodle.Person.userGroupIds', context_history: '$Context.id.history' };
  const { asked, launched } = await picked('Half by hand');
  expect(asked).toEqual({
    kind: 'checkin',
    activity_id: 'identity-1',
    person_timezone: '$Person.address.timezone',
    course_begin: '$CourseSection.timeFrame.begin',
    course_end: '$CourseSection.timeFrame.end',
  });
  expect(launched?.person.groupIds).toHaveLength(1);
});
