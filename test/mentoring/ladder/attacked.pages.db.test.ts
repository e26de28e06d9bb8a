/** What two windows, a second click, an ended pair, leavers and a late job make of the ladder. */
import { expect, test } from '@jest/globals';
import { after, day, minute } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from '../sessions/together.js';
import { rowOf, watchedIn } from './watched.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;
useTogether('attacked', (together) => ({ site, course, pair } = together));

const { watch, missed } = watchedIn(() => ({ site, course, pair }));

const queue = async (name = 'tess') => (await course.arrive(name, 'teacher')).page;
const silent = /Nothing was heard of/;

/** Nobody said or did anything since they were published. */
async function fallSilent(): Promise<void> {
  await watch();
  site.now = after(site.now, 16 * day);
  await watch();
}

async function endIt(): Promise<void> {
  const published = await site.services.pairing.published(course.courseId());
  const pairId = published?.pairs[0]?.pairId ?? '';
  const doer = { courseId: course.courseId(), personId: 'a-teacher' };
  await site.services.amendments.unmatch(doer, { pairId, reason: 'goals', never: false }, site.now);
}

test('a pair that was ended since the last pass calls nobody any more', async () => {
  await fallSilent();
  expect(rowOf(await queue(), silent)).toHaveLength(1);
  await endIt();
  expect(rowOf(await queue(), silent)).toHaveLength(0);
});

test('a link of a row that another teacher dealt with leads to the list and says so', async () => {
  await fallSilent();
  const mine = await queue();
  const theirs = await queue('terry');
  const title = rowOf(mine, silent).find('h3').text().trim();
  const link = `Send “Are you okay?”: ${title}`;
  const twice = await mine.follow(link);
  expect((await twice.submit('Send', { text: 'All well?' })).text).toContain('Sent. It is on their home');
  const late = await theirs.follow(link);
  expect(late.status).toBe(200);
  expect(late.text).toContain('Somebody has dealt with it already, or it is over.');
  expect((await twice.submit('Send', { text: 'Something else' })).text).toContain('It was sent before, once.');
  expect((await (await course.arrive('ana')).get('/letters')).text).not.toContain('Something else');
  const nowhere = await (await course.arrive('terry', 'teacher')).get('/ladder/nobody.nowhere/okay');
  expect(nowhere.status).toBe(404);
});

test('the log says whom it was about, not to whom it went, and taking back twice is one', async () => {
  await fallSilent();
  const list = await queue();
  const okay = await list.follow(`Send “Are you okay?”: ${rowOf(list, silent).find('h3').text().trim()}`);
  await okay.submit('Send', { text: 'All well?', to: course.id('ana') });
  const done = await (await queue()).follow('What was done');
  const said = 'Wrote “Are you okay?” about Ana Example and Ben Example.';
  expect(done.text).toContain(said);
  expect((await done.submit(`Take back: ${said}`)).text).toContain('A message stays sent.');
  const again = await done.submit(`Take back: ${said}`);
  expect(again.status).toBe(200);
});

test('a second click on excusing says what the first did', async () => {
  await watch();
  await missed();
  await missed();
  const list = await queue();
  const row = rowOf(list, /missed 2 sessions/);
  const button = `Excuse what was missed: ${row.find('h3').text().trim()}`;
  await list.submit(button);
  expect((await list.submit(button)).text).toContain('Excused.');
});

test('a next date that is over when the job is late is not said to come', async () => {
  await watch();
  await missed();
  await missed();
  const { sessionId } = await pair.plan();
  expect(sessionId).not.toBe('');
  site.now = after(site.now, minute);
  await watch();
  expect(rowOf(await queue(), /missed 2 sessions/).text()).toContain('the next date is');
  site.now = after(site.now, 21 * day);
  const row = rowOf(await queue(), /missed 2 sessions/).text();
  expect(row).not.toBe('');
  expect(row).not.toContain('the next date is');
  expect(row).not.toContain('no further date');
});

test('the ready text promises as many times as are offered, and a second one alone is offered', async () => {
  await watch();
  await missed();
  const page = await (await course.arrive('ben')).get(`/ladder/${pair.key()}/text`);
  expect(page.$('#text').text()).toContain('two times');
  const none = await page.submit('Send it to Ana Example', { first: '', second: '' });
  expect(none.status).toBe(422);
  expect(none.text).toContain('It speaks of times that are not offered');
  const second = String(page.$('#second').attr('value'));
  const one = await page.submit('Send it to Ana Example', { text: 'Take this one.', first: '', second });
  expect(one.text).toContain('Sent. It is in your conversation.');
  expect((await pair.open('ana')).$('form[action$="/take"]')).toHaveLength(1);
  const back = await (await course.arrive('ben')).get(`/ladder/${pair.key()}/text`);
  expect(back.status).toBe(200);
  expect(back.text).toContain('You have written, or it is not needed any more.');
  const stranger = await (await course.arrive('cleo')).get(`/ladder/${pair.key()}/text`);
  expect(stranger.status).toBe(404);
});

test('a text that is sent when the pair is over is not said to be sent', async () => {
  await watch();
  await missed();
  const page = await (await course.arrive('ben')).get(`/ladder/${pair.key()}/text`);
  await endIt();
  const late = await page.submit('Send it to Ana Example', { text: 'Hello?' });
  expect(late.text).not.toContain('Sent. It is in your conversation.');
  expect(late.text).toContain('You have written, or it is not needed any more.');
});
