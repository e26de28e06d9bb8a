import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { CourseRole } from '../../../src/lti/gateway.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

/** docs/decisions/6: staff until a teacher says otherwise. Tess teaches, Noor was or is a non-editing teacher. */
const store = useStore();
let site: TestSite;
let course = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

beforeEach(async () => {
  course += 1;
  site.platform.hasPeople([
    { externalId: 'tess', role: 'teacher', name: 'Tess Example' },
    { externalId: 'noor', role: 'learner', name: 'Noor Example' },
    { externalId: 'ana', role: 'learner', name: 'Ana Example' },
  ]);
  await arrive('noor', 'teacher');
  const { page } = await arrive('tess', 'teacher');
  expect(page.status).toBe(200);
  await peopleOf((await people('tess')).page);
});

const arrive = (person: string, role: CourseRole) =>
  site.arrive({ person, role, course: `c${course}`, kind: 'checkin', activity: `a${course}` });

async function people(person: string) {
  const visitor = await arrive(person, 'teacher');
  return { visitor, page: await visitor.get('/roster') };
}

const peopleOf = (page: PageSeen) => page.submit('Read the list now');
const rowOf = (page: PageSeen, name: string) => page.$('tr').filter((_index, row) => page.$(row).text().includes(name));
const buttons = (page: PageSeen, name: string) => rowOf(page, name).find('button').text();
const answers = { mood: '4', obstacle: '', step: 'Read chapter two', help: 'no' };

test('a non-editing teacher who plays student stores nothing, and is told the way out', async () => {
  const { page, visitPath, ...noor } = await arrive('noor', 'learner');
  expect(visitPath).toMatch(/^\/s\//);
  const path = page.path.split('?')[0] ?? '';
  const refused = await noor.forge(path, new URLSearchParams(answers).toString());
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('ask a teacher to say so on the people page');
  expect(await store.connection().model('Checkin').countDocuments()).toBe(0);
});

test('a teacher says that somebody is a learner now, and from the next launch on they are', async () => {
  const { page } = await people('tess');
  expect(buttons(page, 'Noor')).toContain('Is a learner now');
  const done = await page.submit('Is a learner now: Noor Example');
  expect(done.path).toBe('/roster?done=learner');
  expect(rowOf(done, 'Noor').text()).toContain('Learner');
  expect(buttons(done, 'Noor')).not.toContain('Is a learner now');
  const noor = await arrive('noor', 'learner');
  const sent = await noor.forge(noor.page.path.split('?')[0] ?? '', new URLSearchParams(answers).toString());
  expect(sent.status).toBe(200);
  expect(sent.path).toContain('/sent');
});

test('one launch as Instructor makes them staff again, and no later roster takes that away', async () => {
  const { page } = await people('tess');
  await page.submit('Is a learner now: Noor Example');
  await arrive('noor', 'teacher');
  const again = await peopleOf((await people('tess')).page);
  expect(rowOf(again, 'Noor').text()).not.toContain('Learner');
  const preview = await arrive('noor', 'learner');
  const path = preview.page.path.split('?')[0] ?? '';
  expect((await preview.forge(path, new URLSearchParams(answers).toString())).status).toBe(403);
});

test('nobody is offered to become what they are, nor oneself, nor a teacher of the roster', async () => {
  const { page } = await people('tess');
  expect(buttons(page, 'Ana')).not.toContain('Is a learner now');
  expect(buttons(page, 'Noor')).not.toContain('Is staff');
  expect(buttons(page, 'Tess')).toBe('');
  const tess = await people('tess');
  const id = /\/roster\/([\w-]+)\/learner/.exec(page.html)?.[1] ?? '';
  expect((await tess.visitor.forge(`/roster/${id.split('').reverse().join('')}/learner`, '')).status).toBe(404);
  expect((await tess.visitor.forge(`/roster/${id}/learner`, '')).path).toBe('/roster?done=learner');
  expect((await tess.visitor.forge(`/roster/${id}/learner`, '')).path).toBe('/roster?done=same');
});

test('an assistant demotes nobody', async () => {
  const { page } = await people('tess');
  const id = /\/roster\/([\w-]+)\/learner/.exec(page.html)?.[1] ?? '';
  const noor = await people('noor');
  expect(noor.page.text).not.toContain('Is a learner now');
  expect((await noor.visitor.forge(`/roster/${id}/learner`, '')).status).toBe(403);
  expect((await noor.visitor.forge(`/roster/${id}/staff`, '')).status).toBe(403);
});

test('a teacher says that somebody is staff before they ever opened anything: no longer paired, and back again', async () => {
  const { visitPath } = await arrive('tess', 'teacher');
  const found = await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now);
  const courseId = found?.visit.courseId ?? '';
  const learners = async () => (await site.services.roster.learners(courseId)).map(({ name }) => name);
  expect(await learners()).toEqual(['Ana Example']);
  const done = await (await people('tess')).page.submit('Is staff, no learner: Ana Example');
  expect(done.path).toBe('/roster?done=staff');
  expect(await learners()).toEqual([]);
  await peopleOf(done);
  expect(await learners()).toEqual([]);
  await (await people('tess')).page.submit('Is a learner now: Ana Example');
  expect(await learners()).toEqual(['Ana Example']);
});
