import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import type { ServiceCheck } from '../../../src/course/diagnostics/diagnostic.js';
import { after, minute } from '../../../src/shared/clock.js';
import { follow, launch, request, type CookieJar, type Page } from '../../support/moodle.js';
import { startAll, type Running } from '../../support/running.js';
import { useStore } from '../../support/store.js';

/** The diagnostics of a course against the stand-in Moodle over HTTP: what is switched off there is named here. */
const store = useStore();
const own = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
let running: Running;
let courseId: string;
let jar: CookieJar;
let visit: string;
let now = new Date();

beforeAll(async () => {
  running = await startAll(store.connection());
  await open();
  const known = await store.connection().model('Course').findOne().lean<{ _id: string }>();
  courseId = known?._id ?? '';
}, 60_000);

afterEach(async () => {
  const { moodle, toolUrl } = running;
  moodle.calm();
  Object.assign(moodle.tool(), { keysetUrl: `${toolUrl}/lti/keys` });
  await moodle.setPrivacy('always');
  await moodle.setServices({ grades: 'columns', roster: true });
  await open();
});

afterAll(() => running.stop());

/** The teacher opens the check-in: what the launch shows is judged. */
async function open(): Promise<void> {
  const opened = await launch(running.moodle, { person: 'teacher1', activity: 'Check-in' });
  expect(opened.page.status).toBe(200);
  jar = opened.jar;
  visit = /^.*\/s\/[^/]+/.exec(opened.page.url)?.[0] ?? '';
}

/** "Test again", each time as if some minutes had passed, and what the page then says. */
async function tested(...wanted: ServiceCheck[]): Promise<Page> {
  now = after(now, 5 * minute);
  expect(await running.services.diagnostics.testAgain(courseId, wanted, { now })).toBe('tested');
  return request(jar, `${visit}/diagnostics`);
}

function rowOf(page: Page, check: string): string {
  return load(page.text)(`article[aria-labelledby="${check}"]`).text().replace(/\s+/g, ' ').trim();
}

test('everything works with a Moodle that registered Tandem by its link', async () => {
  const page = await tested('keys', 'roster', 'scores', 'lineItems');
  for (const check of ['launch', 'clock', 'names', 'groups', 'thirdParty', 'keys', 'roster', 'scores', 'lineItems']) {
    expect([check, rowOf(page, check)]).toEqual([check, expect.not.stringContaining('does not work')]);
    expect([check, rowOf(page, check)]).toEqual([check, expect.not.stringContaining('not tried yet')]);
  }
});

test('names that Moodle withholds: its privacy setting is named, and everything else works', async () => {
  await running.moodle.setPrivacy('never');
  await open();
  const page = await tested('roster', 'scores');
  expect(rowOf(page, 'names')).toContain("Share launcher's name with tool: Always");
  expect(rowOf(page, 'roster')).toContain('Moodle gives the whole list.');
  expect(rowOf(page, 'scores')).toContain('a column of ours answers');
});

test.each(['before', 'after'] as const)(
  'grades switched off %s the next launch: the service is named',
  async (when) => {
    await running.moodle.setServices({ grades: 'none' });
    if (when === 'after') await open();
    const page = await tested('keys', 'roster', 'scores', 'lineItems');
    for (const check of ['scores', 'lineItems']) {
      expect(rowOf(page, check)).toContain('IMS LTI Assignment and Grade Services: Use this service for grade sync');
    }
    expect(rowOf(page, 'keys')).toContain('accepted our signature');
    expect(rowOf(page, 'roster')).toContain('Moodle gives the whole list.');
  },
);

test.each(['before', 'after'] as const)('the roster switched off %s the next launch: it is named', async (when) => {
  await running.moodle.setServices({ roster: false });
  if (when === 'after') await open();
  const page = await tested('keys', 'roster', 'scores');
  expect(rowOf(page, 'roster')).toContain('IMS LTI Names and Role Provisioning: Use this service');
  expect(rowOf(page, 'scores')).toContain('a column of ours answers');
  expect(rowOf(page, 'keys')).toContain('accepted our signature');
});

test('with neither service Moodle still recognises our key', async () => {
  await running.moodle.setServices({ grades: 'none', roster: false });
  const page = await tested('keys', 'roster', 'scores');
  expect(rowOf(page, 'keys')).toContain('accepted our signature');
  expect(rowOf(page, 'roster')).toContain('IMS LTI Names and Role Provisioning: Use this service');
  expect(rowOf(page, 'scores')).toContain('IMS LTI Assignment and Grade Services');
});

test('a token that Moodle does not take, though it gave it a moment ago', async () => {
  running.moodle.misbehave({ endpoint: 'lineitems', how: '401', times: 2 });
  expect(rowOf(await tested('lineItems'), 'lineItems')).toContain('cURL blocked hosts list');
  expect(rowOf(await tested('lineItems'), 'lineItems')).toContain('Moodle lists the columns');
});

test('keys that Moodle looks for in the wrong place: what keeps it from fetching them is named', async () => {
  Object.assign(running.moodle.tool(), { keysetUrl: `${running.toolUrl}/nowhere` });
  const page = await tested('keys', 'scores');
  expect(rowOf(page, 'keys')).toContain('cURL blocked hosts list');
  expect(rowOf(page, 'keys')).toContain('compare Public keyset with Tandem');
  expect(rowOf(page, 'keys')).toContain('Signature verification failed');
  expect(rowOf(page, 'scores')).toContain('cURL blocked hosts list');
});

test('a tool that was deleted and added again: the client id is named', async () => {
  const tool = running.moodle.tool();
  const { clientId } = tool;
  tool.clientId = 'another';
  const page = await tested('keys');
  tool.clientId = clientId;
  expect(rowOf(page, 'keys')).toContain('Client ID, Public key type');
});

test.each(['500', '502'] as const)('a Moodle that answers %s has an error of its own', async (how) => {
  running.moodle.misbehave({ endpoint: 'lineitems', how });
  running.moodle.misbehave({ endpoint: 'nrps', how });
  const page = await tested('lineItems', 'roster');
  for (const check of ['lineItems', 'roster']) expect(rowOf(page, check)).toContain('an error of its own');
});

test('an answer that something in between replaced', async () => {
  running.moodle.misbehave({ endpoint: 'lineitems', how: 'garbage' });
  expect(rowOf(await tested('lineItems'), 'lineItems')).toContain('maintenance mode');
});

test('a slow Moodle keeps nobody waiting: the page says so, and shows the answer when it is there', async () => {
  expect(rowOf(await tested('lineItems'), 'lineItems')).toContain('Moodle lists the columns');
  running.moodle.misbehave({ endpoint: 'lineitems', how: 'hang' });
  // The tests before claimed theirs in the future of the real clock.
  await store
    .connection()
    .collection('diagnostics')
    .updateMany({}, { $unset: { asked: 1 } });
  const form = { form: { check: 'lineItems' }, headers: own };
  const answered = await follow(jar, await request(jar, `${visit}/diagnostics/again`, form), own);
  expect(answered.text).toContain('Moodle is slow to answer');
  expect(rowOf(answered, 'lineItems')).toContain('Moodle lists the columns');
  let page = answered;
  while (!rowOf(page, 'lineItems').includes('does not work')) page = await request(jar, `${visit}/diagnostics`);
  expect(rowOf(page, 'lineItems')).toContain('Moodle did not answer in time.');
}, 30_000);
