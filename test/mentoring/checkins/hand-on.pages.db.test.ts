/** A call for help that one teacher hands on to another. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { everything } from '../../../src/kept/changes.store.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let course = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  course += 1;
});
afterAll(() => site.close());

const answers = { mood: '2', obstacle: 'Private words', step: 'Ask', help: 'teacher' };

function arrive(person: string, role: 'learner' | 'teacher' = 'learner', kind = 'checkin') {
  return site.arrive({ person, role, kind, course: `hand-on-${String(course)}` });
}

async function asks(person: string) {
  const arrived = await arrive(person);
  await arrived.page.submit('Send', answers);
  site.now = after(site.now, minute);
}

const home = async (person: string) => (await arrive(person, 'teacher', 'mentoring')).page;
const bens = 'Ben Example asks you for help';

function rows(page: PageSeen): string[] {
  const titles = page.$('main .row-item h3').map((_index, title) => page.$(title).text().trim());
  return titles.get();
}

function colleague(page: PageSeen, name: string): string {
  return page.$(`option:contains("${name}")`).attr('value') ?? '';
}

async function handOn(to: string): Promise<PageSeen> {
  const form = await (await home('tess')).follow(`Hand on: ${bens}`);
  return form.submit('Hand on', { to: colleague(form, to) });
}

test('the colleague sees it first, the others who has it, and the asker reads whom to expect', async () => {
  await asks('ana');
  await asks('ben');
  await home('noor');
  const form = await (await home('tess')).follow(`Hand on: ${bens}`);
  expect(form.$('option').text()).toContain('Noor Example');
  expect(form.$('option').text()).not.toMatch(/Tess|Ana|Ben/);
  const handed = await form.submit('Hand on', { to: colleague(form, 'Noor') });
  expect(handed.text).toContain('Handed on.');
  expect(rows(handed).slice(0, 2)).toEqual([
    'Ana Example asks you for help',
    'Noor Example has the call of Ben Example',
  ]);
  const noors = await home('noor');
  expect(rows(noors)[0]).toBe('Ben Example asks for help: Tess Example handed it to you');
  expect((await arrive('ben')).page.text).toContain('Noor Example has your call for help since 09:02');
  await noors.submit('Done: Ben Example asks for help: Tess Example handed it to you');
  expect(rows(await home('tess')).join()).not.toContain('Ben');
});

test('help that is asked anew is everybody’s again', async () => {
  await asks('ben');
  await home('noor');
  await handOn('Noor');
  const ben = await arrive('ben');
  await (await ben.page.follow('Change it')).submit('Send', { ...answers, step: 'Now' });
  expect(rows(await home('tess'))[0]).toBe(bens);
  expect((await arrive('ben')).page.text).not.toContain('Noor Example has');
});

test('a colleague who is not there any more has nothing', async () => {
  await asks('ben');
  await home('noor');
  await handOn('Noor');
  const { courseId } = (
    await site.services.visits.find((await arrive('tess', 'teacher')).visitPath.split('/')[2] ?? '', site.now)
  )?.visit ?? { courseId: '' };
  await store
    .connection()
    .model('Person')
    .updateOne({ courseId, externalId: 'noor' }, { $set: { status: 'left' } });
  await site.services.changes.note(courseId, everything, 'all');
  expect(rows(await home('tess'))[0]).toBe(bens);
  expect((await arrive('ben')).page.text).not.toContain('Noor Example has');
});

test('it goes to staff of the course only, keeps what is refused, and needs somebody to go to', async () => {
  await asks('ben');
  const alone = await (await home('tess')).follow(`Hand on: ${bens}`);
  expect(alone.text).toContain('Nobody else teaches here');
  await home('noor');
  const form = await (await home('tess')).follow(`Hand on: ${bens}`);
  const refused = await form.submit('Hand on', { to: '' });
  expect([refused.status, refused.text.includes('Choose a colleague.')]).toEqual([422, true]);
  const ben = await arrive('ben');
  const visit = (await site.services.visits.find(ben.visitPath.split('/')[2] ?? '', site.now))?.visit;
  const toBen = await form.submit('Hand on', { to: visit?.personId ?? '' });
  expect(toBen.status).toBe(422);
  expect((await ben.get(form.path)).status).toBe(403);
});
