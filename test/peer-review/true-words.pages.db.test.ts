/** Sentences that are true in every state a round can be in, and words that no refusal loses. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { after, day, minute } from '../../src/shared/clock.js';
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
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `true-words-${String(courses)}`);
});
afterAll(() => site.close());

const tess = async () => (await course.arrive('tess', 'teacher')).page;
const home = async (name: string, role: 'learner' | 'teacher' = 'learner') =>
  (await course.arrive(name, role)).get('/mentoring');

async function plan(fields: Record<string, string>) {
  return (await (await tess()).follow('Settings')).submit('Save', fields);
}

async function released(names = 'double'): Promise<void> {
  await plan({ names });
  await course.handIn('ana', 'ben');
  await course.start();
  for (const name of ['ana', 'ben']) await course.review(name, 'first');
  await (await (await tess()).follow('Close reviewing')).submit('Close reviewing');
  const confirm = await (await (await tess()).follow('Scores')).follow('Release the scores');
  expect(confirm.text.includes('Both sides read names from then on.')).toBe(names === 'release');
  await confirm.submit('Release the scores');
}

test('a round that could not start at its date says so to everybody, and its second work breaks nothing', async () => {
  await plan({ startsAt: '2026-11-24T09:00' });
  await course.handIn('ana');
  site.now = new Date('2026-11-24T10:00:00Z');
  const { page } = await course.arrive('ana');
  expect(page.text).toContain('It starts as soon as two works are there.');
  expect(page.text).not.toContain('Reviewing starts Tuesday');
  expect((await home('ben')).text).not.toContain('it is late then');
  await course.handIn('ben');
  const teacher = await home('tess', 'teacher');
  expect([teacher.status, teacher.text.includes('reviewing could not start')]).toEqual([200, false]);
  const matrix = await tess();
  expect(matrix.$('tr:contains("Ben")').text()).not.toContain('late');
  expect((await matrix.follow('Ben Example')).text).not.toContain('after reviewing had started');
});

test('where early ones need not wait nobody is told that reviewing starts at the date', async () => {
  await plan({ startsAt: '2026-11-30T09:00', start: 'early' });
  const promise = 'as soon as there is enough work, at the latest Monday 30 November at 09:00';
  const first = (await course.arrive('ana')).page;
  expect([first.text.includes(promise), first.text.includes('Reviewing starts then')]).toEqual([true, false]);
  expect((await home('ana')).text).not.toContain('Reviewing starts when the time is over.');
  await course.handIn('ana');
  const sent = (await course.arrive('ana')).page;
  expect([sent.text.includes(promise), sent.text.includes('Reviewing starts Monday')]).toEqual([true, false]);
});

describe('a dispute', () => {
  test('that comes too late, or second, keeps its words', async () => {
    await released();
    const [one, other] = [await course.arrive('ana'), await course.arrive('ana')];
    const [first, second] = [await one.page.follow('See your score'), await other.page.follow('See your score')];
    await first.submit('Dispute the score', { reason: 'My first reason' });
    const refused = await second.submit('Dispute the score', { reason: 'My second reason' });
    expect([refused.status, refused.$('#reason').text().trim()]).toEqual([422, 'My second reason']);
    expect(refused.text).toContain('My first reason');
    expect(refused.text).toContain('You have disputed this score already');
    site.now = after(site.now, 14 * day - minute);
    const ben = await (await course.arrive('ben')).page.follow('See your score');
    site.now = after(site.now, minute);
    const late = await ben.submit('Dispute the score', { reason: 'Very late' });
    expect([late.status, late.$('#reason').text().trim()]).toEqual([422, 'Very late']);
  });

  test('answered by two keeps the words of the second', async () => {
    await released();
    await (
      await (await course.arrive('ana')).page.follow('See your score')
    ).submit('Dispute the score', {
      reason: 'Line 4',
    });
    const work = await (await tess()).follow('Ana Example');
    const stale = await (await tess()).follow('Ana Example');
    await work.submit('Send the answer', { words: 'The first answer' });
    const second = await stale.submit('Send the answer', { words: 'The second answer' });
    expect([second.status, second.$('#words').text().trim()]).toEqual([422, 'The second answer']);
    expect(second.text).toContain('The first answer');
  });
});

test('a review of work whose author has left says which of how many it is', async () => {
  await course.handIn('ana', 'ben', 'cleo');
  await course.start();
  const ana = await course.arrive('ana');
  const form = await ana.page.follow('Review it');
  const ofBen = form.text.includes('work of ben');
  await course.onlyHere('ana', ofBen ? 'cleo' : 'ben');
  const again = await (await course.arrive('ana')).get(form.path);
  expect(again.text).not.toContain('Review 0 of');
});

test.each([
  ['open', 'Learners read names, as you do.'],
  ['single', 'Reviewers read authors’ names; authors see letters.'],
  ['double', 'Learners see letters, not names.'],
])('names %s: who reviews whom says what learners read', async (names, says) => {
  await plan({ names });
  await course.handIn('ana', 'ben');
  await course.start();
  const work = await (await tess()).follow('Ana Example');
  expect(work.text.includes('Reviewer A for the author')).toBe(names !== 'open');
  const pairs = await work.follow('Choose who reviews it');
  expect(pairs.text).toContain(says);
  expect(pairs.text.includes('Learners see numbers and letters, not names.')).toBe(false);
});

test('names that a release opens are told of before it', async () => {
  await released('release');
});

test('a round of before there were releases does not promise one on its steps', async () => {
  await course.handIn('ana', 'ben');
  await course.startAsBefore(store.connection());
  await plan({ reviewUntil: '2026-11-29T09:00' });
  const { page } = await course.arrive('ana');
  expect(page.text).toContain('Review until Sunday 29 November at 09:00');
  expect(page.text).not.toContain('When your teacher releases them');
});
