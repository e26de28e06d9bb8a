/** A released score that its author disputes: it waits for a teacher, is answered once, and changes only by a new release. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, day } from '../../src/shared/clock.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `disputes-${String(courses)}`);
  await course.handIn('ana', 'ben');
  await course.start();
  for (const name of ['ana', 'ben']) await course.review(name, 'first');
  await (await (await tess()).follow('Close reviewing')).submit('Close reviewing');
  await release();
});
afterAll(() => site.close());

const tess = async () => (await course.arrive('tess', 'teacher')).page;
const score = async (name: string) => (await course.arrive(name)).page.follow('See your score');

async function release(): Promise<void> {
  const scores = await (await tess()).follow('Scores');
  const [confirm] = scores.$('a:contains("Release")').get();
  if (confirm) await (await scores.follow(scores.$(confirm).text())).submit(scores.$(confirm).text());
}

async function queue() {
  return (await course.arrive('tess', 'teacher')).get('/mentoring');
}

test('is told to the teacher, answered, and stands until it is released again', async () => {
  expect((await queue()).text).not.toContain('disputes the score');
  const empty = await (await score('ana')).submit('Dispute the score', { reason: '\u200B' });
  expect([empty.status, empty.text.includes('Write what is wrong')]).toEqual([422, true]);
  const before = await course.score('ana');
  const raised = await empty.submit('Dispute the score', { reason: 'The second question was answered in line 4.' });
  expect(raised.text).toContain('Your teachers have it in their list.');
  expect([raised.$('form').length, raised.text.includes('in line 4')]).toEqual([0, true]);
  expect((await course.arrive('ben')).page.html).not.toContain('in line 4');
  const row = await queue();
  expect(row.text).toContain('Ana Example disputes the score in Activity peer-review');
  const link = 'Read and answer: Ana Example disputes the score in Activity peer-review';
  const work = await row.follow(link);
  expect(work.text).toContain('The second question was answered in line 4.');
  const stale = await row.follow(link);
  const graded = await work.submit('Save the grade', { points: '7', note: 'You are right.' });
  const answered = await graded.submit('Send the answer', { words: 'You are right, see the new score.' });
  expect(answered.text).toContain('The answer is sent.');
  const second = await stale.submit('Send the answer', { words: 'Another answer' });
  expect([second.status, second.text.includes('Somebody else has answered meanwhile')]).toEqual([422, true]);
  expect((await queue()).text).not.toContain('disputes the score');
  expect(await course.score('ana')).toBe(before);
  expect((await score('ana')).text).toContain('You are right, see the new score.');
  await release();
  expect(await course.score('ana')).toBeGreaterThan(before ?? 0);
});

test('twice at once is one; after its time it is refused with its words', async () => {
  const [one, other] = [await score('ana'), await score('ana')];
  await Promise.all([
    one.submit('Dispute the score', { reason: 'One reason' }),
    other.submit('Dispute the score', { reason: 'Another reason' }),
  ]);
  const rows = await store.connection().collection('peerreviewdisputes').find({}).toArray();
  expect(rows.filter(({ reason }) => ['One reason', 'Another reason'].includes(String(reason))).length).toBe(1);
  site.now = after(site.now, 14 * day);
  const late = await score('ben');
  expect([late.$('form').length, late.text.includes('It could be disputed until')]).toEqual([0, true]);
});

test('of somebody who left waits for nobody', async () => {
  await (await score('ana')).submit('Dispute the score', { reason: 'One reason' });
  await course.onlyHere('ben');
  expect((await queue()).text).not.toContain('disputes the score');
});
