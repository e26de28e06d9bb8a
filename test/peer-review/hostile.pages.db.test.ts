/** The very second of a deadline, and texts that mean harm. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { after } from '../../src/shared/clock.js';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, filled, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `hostile-${courses}`);
});
afterAll(() => site.close());

const tess = async () => (await course.arrive('tess', 'teacher')).page;
const job = (name: string) => site.services.jobs.find((one) => one.name === name)?.run(site.now);

const html = '<img src=x onerror=alert(1)><script>alert(2)</script></textarea></p>"\'><h1>Mine</h1>';
const turned = 'Good\u202E.ti ekat I \u2066\u2067x\u2069 end';
const unseen = '\u200B\u2060\u00AD\u3164\u2800\u034F\u0301';
const endless = 'A sentence of the table. '.repeat(4096);

/** Nothing of a text became markup, and nothing turns what stands beside it round: fields and isolated words keep to themselves. */
function isHarmless(page: PageSeen): void {
  expect(page.$('img[src=x], script:contains("alert"), h1:contains("Mine")').length).toBe(0);
  const $ = load(page.html);
  $('input, textarea, bdi').remove();
  expect(/[\u202A-\u202E\u2066-\u2069]/.exec($.html())).toBeNull();
}

describe('the very second', () => {
  test('what is handed in at the instant of the start is on time, a moment later it is late, and all get reviewers', async () => {
    const settings = await (await tess()).follow('Settings');
    await settings.submit('Save', { startsAt: '2026-11-23T10:00', reviewsEach: '2' });
    await course.handIn('ana', 'ben');
    site.now = new Date('2026-11-23T10:00:00.000Z');
    await course.handIn('cleo');
    await job('start-reviews');
    site.now = after(site.now, 1);
    await course.handIn('dan');
    const page = await tess();
    const row = (name: string) => page.$(`tr:contains("${name}")`).text();
    expect([row('Cleo').includes('late'), row('Dan').includes('late')]).toEqual([false, true]);
    for (const name of ['ana', 'ben', 'cleo', 'dan'])
      expect((await course.arrive(name)).page.title).toMatch(/\d reviews? to write/);
  });

  test('a review sent while reviewing closes is there or refused with its words, never acknowledged and lost', async () => {
    const names = ['ana', 'ben', 'cleo', 'dan', 'eve', 'finn'];
    await course.handIn(...names);
    await course.start();
    const forms: PageSeen[] = [];
    for (const name of names) forms.push(await (await course.arrive(name)).page.follow('Review it'));
    const closing = await (await tess()).follow('Close reviewing');
    const words = (at: number) => `Name the place in line ${String(at)} of the text`;
    const [answers] = await Promise.all([
      Promise.all(forms.map((form, at) => form.submit('Send the review', filled(form, 'last', words(at))))),
      closing.submit('Close reviewing'),
    ]);
    const rows = await store
      .connection()
      .collection('peerreviews')
      .find({ sentAt: { $exists: true } })
      .toArray();
    const stored = rows.map(({ sent }) => (sent as { overall: string }).overall);
    for (const [at, answer] of answers.entries()) {
      if (answer.status === 200) expect(stored).toContain(words(at));
      else expect([answer.status, answer.$('#overall').text().trim()]).toEqual([422, words(at)]);
    }
  });
});

describe('a hostile text', () => {
  test('in a work is shown as it is written, without what turns or hides', async () => {
    await course.handIn('ana');
    const ben = await course.arrive('ben');
    const none = await ben.page.submit('Hand in', { text: unseen });
    expect([none.status, none.text.includes('Write your text before you send it.')]).toEqual([422, true]);
    const long = await ben.page.submit('Hand in', { text: endless });
    expect([long.status, long.$('#text').text().trim().length]).toEqual([422, endless.trim().length]);
    const sent = await ben.page.submit('Hand in', { text: `${html}\n${turned}` });
    isHarmless(sent);
    await course.start();
    const task = await (await course.arrive('ana')).page.follow('Review it');
    isHarmless(task);
    expect(task.text).toContain('<script>alert(2)</script>');
    const open = await (await tess()).follow('Ben Example');
    isHarmless(open);
  });

  test('in a review is refused with its words, or read as it is written', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    const form = await (await course.arrive('ana')).page.follow('Review it');
    const none = await form.submit('Send the review', filled(form, 'last', unseen));
    expect([none.status, none.text.includes('Write one thing the author should do next.')]).toEqual([422, true]);
    const long = await form.submit('Send the review', filled(form, 'last', endless));
    expect([long.status, long.$('#overall').text().trim().length]).toEqual([422, endless.trim().length]);
    expect(long.$('input[type=radio]:checked').length).toBeGreaterThan(0);
    const comment = form.$('textarea').first().attr('name') ?? '';
    const sent = await form.submit('Send the review', {
      ...filled(form, 'last', `${html} ${turned}`),
      [comment]: html,
    });
    expect(sent.text).toContain('Review sent. Thank you.');
    await course.review('ben');
    const received = await (await course.arrive('ben')).page.follow('Read them');
    isHarmless(received);
    expect(received.text).toContain('<script>alert(2)</script>');
  });

  test('in a rubric is refused beside its field, or read as it is written', async () => {
    const rubric = await (await tess()).follow('Rubric');
    const form = await rubric.follow('Write your own');
    const range = { question: html, hint: turned, prompt: html, scale: 'range', most: '3' };
    for (const bad of [{ question: unseen }, { prompt: unseen }, { question: endless }, { hint: endless }]) {
      const refused = await form.submit('Save the criterion', { ...range, ...bad });
      expect([refused.status, refused.$('#scale, [name=scale]').length > 0]).toEqual([422, true]);
      isHarmless(refused);
    }
    const saved = await form.submit('Save the criterion', range);
    isHarmless(saved);
    expect(saved.text).toContain('<script>alert(2)</script>');
    isHarmless(await saved.follow('See it as a reviewer'));
    const table = await saved.follow('Paste a table (CSV)');
    isHarmless(table);
    const same = await table.submit('Read the table');
    expect([same.status, same.text.includes('<script>alert(2)</script>')]).toEqual([200, true]);
    for (const bad of [endless, `${unseen},,${unseen},no,a,,1,b,,2`, `"${html}`]) {
      const refused = await table.submit('Read the table', { table: bad });
      expect(refused.status).toBe(422);
      expect(refused.$('#table').text().length).toBeGreaterThan(0);
      isHarmless(refused);
    }
    await course.handIn('ana', 'ben');
    await course.start();
    isHarmless(await (await course.arrive('ana')).page.follow('Review it'));
  });

  test('in a list of pairs and beside a grade changes nothing', async () => {
    await course.handIn('ana', 'ben');
    const list = await (await (await tess()).follow('Who reviews whom')).follow('Download or paste a list');
    for (const bad of [unseen, html, endless, `${turned},ana`]) {
      const refused = await list.submit('Read the list', { list: bad });
      expect(refused.status).toBe(422);
      isHarmless(refused);
    }
    await course.start();
    const work = await (await tess()).follow('Ana Example');
    const long = await work.submit('Save the grade', { points: '5', note: endless });
    expect([long.status, long.$('#note').text().trim().length]).toEqual([422, endless.trim().length]);
    isHarmless(await work.submit('Save the grade', { points: '5', note: `${html}${turned}` }));
  });
});
