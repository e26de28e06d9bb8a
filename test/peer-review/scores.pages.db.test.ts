import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { after, minute } from '../../src/shared/clock.js';
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
  course = courseOn(site, `scores-${courses}`);
});
afterAll(() => site.close());

const everybody = ['ana', 'ben', 'cleo'];

async function choose(method: string): Promise<void> {
  const { page } = await course.arrive('tess', 'teacher');
  const settings = await page.follow('Settings');
  await settings.submit('Save', { method });
}

async function reviewAll(): Promise<void> {
  await course.handIn(...everybody);
  await course.start();
  await course.review('ana', 'first');
  await course.review('ben', 'last');
  await course.review('cleo', 'last');
}

async function close() {
  const { page } = await course.arrive('tess', 'teacher');
  return (await page.follow('Close reviewing')).submit('Close reviewing');
}

async function release() {
  const { page } = await course.arrive('tess', 'teacher');
  const scores = await page.follow('Scores');
  return (await scores.follow('Release the scores')).submit('Release the scores');
}

const scored = () => Promise.all(everybody.map((person) => course.score(person)));

describe('a score', () => {
  test('reaches nobody and no gradebook before it is released, then its author, with how it came about', async () => {
    await reviewAll();
    const closed = await close();
    expect(closed.text).toContain('Scores are not released yet.');
    expect(await scored()).toEqual([undefined, undefined, undefined]);
    const before = await course.arrive('ben');
    expect(before.page.text).toContain('Your teacher has not released the scores yet.');
    const { activityId } = await course.ids(before);
    const secret = await before.get(`/reviews/${activityId}/score`);
    expect(secret.status).toBe(404);
    expect(secret.text).not.toContain('Probably');

    const released = await release();
    expect(released.text).toContain('The scores are released. They are on their way to Moodle.');
    const points = await scored();
    expect(points.every((value) => value !== undefined && value >= 50 && value <= 100)).toBe(true);
    const ben = await (await course.arrive('ben')).page.follow('See your score');
    expect(ben.title).toMatch(/^Your work: [\d.]+ of \d+$/);
    expect(ben.text).toMatch(/Probably between [\d.]+ and [\d.]+\. Released/);
    expect(ben.text).toMatch(/Reviewer A gave .*Reviewer B gave .*Mean of the 2 reviews/s);
    expect(ben.text).not.toMatch(/Ana|Cleo/);
  });

  test('stands when staff grade a work later; the page proposes, and names whom it touches', async () => {
    await choose('estimate');
    await reviewAll();
    await close();
    await release();
    const before = await scored();
    const { page } = await course.arrive('tess', 'teacher');
    const work = await page.follow('Ben Example');
    const wrong = await work.submit('Save the grade', { points: '999' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Write a number from 0 to the highest points');
    const saved = await work.submit('Save the grade', { points: '1,5', note: 'No question is asked.' });
    expect(saved.text).toContain('Saved.');
    expect(saved.$('input[name=points]').attr('value')).toBe('1.5');
    expect(await scored()).toEqual(before);

    site.now = after(site.now, minute);
    const again = await (await course.arrive('tess', 'teacher')).page.follow('Scores');
    expect(again.text).toMatch(/Would change.*Ben Example: [\d.]+ of \d+ becomes 1\.5/s);
    const confirm = await again.follow('Release again');
    await confirm.submit('Release again');
    const ben = await (await course.arrive('ben')).page.follow('See your score');
    expect(ben.title).toMatch(/^Your work: 1.5 of/);
    expect(ben.text).toContain('No question is asked.');
    expect((await course.score('ben')) ?? 100).toBeLessThan(before[1] ?? 0);
  });

  test('of which the process ended between release and gradebook is recorded by the job, once', async () => {
    await reviewAll();
    await close();
    const { courseId, activityId } = await course.ids(await course.arrive('tess', 'teacher'));
    const assignments = store.connection().collection('peerreviewassignments');
    await assignments.updateOne({ courseId, activityId }, { $set: { releasedAt: site.now } });
    const releasing = site.services.reviews.releasing;
    expect(await releasing.releaseDue(site.now)).toEqual({ done: 1, failed: 0 });
    expect(await releasing.releaseDue(site.now)).toEqual({ done: 0, failed: 0 });
  });

  test('cannot be released while reviewing is open', async () => {
    await reviewAll();
    const { page } = await course.arrive('tess', 'teacher');
    const scores = await page.follow('Scores');
    expect(scores.text).toContain('Close reviewing before you release it.');
    expect(scores.$('a:contains("Release")').length).toBe(0);
    const { courseId, activityId } = await course.ids(await course.arrive('tess', 'teacher'));
    expect(await site.services.reviews.releasing.release(courseId, activityId, site.now)).toEqual({
      ...{ ok: false, failure: 'open' },
    });
  });

  test('by an empty grade of staff goes back to what reviewers say', async () => {
    await reviewAll();
    const work = () => course.arrive('tess', 'teacher').then(({ page }) => page.follow('Ben Example'));
    await (await work()).submit('Save the grade', { points: '2', note: '' });
    const graded = await (await course.arrive('tess', 'teacher')).page.follow('Scores');
    expect(graded.text).toContain('Staff graded 1 work.');
    await (await work()).submit('Save the grade', { points: '', note: '' });
    const back = await (await course.arrive('tess', 'teacher')).page.follow('Scores');
    expect(back.text).toContain('Staff graded 0 works.');
  });
});
