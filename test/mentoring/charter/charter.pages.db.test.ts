import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { after, day, minute } from '../../../src/shared/clock.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { courseOn } from '../mentorships/course.js';

const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof courseOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
  await site.services.charters.begin(new Date('2026-11-01T09:00:00Z'));
});
afterAll(() => site.close());

beforeEach(async () => {
  number += 1;
  site.now = new Date('2026-11-23T09:00:00Z');
  course = courseOn(site, `charter-${String(number)}`);
  await course.people({ ana: { roleWish: 'mentee' }, ben: { roleWish: 'mentor' } });
  await course.publish();
});

const path = () => `/charter/${[course.id('ana'), course.id('ben')].sort().join('.')}`;
const open = async (name: string) => (await course.arrive(name)).get(path());
const sign = async (name: string) => (await open(name)).submit('Sign the charter');

async function change(name: string, text: string, why = '') {
  const form = await (await course.arrive(name)).get(`${path()}/change/rhythm`);
  return form.submit('Change the line', { text, why });
}

test('a pair reads it, one changes a line, both sign the new words', async () => {
  const { page } = await course.arrive('ana');
  expect(page.text).toContain('Read the charter with Ben Example and sign it');
  expect((await page.follow('Read and sign')).text).toContain('To be signed by Monday 30 November.');
  await sign('ana');
  const changed = await change('ben', 'We meet on Tuesdays.', 'I have lab on Thursdays.');
  expect(changed.text).toContain('All of you sign the new version.');
  expect((await course.arrive('ana')).page.text).toContain('The charter with Ben Example was changed');
  const again = await open('ana');
  expect(again.$('.changed del').text()).toContain('every second week');
  expect(again.$('.changed').text()).toContain('“I have lab on Thursdays.”');
  await again.submit('Sign the charter');
  expect((await course.arrive('ana')).page.text).toContain('You signed it; Ben Example has not yet.');
  const signed = await sign('ben');
  expect(signed.text).toContain('You signed it.');
  expect((await course.arrive('ana')).page.text).toContain('Signed by all.');
  const old = await signed.follow('Version 1 of Monday 23 November');
  expect(old.$('.prewrap').text()).toContain('every second week');
  expect(old.$('.facts').text()).toMatch(/Ben Example\s*Not yet[^]*You\s*Not yet|You\s*Not yet/);
});

test('what is signed is what was read: words that changed meanwhile are shown, not signed', async () => {
  const stale = await open('ana');
  await change('ben', 'We meet on Tuesdays.');
  const refused = await stale.submit('Sign the charter');
  expect(refused.text).toContain('The words were changed while you read.');
  expect(refused.text).toContain('We meet on Tuesdays.');
  expect((await course.arrive('ana')).page.text).toContain('You have not signed it.');
});

test('two who change a line at once: the second one’s words are kept on the page', async () => {
  const stale = await (await course.arrive('ana')).get(`${path()}/change/rhythm`);
  await change('ben', 'Tuesdays.');
  const refused = await stale.submit('Change the line', { text: 'Fridays.' });
  expect(refused.status).toBe(422);
  expect(refused.$('#text').text()).toContain('Fridays.');
  expect(refused.text).toContain('was changed while you wrote');
  expect((await refused.submit('Change the line', { text: 'Fridays.' })).text).toContain('Version 3');
});

test('signed twice it is signed once; a fixed line has no link and takes no change', async () => {
  const page = await open('ana');
  await page.submit('Sign the charter');
  expect((await page.submit('Sign the charter')).text).toContain('You signed it.');
  expect(page.$('a[href$="/change/limits"]')).toHaveLength(0);
  expect((await (await course.arrive('ana')).get(`${path()}/change/limits`)).status).toBe(404);
  const listed = await site.services.charters.partOf(course.courseId(), course.id('ana'));
  expect(JSON.stringify(listed).match(/"version"/g)).toHaveLength(1);
});

test('how one may be asked stands on the card of the partner, before where they are reached', async () => {
  const saved = await (
    await open('ben')
  ).submit('Save', { when: 'After 17:00', how: 'A message first', within: 'week' });
  expect(saved.text).toContain('Saved.');
  const { page } = await course.arrive('ana');
  const card = page.$('section[aria-label*="Ben Example"] .facts');
  expect(card.find('dt').first().text()).toBe('May be asked');
  expect(card.text()).toContain('After 17:00');
  expect(card.text()).toContain('Within a week');
  const empty = await (await open('ben')).submit('Save', { when: ' ', how: 'x', within: 'week' });
  expect(empty.status).toBe(422);
  expect(empty.$('#when-problem').text()).toContain('Write a few words.');
});

describe('unsigned after seven days', () => {
  test('it is work for the teacher, with the names of those it waits for', async () => {
    await sign('ana');
    const teacher = await course.arrive('tess', 'teacher');
    expect(teacher.page.text).not.toContain('is not signed');
    site.now = after(site.now, 7 * day + minute);
    const list = await (
      await course.arrive('tess', 'teacher')
    ).page.follow('See whom it waits for: 1 charter is not signed');
    expect(list.text).toContain('Waits for Ben Example.');
    await sign('ben');
    expect((await (await course.arrive('tess', 'teacher')).get('/mentoring')).text).not.toContain('is not signed');
  });

  test('of a partner who left nobody is waited for', async () => {
    await course.onlyHere(['ana']);
    site.now = after(site.now, 8 * day);
    expect((await course.arrive('tess', 'teacher')).page.text).not.toContain('is not signed');
  });
});

test('a mentorship that ran before there were charters is asked, and owes nothing', async () => {
  const connection = store.connection();
  const courseId = course.courseId();
  await course.job();
  const before = new Date('2026-10-01T09:00:00Z');
  await connection.model('Mentorship').updateMany({ courseId }, { $set: { startedAt: before } });
  await site.services.changes.note(courseId, 'mentorships', 'all');
  expect((await open('ana')).text).toContain('nothing depends on it');
  expect((await course.arrive('tess', 'teacher')).page.text).not.toContain('is not signed');
});

test('after the end it stays readable, and its forms keep words', async () => {
  await sign('ana');
  const stale = await (await course.arrive('ana')).get(`${path()}/change/rhythm`);
  await course.undo();
  const refused = await stale.submit('Change the line', { text: 'My long words' });
  expect(refused.$('#text').text()).toContain('My long words');
  expect((await open('ben')).text).toContain('stays readable');
  expect((await (await course.arrive('cleo')).get(path())).status).toBe(404);
  const teacher = await course.arrive('tess', 'teacher');
  const read = await teacher.get(path().replace('/charter/', '/charters/of/'));
  expect(read.text).toContain('Signed by Ana Example.');
});

test('a teacher rewrites it for the course; who has signed keeps their words', async () => {
  await sign('ana');
  const teacher = await course.arrive('tess', 'teacher');
  const form = await teacher.get('/charters/template/mentoring');
  const saved = await form.submit('Save the charter', { 'text-rhythm': 'Every week.', 'text-limits': '' });
  expect(saved.text).toContain('Saved.');
  expect((await open('ben')).text).not.toContain('Every week.');
  const templates = await site.services.charters.templates(course.courseId());
  expect(templates.templates.mentoring.map(({ id }) => id)).not.toContain('limits');
  await saved.submit('Use the proposed charter again');
  expect((await site.services.charters.templates(course.courseId())).changed.size).toBe(0);
});

test('of one person it is listed and erased in one call; the words that others signed stay', async () => {
  await change('ana', 'On Mondays.', 'I work at night');
  await sign('ana');
  await sign('ben');
  const { charters } = site.services;
  const listed = JSON.stringify(await charters.partOf(course.courseId(), course.id('ana')));
  expect(listed).toContain('I work at night');
  expect(await charters.erasePartOf(course.courseId(), course.id('ana'))).toBe(1);
  expect(await charters.partOf(course.courseId(), course.id('ana'))).toEqual([]);
  const bens = await open('ben');
  expect(bens.text).toContain('On Mondays.');
  expect(bens.text).not.toContain('I work at night');
});
