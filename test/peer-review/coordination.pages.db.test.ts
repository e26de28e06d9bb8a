import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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
  course = courseOn(site, `coordination-${courses}`);
});
afterAll(() => site.close());

describe('points of reviews that began before there was a release', () => {
  test('come when own reviews are sent and one was received: half for the work, half for reviewing', async () => {
    await course.handIn('ana', 'ben');
    await course.startAsBefore(store.connection());
    await course.review('ana', 'last');
    expect([await course.score('ana'), await course.score('ben')]).toEqual([undefined, undefined]);
    await course.review('ben', 'first');
    expect([await course.score('ana'), await course.score('ben')]).toEqual([50, 100]);
  });

  test('come for everybody when the teacher closes, and feedback opens to everybody', async () => {
    await course.handIn('ana', 'ben');
    await course.startAsBefore(store.connection());
    await course.review('ana', 'last');
    const { page } = await course.arrive('tess', 'teacher');
    const confirm = await page.follow('Close reviewing');
    expect(confirm.text).toContain('1 review is not sent yet. It can no longer be sent.');
    const closed = await confirm.submit('Close reviewing');
    expect(closed.title).toBe('Activity peer-review: reviewing is over');
    expect([await course.score('ana'), await course.score('ben')]).toEqual([100, 50]);
    const ben = await course.arrive('ben');
    expect((await ben.page.follow('Read them')).text).toContain('Reviewer A');
    expect((await ben.page.follow('Work 1')).$('form').length).toBe(0);
  });
});

describe('a coordinator', () => {
  test('sees who is where with names, and opens a work with its reviews', async () => {
    await course.handIn('ana', 'ben');
    await course.arrive('cleo');
    await course.start();
    await course.review('ana');
    const { page } = await course.arrive('tess', 'teacher');
    expect(page.title).toBe('Activity peer-review: 1 of 2 reviews are sent');
    expect(page.text).toContain('Everybody who handed in will get 1 review, if all reviewers send theirs.');
    expect(page.text).toContain('Has not handed in');
    const work = await page.follow('Ben Example');
    expect(work.text).toContain('The work of ben');
    expect(work.text).toContain('Ana Example, Reviewer A for the author');
  });

  test('asks people who have finished for one more, when late work has no reviewer', async () => {
    await course.handIn('ana', 'ben', 'cleo');
    await course.start();
    for (const person of ['ana', 'ben', 'cleo']) await course.review(person);
    site.now = new Date('2026-11-23T10:00:00Z');
    await course.handIn('dan');
    const { page } = await course.arrive('tess', 'teacher');
    expect(page.text).toContain('3 of 4 will get 2 reviews. One needs you.');
    expect(page.text).toContain('No reviewer yet');
    const asked = await page.submit('Ask for one more review');
    expect(asked.text).toContain('Everybody who handed in will get 2 reviews');
    const pages = await Promise.all(['ana', 'ben', 'cleo'].map(async (name) => (await course.arrive(name)).page));
    const favours = pages.filter((one) => one.text.includes('this one is a favour'));
    expect(favours.length).toBe(2);
    expect(favours.every((one) => one.text.includes('Read them'))).toBe(true);
  });
});
