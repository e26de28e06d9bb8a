import { expect, test } from '@jest/globals';
import { after, day, hour } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from '../sessions/together.js';
import { rowOf, watchedIn } from './watched.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;
useTogether('ladder', (together) => ({ site, course, pair } = together));

const { watch, missed } = watchedIn(() => ({ site, course, pair }));

const home = async (name: string) => (await course.arrive(name)).page;
const queue = async () => (await course.arrive('tess', 'teacher')).page;

test('one date missed: the partner gets a ready text with two times, and it is in their conversation', async () => {
  await watch();
  await missed();
  expect((await queue()).text).not.toContain('missed');
  expect((await home('ana')).text).not.toContain('Write to Ben');
  const before = await home('ben');
  expect(before.text).toContain('Write to Ana Example');
  const page = await (await course.arrive('ben')).get(`/ladder/${pair.key()}/text`);
  expect(page.text).toContain('Nothing came of your session of');
  expect(page.$('#text').text()).toContain('Are you okay?');
  expect(page.$('#first').attr('value')).toMatch(/^2026-/);
  expect(page.$('#second').attr('value')).toMatch(/^2026-/);
  expect((await page.submit('Send it to Ana Example', { text: ' ' })).status).toBe(422);
  const refused = await page.submit('Send it to Ana Example', { first: '2020-01-01T10:00' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('This time cannot be offered');
  const sent = await page.submit('Send it to Ana Example', { text: 'All well, Ana?' });
  expect(sent.text).toContain('Sent. It is in your conversation.');
  expect(sent.text).not.toContain('Write to Ana Example');
  const talk = await (await course.arrive('ana')).get(`/conversation/${pair.key()}`);
  expect(talk.text).toContain('All well, Ana?');
  expect((await pair.open('ana')).text).toContain('Ben Example');
  await page.submit('Send it to Ana Example', { text: 'All well, Ana?' });
  const again = await (await course.arrive('ana')).get(`/conversation/${pair.key()}`);
  expect(again.text.match(/All well, Ana\?/g)).toEqual(talk.text.match(/All well, Ana\?/g));
});

test('two dates missed: the coordinator reads what was tried, and whoever of them acts ends it for all', async () => {
  await watch();
  await missed();
  const page = await (await course.arrive('ben')).get(`/ladder/${pair.key()}/text`);
  await page.submit('Send it to Ana Example', { text: 'All well, Ana?', first: '', second: '' });
  await missed();
  const list = await queue();
  const row = rowOf(list, /missed 2 sessions/);
  expect(row).toHaveLength(1);
  expect(row.text()).toMatch(/Tried: Ben Example wrote on/);
  expect(row.text()).toMatch(/Due by/);
  expect(row.text()).toContain('If nothing is done, they have no further date.');
  const okay = await list.follow(`Send “Are you okay?”: ${row.find('h3').text().trim()}`);
  expect(okay.$('input[name="to"]:checked').attr('value')).toBe(course.id('ana'));
  const sent = await okay.submit('Send', { text: 'Can I help?' });
  expect(sent.text).toContain('It is on their home until they have read it.');
  expect(rowOf(sent, /missed 2 sessions/)).toHaveLength(0);
  expect(rowOf((await course.arrive('terry', 'teacher')).page, /missed 2/)).toHaveLength(0);
  const late = await okay.submit('Send', { text: 'Can I help?' });
  expect(late.text).toContain('It was sent before, once.');
  const letter = await home('ana');
  expect(letter.text).toContain('Tess Example wrote to you');
  expect((await letter.follow('Read it')).text).toContain('Can I help?');
  expect((await home('ana')).text).not.toContain('Tess Example wrote to you');
  expect((await home('ben')).text).not.toContain('Tess Example wrote to you');
  await watch();
  expect(rowOf(await queue(), /missed 2/)).toHaveLength(0);
  const done = await (await queue()).follow('What was done');
  expect(done.text).toContain('Wrote “Are you okay?” about Ana Example and Ben Example. Tess Example');
  expect((await done.submit('Take back: Wrote “Are you okay?” about Ana Example and Ben Example.')).text).toContain(
    'Taken back.',
  );
  await watch();
  expect(rowOf(await queue(), /missed 2/)).toHaveLength(1);
});

test('excused in one click, what was missed does not count, and the next one is the first again', async () => {
  await watch();
  await missed();
  await missed();
  const list = await queue();
  const title = rowOf(list, /missed 2 sessions/)
    .find('h3')
    .text()
    .trim();
  expect((await list.submit(`Excuse what was missed: ${title}`)).text).toContain('Excused.');
  await watch();
  await missed();
  expect(rowOf(await queue(), /missed/)).toHaveLength(0);
});

test('a store of the former version demands nothing in arrears, and nobody is asked about who left', async () => {
  await missed();
  await missed();
  expect(rowOf(await queue(), /missed/)).toHaveLength(0);
  site.now = after(site.now, 14.9 * day);
  await watch();
  expect(rowOf(await queue(), /heard/)).toHaveLength(0);
  site.now = after(site.now, 1 * day);
  await watch();
  expect(rowOf(await queue(), /Nothing was heard of Ana Example and Ben Example since/)).toHaveLength(1);
  await course.onlyHere(['ben']);
  expect(rowOf(await queue(), /heard/)).toHaveLength(0);
  await watch();
  expect(rowOf(await queue(), /heard/)).toHaveLength(0);
});

test('settings are words, previewed on the course’s own past before they are saved', async () => {
  await watch();
  await missed();
  await missed();
  const page = await (await course.arrive('tess', 'teacher')).get('/ladder/settings');
  expect(page.text).toContain('You are called when 2 of their last 5 dates were missed');
  const seen = await page.submit('See what it would have done', { callAfter: '3' });
  expect(seen.text).toContain(
    'In the last 60 days this would never have called you. What is saved now would have called you once.',
  );
  expect(seen.$('#callAfter').attr('value')).toBe('3');
  // An address of its own: going back to it sends nothing again.
  expect((await (await course.arrive('tess', 'teacher')).get(seen.path)).text).toBe(seen.text);
  expect((await page.submit('Save', { among: '1' })).status).toBe(422);
  expect((await page.submit('Save', { callAfter: '9', among: '5' })).text).toContain('Look at no fewer dates');
  const saved = await seen.submit('Save', {});
  expect(saved.text).toContain('3 of their last 5 dates');
  site.now = after(site.now, hour);
  await watch();
  expect(rowOf(await queue(), /missed/)).toHaveLength(0);
});
