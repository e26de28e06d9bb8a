/** People who leave a running round, become staff, and come back: nothing is asked for them or of them, and nothing is lost. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, minute } from '../../src/shared/clock.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;
const three = ['ana', 'ben', 'cleo'];

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `comings-${courses}`);
  await course.handIn(...three);
  await course.start();
});
afterAll(() => site.close());

test('a review of somebody who left is not asked for, not owed and not waited for; it is once they are back', async () => {
  await course.onlyHere('ana', 'ben');
  const ana = await course.arrive('ana');
  expect(ana.page.title).toBe('Activity peer-review: 1 review to write');
  expect((await ana.get('/mentoring')).text).toContain('1 review to write');
  expect((await course.arrive('tess', 'teacher')).page.title).toBe('Activity peer-review: 0 of 2 reviews are sent');
  const done = await course.review('ana');
  expect(done.title).toBe('Activity peer-review: your reviews are sent');
  await course.review('ben');
  expect((await course.arrive('ana')).page.text).toContain('Read what reviewers say about your work');
  expect((await ana.get('/mentoring')).text).not.toContain('to write');
  await course.arrive('cleo');
  const again = (await course.arrive('ana')).page;
  expect([again.title, again.$('.step').text().includes('You had done your share')]).toEqual([
    'Activity peer-review: your reviews are sent',
    true,
  ]);
  expect(again.text).toContain('Read them');
  expect((await course.arrive('cleo')).page.title).toBe('Activity peer-review: 2 reviews to write');
});

test('points count no review of a work whose author left', async () => {
  await course.onlyHere('ana', 'ben');
  await course.review('ana');
  await course.review('ben');
  const { page } = await course.arrive('tess', 'teacher');
  await (await page.follow('Close reviewing')).submit('Close reviewing');
  const scores = await (await course.arrive('tess', 'teacher')).page.follow('Scores');
  await (await scores.follow('Release the scores')).submit('Release the scores');
  expect([await course.score('ana'), await course.score('ben')]).toEqual([100, 100]);
  expect((await course.arrive('ana')).page.text).not.toContain('Not sent');
});

test('who becomes staff reads as staff and is asked nothing; as a learner again they find all they wrote', async () => {
  await course.review('cleo');
  site.platform.hasPeople([
    ...['ana', 'ben'].map((externalId) => ({ externalId, role: 'learner' as const })),
    { externalId: 'cleo', role: 'teacher' as const },
  ]);
  const staff = await course.arrive('cleo', 'teacher');
  expect(staff.page.title).toContain('reviews are sent');
  expect(staff.page.$('main').text()).not.toContain('Cleo Example');
  const ana = await course.review('ana');
  expect(ana.title).toBe('Activity peer-review: your reviews are sent');
  await site.services.jobs.find(({ name }) => name === 'top-up-reviews')?.run(after(site.now, minute));
  // A teacher says it: who taught once and plays student is no learner by that.
  const { courseId, personId } = await course.ids(staff);
  await course.onlyHere(...three);
  await site.services.roster.becomeLearner(courseId, personId, site.now);
  const back = (await course.arrive('cleo')).page;
  expect(back.text).toContain('The work of cleo');
  expect(back.text).toContain('your reviews are sent');
  expect((await course.arrive('ana')).page.$('.step').text()).toContain('You had done your share');
});
