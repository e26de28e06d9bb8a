import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Platform } from '../../../src/lti/gateway.js';
import { after, minute } from '../../../src/shared/clock.js';
import { failure, success } from '../../../src/shared/result.js';
import { refusal } from '../../support/platform.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let calls: string[] = [];

const teacher = { person: 'tom', role: 'teacher', kind: 'checkin' } as const;

beforeAll(async () => {
  site = await startSite(store.connection());
  const { answers } = site.platform;
  answers.access = () => Promise.resolve(success((calls.push('access'), undefined)));
  answers.lineItems = () => Promise.resolve(success((calls.push('lineItems'), [])));
  answers.results = () => Promise.resolve(success((calls.push('results'), [])));
  site.platform.hasPeople([{ externalId: 'tom', role: 'teacher', name: 'Tom' }]);
});
afterAll(() => site.close());
beforeEach(() => {
  calls = [];
  site.now = after(site.now, 2 * minute);
});

function rowOf(page: Awaited<ReturnType<TestSite['arrive']>>['page'], check: string): string {
  return page.$(`article[aria-labelledby="${check}"]`).text().replace(/\s+/g, ' ').trim();
}

describe('the page of a teacher', () => {
  test('says what launches showed, and what is not tried', async () => {
    const tom = await site.arrive(teacher);
    const page = await tom.page.follow('Does everything work?');
    expect(page.title).toBe('What was tested works; 6 tests are open');
    expect(rowOf(page, 'names')).toContain('Moodle shares the names of those who open Tandem. So since 09:02');
    expect(rowOf(page, 'cookies')).toContain('It keeps Tandem');
    expect(rowOf(page, 'deepLinking')).toContain('Supports Deep Linking (Content-Item Message): ticked');
    expect(page.$('.btn-primary')).toHaveLength(1);
  });

  test('tests everything when asked, once a minute, and posts no score', async () => {
    const tom = await site.arrive(teacher);
    const tested = await (await tom.get('/diagnostics')).submit('Test everything again');
    expect(tested.path).toBe('/diagnostics?done=tested');
    expect(rowOf(tested, 'scores')).toContain('a column of ours answers');
    expect(rowOf(tested, 'roster')).toContain('Moodle gives the whole list.');
    expect(calls).toEqual(['access', 'access', 'access', 'results', 'access', 'lineItems']);
    expect(site.platform.sent).toEqual([]);
    const soon = await tested.submit('Test again: Grade columns');
    expect(soon.path).toBe('/diagnostics?done=soon');
    expect(soon.text).toContain('tested less than a minute ago');
    expect(calls).toHaveLength(6);
    site.now = after(site.now, minute);
    expect((await soon.submit('Test again: Grade columns')).path).toBe('/diagnostics?done=tested');
    expect(calls.at(-1)).toBe('lineItems');
  });

  test('20 who press at once make one call', async () => {
    const tom = await site.arrive(teacher);
    const page = await tom.get('/diagnostics');
    await Promise.all(Array.from({ length: 20 }, () => page.submit('Test again: Grade columns')));
    expect(calls).toEqual(['access', 'lineItems']);
  });

  test('names the setting when Moodle cannot fetch our keys', async () => {
    const tom = await site.arrive(teacher);
    const before = site.platform.answers.access;
    site.platform.answers.access = () =>
      Promise.resolve(failure({ code: 'unauthorised', retryable: false, status: 400, detail: 'The URL is blocked.' }));
    const page = await (await tom.get('/diagnostics')).submit('Test again: Moodle recognises Tandem');
    site.platform.answers.access = before;
    expect(page.title).toBe('One thing does not work');
    expect(page.$('article').first().find('h2').text()).toBe('Moodle recognises Tandem');
    expect(rowOf(page, 'keys')).toContain('cURL blocked hosts list');
    expect(rowOf(page, 'keys')).toContain('cURL allowed ports list');
    expect(rowOf(page, 'keys')).toContain('Site administration → General → Security → HTTP security');
    expect(rowOf(page, 'keys')).toContain('The URL is blocked.');
    const mended = await ((site.now = after(site.now, minute)), page).submit('Test again: Moodle recognises Tandem');
    expect(rowOf(mended, 'keys')).toContain('accepted our signature');
  });

  test('says so when Moodle did not answer in time', async () => {
    const tom = await site.arrive(teacher);
    site.platform.answers.lineItems = () => Promise.resolve(refusal('timed_out', true));
    const page = await (await tom.get('/diagnostics')).submit('Test again: Grade columns');
    expect(rowOf(page, 'lineItems')).toContain('Moodle did not answer in time.');
  });

  test('is not for learners, and not for a teacher who plays student', async () => {
    const ana = await site.arrive({ person: 'ana', kind: 'checkin' });
    expect((await ana.get('/diagnostics')).status).toBe(403);
    expect((await ana.forge('/diagnostics/again', 'check=keys')).status).toBe(403);
    expect((await site.arrive({ ...teacher, role: 'learner' })).page.text).not.toContain('Does everything work?');
  });

  test('takes no other check than those it knows', async () => {
    const tom = await site.arrive(teacher);
    await tom.forge('/diagnostics/again', 'check=$where');
    await tom.forge('/diagnostics/again', 'check=keys&check=roster');
    expect(calls).toEqual([]);
  });
});

test('a course of another platform shows nothing of this one', async () => {
  const other = await site.arrive({ ...teacher, platform: 'platform-2', name: undefined });
  const page = await other.get('/diagnostics');
  expect(rowOf(page, 'names')).toContain('Share launcher’s name'.replace('’', "'"));
  expect(rowOf(page, 'keys')).toContain('not tried yet');
});

test('the operator has both courses, the one with trouble first', async () => {
  const overview = await site.services.diagnostics.overview();
  expect(overview.map(({ platformName }) => platformName).sort()).toEqual(['platform-1', 'platform-2']);
  expect(overview.every(({ courseTitle }) => courseTitle === 'Statistics 101')).toBe(true);
});

test('refused launches of a younger registration stand in the course of the older one that it was joined to', async () => {
  const { gateway } = site.platform;
  const tenant = { platformId: 'platform-1', deploymentId: '1' };
  const young = { platformId: 'younger', continues: [{ deploymentId: '2', tenant }] } as unknown as Platform;
  const stranger = { platformId: 'stranger', continues: [] } as unknown as Platform;
  gateway.platforms.list = () => Promise.resolve([young, stranger]);
  const rows = ['platform-1', 'younger', 'stranger'].map((platformId) => {
    return { at: site.now, code: 'token_expired', reference: platformId.toUpperCase(), platformId };
  });
  gateway.failures.recent = (limit, ids) =>
    Promise.resolve(rows.filter(({ platformId }) => !ids || ids.includes(platformId)).slice(0, limit));
  const page = await (await site.arrive(teacher)).get('/diagnostics');
  expect(page.text).toContain('2 launches were refused lately');
  expect(page.text).toContain('reference YOUNGER');
  expect(page.text).not.toContain('STRANGER');
});

test('two processes on one store do not keep each other’s news from being told', async () => {
  const connection = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  const other = await startSite(connection, { now: site.now });
  const wish = { ...teacher, course: '7' };
  const withheld = { ...wish, name: undefined };
  const states: (string | undefined)[] = [];
  try {
    for (const [launched, one] of [[withheld, site] as const, [wish, other] as const, [withheld, site] as const]) {
      site.now = other.now = after(site.now, minute);
      const { visitPath } = await one.arrive(launched);
      const courseId = (await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now))?.visit.courseId ?? '';
      states.push((await site.services.diagnostics.findings(courseId)).names?.state);
    }
  } finally {
    await other.close();
    await connection.close();
  }
  expect(states).toEqual(['fails', 'works', 'fails']);
});

test('says of grades that they were not tested, or what the test found, and never more', async () => {
  const tom = await site.arrive({ ...teacher, kind: 'mentoring', course: 'no-points' });
  const page = await tom.get('/diagnostics');
  expect(rowOf(page, 'scores')).toContain('Grades were not tested yet.');
  expect(rowOf(page, 'scores')).not.toContain('No activity with points');
  const tested = await page.submit('Test again: Grades');
  expect(rowOf(tested, 'scores')).toMatch(
    /At the last test, [^,]*\d\d:\d\d UTC, no activity with points had been opened/,
  );
  expect(rowOf(tested, 'scores')).toContain('Open a check-in, intake or peer review');
  calls = [];
});
