import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { concernsStore } from '../../../src/mentoring/concerns/concerns.store.js';
import { resealingService } from '../../../src/mentoring/concerns/resealing.service.js';
import { threadKey } from '../../../src/mentoring/conversation/conversation.rules.js';
import { after, day, hour, minute } from '../../../src/shared/clock.js';
import { createVault } from '../../../src/shared/vault.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { courseOn } from '../mentorships/course.js';

const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof courseOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
});

afterAll(() => site.close());

beforeEach(() => {
  number += 1;
  course = courseOn(site, `worry-${String(number)}`);
});

const teacher = (name: string) => course.arrive(name, 'teacher');
const words = 'He wrote to me at night.';

async function named(...names: readonly string[]) {
  const { get } = await teacher('tess');
  for (const name of names) await teacher(name);
  for (const name of names) {
    const form = await get('/concerns/contacts/new');
    const topics = form.$('input[name="topics"]').map((_, box) => form.$(box).attr('value') ?? '');
    const saved = await form.submit('Save', { who: course.id(name), title: 'counsellor', topics: topics.get() });
    expect(saved.text).toContain('Saved.');
  }
}

function rowOf(queue: PageSeen, title: string): string {
  const row = queue.$('.row-item').filter((_, one) => queue.$(one).text().includes(title));
  expect(row).toHaveLength(1);
  return row.text();
}

/** As its reader comes to it from the queue. */
async function given(name: string): Promise<PageSeen> {
  const { page } = await teacher(name);
  return page.follow('Open: A concern waits for you: Stress or health');
}

async function stepTwo(page: PageSeen): Promise<PageSeen> {
  const topic = page.$('input[name="topic"]').first().attr('value') ?? '';
  return page.submit('Go on', { topic });
}

async function raise(name: string, fields: Readonly<Record<string, string | string[]>> = {}) {
  const { get } = await course.arrive(name);
  const write = await stepTwo(await get('/concerns'));
  return write.submit(write.$('.btn-primary').text().trim(), { words, ...fields });
}

test('without a contact nothing is taken; the teachers learn only that somebody looked for help', async () => {
  const { get } = await course.arrive('ana');
  const page = await get('/concerns');
  expect(page.$('input[name="topic"]')).toHaveLength(0);
  expect(page.text).toContain('nobody who could read one is named yet');
  await page.submit('Tell the teachers that somebody is needed');
  const { page: queue } = await teacher('tess');
  const row = rowOf(queue, 'Somebody looked for help and found nobody to tell');
  expect(row).not.toContain('Ana');
  await named('maja');
  expect((await teacher('tess')).page.text).not.toContain('Somebody looked for help');
});

test('two steps to those who read it; on the queue stand topic and deadline only; every look is noted', async () => {
  await named('maja');
  const sent = await raise('ana', { about: 'Ben' });
  expect(sent.text).toContain('Your concern is sent. One person reads it.');
  expect(sent.text).toContain('Nobody yet.');
  const seenByOthers = rowOf((await teacher('tess')).page, 'A concern waits: Stress or health');
  expect(seenByOthers).toContain('An answer from Maja Example is owed by');
  expect(seenByOthers).not.toMatch(/Ana|Ben|night/);
  const queue = (await teacher('maja')).page;
  expect(rowOf(queue, 'A concern waits for you')).not.toMatch(/Ana|Ben|night/);
  const closed = await given('maja');
  expect(closed.text).not.toContain(words);
  const opened = await closed.submit('Open it');
  expect(opened.text).toContain(words);
  expect(opened.text).toContain('Ana Example');
  site.now = after(site.now, minute);
  const answered = await opened.submit('Send', { text: 'Come and see me.' });
  expect(answered.text).toContain('Come and see me.');
  const { page: home } = await course.arrive('ana');
  expect(home.text).toContain('There is an answer to your concern');
  const read = await home.follow('Read it');
  expect(read.text).toMatch(/Who opened it Maja Example, /);
  expect(read.text).toContain('Come and see me.');
  expect((await course.arrive('ana')).page.text).not.toContain('There is an answer');
});

test('whoever must not read it neither reads it nor learns of it', async () => {
  await named('maja', 'lind');
  await raise('ana', { keptFrom: [course.id('maja')] });
  expect((await teacher('maja')).page.text).not.toContain('concern waits');
  const { path } = await given('lind');
  expect((await (await teacher('maja')).get(path)).status).toBe(404);
  expect((await (await teacher('tess')).get(path)).status).toBe(404);
  expect((await (await course.arrive('ben')).get(path)).status).toBe(404);
});

test('a concern about the only contact is refused with the words kept, and says whom to turn to', async () => {
  await named('maja');
  await course.arrive('ana');
  const refused = await raise('ana', { keptFrom: [course.id('maja')] });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Nobody is left who could read it, so nothing was sent.');
  expect(refused.$('textarea').text().trim()).toBe(words);
  expect(await concerns()).toHaveLength(0);
});

test('sent twice from one page it is one; empty words are refused beside the field', async () => {
  await named('maja');
  const { get } = await course.arrive('ana');
  const write = await stepTwo(await get('/concerns'));
  const button = write.$('.btn-primary').text().trim();
  await write.submit(button, { words });
  await write.submit(button, { words });
  expect(await concerns()).toHaveLength(1);
  const unseen = await write.submit(button, { words: '\u200b' });
  expect(unseen.status).toBe(422);
  expect(unseen.text).toContain('Write something first.');
});

test('it is taken back until somebody has read it', async () => {
  await named('maja');
  const first = await raise('ana');
  expect((await first.submit('Take it back')).text).toContain('Nothing of it is kept.');
  const second = await raise('ana');
  await (await given('maja')).submit('Open it');
  expect((await second.submit('Take it back')).text).toContain('Somebody has opened it meanwhile');
  expect(await concerns()).toHaveLength(1);
});

test('the store tells neither who wrote nor what; with another key it follows, with a lost one it says so', async () => {
  await named('maja');
  const sent = await raise('ana', { about: 'Ben' });
  const rows = await store.connection().collection('concerns').find({ courseId: course.courseId() }).toArray();
  const text = JSON.stringify(rows);
  expect(text).not.toContain('night');
  expect(text).not.toContain('Ben');
  expect(text).not.toContain(course.id('ana'));
  const [next, old] = [Buffer.alloc(32, 9).toString('base64'), site.services.config.ENCRYPTION_KEY[0] ?? ''];
  const models = concernsStore(store.connection().useDb(store.connection().name));
  const moved = await resealingService(models, createVault([next, old])).reseal();
  expect(moved).toMatchObject({ older: 0, lost: [] });
  const lost = await resealingService(models, createVault([old])).reseal();
  expect(lost.lost.length).toBeGreaterThan(0);
  await site.services.changes.note(course.courseId(), 'concerns', 'all');
  const page = await (await teacher('maja')).get(sent.path.replace(/\?.*/, ''));
  expect(page.text).toContain('It cannot be opened: the encryption key');
  await resealingService(models, createVault([old, next])).reseal();
  await site.services.changes.note(course.courseId(), 'concerns', 'all');
  expect((await (await course.arrive('ana')).get(sent.path)).text).toContain(words);
});

test('a settled one is deleted when its time is over, an open one never', async () => {
  await named('maja');
  const { get } = await course.arrive('ana');
  await (await raise('ana')).submit('It is settled');
  await raise('ana');
  const job = () => site.services.jobs.find(({ name }) => name === 'forget-concerns')?.run(site.now);
  await job();
  expect(await concerns()).toHaveLength(2);
  site.now = after(site.now, 361 * day);
  expect(await job()).toMatchObject({ done: 1 });
  expect(await concerns()).toHaveLength(1);
  expect((await get('/concerns')).status).toBeLessThan(500);
});

describe('a message of a conversation', () => {
  test('is reported with its neighbours, which the page shows before; strangers cannot report it', async () => {
    await named('maja');
    const answers = { languages: ['en'] };
    await course.people({ ana: { roleWish: 'mentee', ...answers }, ben: { roleWish: 'mentor', ...answers } });
    await course.publish();
    const path = `/conversation/${threadKey([course.id('ana'), course.id('ben')])}`;
    for (const text of ['first', 'second', 'third', 'an ugly word', 'fifth']) {
      const talk = await (await course.arrive('ben')).get(path);
      site.now = after(site.now, hour);
      await talk.submit(talk.$('.btn-primary').text().trim(), { text });
    }
    const read = await (await course.arrive('ana')).get(path);
    const start = await read.follow('Report: an ugly word');
    expect(start.title).toBe('Report a message');
    const write = await stepTwo(start);
    expect(write.text).toMatch(/second.*third.*Reported ?an ugly word.*fifth/);
    expect(write.text).not.toContain('first');
    await write.submit(write.$('.btn-primary').text().trim(), { words });
    const opened = await (await given('maja')).submit('Open it');
    expect(opened.text).toMatch(/Reported ?an ugly word.*fifth/);
    expect((await (await course.arrive('cleo')).get(start.path)).status).toBe(404);
  });
});

test('a contact outside is named with a number and reads nothing; a preview sends nothing', async () => {
  const { get } = await teacher('tess');
  const form = await get('/concerns/contacts/new');
  expect((await form.submit('Save', { name: '', phone: '' })).text).toContain('Give the name.');
  expect((await form.submit('Save', { name: 'Jonas', phone: 'call me' })).text).toContain('Digits, spaces and + only.');
  await form.submit('Save', { name: 'Jonas Öberg', phone: '+46 1 555', title: 'equality office' });
  const page = await (await course.arrive('ana')).get('/concerns');
  expect(page.$('a[href="tel:+461555"]').text()).toBe('Call +46 1 555');
  expect(page.text).toContain('The person above is there for you.');
  expect(page.$('input[name="topic"]')).toHaveLength(0);
});

function concerns() {
  return site.services.concerns.all({ courseId: course.courseId(), personId: 'nobody' });
}

test('of a person: their own concerns are listed and erased, others stay', async () => {
  await named('maja');
  await raise('ana');
  await raise('ben');
  const doer = { courseId: course.courseId(), personId: course.id('ana') };
  expect(await site.services.concerns.recordsOf(doer)).toMatchObject([{ words, authorId: course.id('ana') }]);
  await site.services.concerns.erase(doer);
  expect(await site.services.concerns.recordsOf(doer)).toEqual([]);
  expect(await concerns()).toHaveLength(1);
});
