/** The steps of each learner on dates that are the same for all, and what comes by itself on them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { after, day, hour } from '../../src/shared/clock.js';
import { startSite, type TestSite } from '../support/site.js';
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
  course = courseOn(site, `dates-${String(courses)}`);
});
afterAll(() => site.close());

const tess = async () => (await course.arrive('tess', 'teacher')).page;

async function plan(fields: Record<string, string>) {
  const settings = await (await tess()).follow('Settings');
  return settings.submit('Save', fields);
}

async function run(at: string): Promise<void> {
  site.now = new Date(at);
  for (const name of ['start-reviews', 'score-reviews', 'release-scores'])
    await site.services.jobs.find((job) => job.name === name)?.run(site.now);
}

async function due(name: string) {
  const person = await course.arrive(name);
  const { courseId, personId } = await course.ids(person);
  const asked = { courseId, personId, t: (key: string) => key, now: site.now };
  const dates = await site.services.calendar.dueDates(asked);
  return { home: (await person.get('/mentoring')).$('main').text(), ids: dates.map(({ dueId }) => dueId.slice(0, 7)) };
}

const all = {
  opensAt: '2026-11-24T09:00',
  startsAt: '2026-11-25T09:00',
  reviewUntil: '2026-11-27T09:00',
  releaseAt: '2026-11-28T09:00',
};

test('each date does its work by itself, and every learner reads where they are', async () => {
  expect((await plan(all)).text).toContain('The settings are saved.');
  const early = (await course.arrive('ana')).page;
  expect([early.$('#text').length, early.text.includes('You can hand in from Tuesday 24 November')]).toEqual([0, true]);
  expect((await due('ana')).ids).toEqual([]);
  site.now = new Date('2026-11-24T09:00:00Z');
  expect((await due('ana')).ids).toEqual(['hand-in']);
  await course.handIn('ana', 'ben', 'cleo');
  expect((await due('ana')).ids).toEqual([]);
  await run('2026-11-25T09:00:00Z');
  const open = (await course.arrive('ana')).page;
  expect(open.text).toContain('You have sent 0 of 2. Review until Friday 27 November at 09:00');
  expect(open.$('.path-here').text()).toContain('Review others');
  const asked = await due('ana');
  expect([asked.ids, asked.home.includes('2 reviews to write')]).toEqual([['reviews'], true]);
  await course.review('ana');
  await run('2026-11-27T09:00:00Z');
  expect((await tess()).title).toContain('reviewing is over');
  expect((await course.arrive('tess', 'teacher')).page.text).toContain('Scores are not released yet');
  await run('2026-11-28T08:59:00Z');
  expect(await course.score('ben')).toBeUndefined();
  await run('2026-11-28T09:00:00Z');
  expect((await course.arrive('ben')).page.text).toContain('Your score is here.');
  expect(await course.score('ana')).toBeGreaterThan(0);
});

describe('the end of reviewing', () => {
  test('its very second refuses what comes later, with its words, before any job has run', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    await plan({ reviewUntil: '2026-11-23T12:00' });
    const [ana, ben] = [await course.arrive('ana'), await course.arrive('ben')];
    const [one, other] = [await ana.page.follow('Review it'), await ben.page.follow('Review it')];
    site.now = new Date('2026-11-23T11:59:59.999Z');
    expect((await one.submit('Send the review', filled(one, 'last', 'In time, line 4'))).text).toContain(
      'Review sent.',
    );
    site.now = new Date('2026-11-23T12:00:00.000Z');
    const late = await other.submit('Send the review', filled(other, 'last', 'Too late, line 4'));
    expect([late.status, late.$('#overall').text().trim()]).toEqual([422, 'Too late, line 4']);
    const work = await (await course.arrive('cleo')).page.submit('Hand in', { text: 'Very late' });
    expect([work.status, work.text.includes('Reviewing is over')]).toEqual([422, true]);
  });

  test('after a downtime over both dates people still get the time they were promised', async () => {
    await plan({ startsAt: '2026-11-24T09:00', reviewUntil: '2026-11-26T09:00' });
    await course.handIn('ana', 'ben');
    await run('2026-11-28T10:00:00Z');
    expect((await course.arrive('ana')).page.text).toContain('Review until Sunday 29 November at 10:00');
    await run('2026-11-29T09:59:00Z');
    expect((await tess()).title).not.toContain('reviewing is over');
    await run('2026-11-29T10:00:00Z');
    expect((await tess()).title).toContain('reviewing is over');
    const home = await (await course.arrive('tess', 'teacher')).get('/mentoring');
    expect(home.text).toContain('reviewing is over, scores wait for you');
  });

  test('can be moved while reviewing runs, and no other setting that was promised', async () => {
    await plan({ startsAt: '2026-11-24T09:00' });
    await course.handIn('ana', 'ben');
    await run('2026-11-24T09:00:00Z');
    site.now = after(site.now, 2 * hour);
    const settings = await (await tess()).follow('Settings');
    const names = ['opensAt', 'startsAt', 'start', 'reviewUntil', 'releaseAt', 'reviewsEach'];
    expect(names.filter((name) => settings.$(`[name=${name}]`).length > 0)).toEqual(['reviewUntil', 'releaseAt']);
    const past = await settings.submit('Save', { reviewUntil: '2026-11-24T10:00' });
    expect([past.status, past.text.includes('This is over already.')]).toEqual([422, true]);
    await settings.submit('Save', { reviewUntil: '2026-11-25T09:00' });
    expect((await tess()).text).toContain('It closes by itself Wednesday 25 November at 09:00');
  });
});

test('a start that cannot be is told to the teacher with its reason, and made up for', async () => {
  await plan({ startsAt: '2026-11-24T09:00' });
  await course.handIn('ana');
  await run('2026-11-24T09:05:00Z');
  const home = await (await course.arrive('tess', 'teacher')).get('/mentoring');
  expect(home.text).toContain('reviewing could not start');
  expect(home.text).toContain('Only 1 work is there; two are needed.');
  await course.handIn('ben');
  await run('2026-11-24T09:06:00Z');
  expect((await course.arrive('ana')).page.title).toBe('Activity peer-review: 1 review to write');
});

test('early ones need not wait: who comes later reviews the last works, and nobody more than a share until then', async () => {
  await plan({ startsAt: '2026-11-30T09:00', start: 'early', reviewsEach: '2' });
  await course.handIn('ana', 'ben');
  await run('2026-11-23T10:00:00Z');
  expect((await course.arrive('ana')).page.title).toBe('Activity peer-review: handed in');
  await course.handIn('cleo');
  await run('2026-11-23T11:00:00Z');
  expect((await course.arrive('ana')).page.title).toBe('Activity peer-review: 2 reviews to write');
  const eve = await course.arrive('eve');
  expect(eve.page.text).toContain('Hand in until Monday 30 November at 09:00');
  await course.handIn('dan', 'eve');
  const teacher = await tess();
  expect(teacher.text).toContain('who comes later still reviews the last works');
  expect(teacher.$('tr:contains("Dan")').text()).not.toContain('late');
  for (const name of ['ana', 'ben', 'cleo']) await course.review(name);
  await site.services.jobs.find(({ name }) => name === 'top-up-reviews')?.run(after(site.now, hour));
  expect((await course.arrive('ana')).page.$('.step').text()).not.toContain('You had done your share');
  expect((await course.arrive('eve')).page.title).toBe('Activity peer-review: 2 reviews to write');
  site.now = after(site.now, 7 * day);
  await site.services.jobs.find(({ name }) => name === 'top-up-reviews')?.run(site.now);
  expect((await tess()).text).toContain('Everybody who handed in will get 2 reviews');
});

test('dates out of order are refused beside the field, with all that was typed', async () => {
  const wrong = await plan({ ...all, reviewUntil: '2026-11-24T10:00', instructions: 'Write a page.' });
  expect([wrong.status, wrong.$('#reviewUntil').attr('value')]).toEqual([422, '2026-11-24T10:00']);
  expect(wrong.text).toContain('This comes after the date above it.');
  expect(wrong.$('#instructions').text()).toContain('Write a page.');
  const early = await plan({ start: 'early' });
  expect([early.status, early.text.includes('Say until when people hand in')]).toEqual([422, true]);
});

test('settings and rubric that are saved at once lose nothing', async () => {
  const { courseId, activityId } = await course.ids(await course.arrive('tess', 'teacher'));
  const { coordination, rubrics } = site.services.reviews;
  const { library } = await rubrics.sheet(courseId, activityId);
  const [first] = library;
  await Promise.all([
    coordination.saveSettings(courseId, activityId, { settings: { instructions: 'A' }, dates: {} }, site.now),
    rubrics.copy(courseId, activityId, first?.from ?? ''),
    coordination.saveSettings(courseId, activityId, { settings: { reviewsEach: 3 }, dates: {} }, site.now),
  ]);
  const { settings } = await coordination.settings(courseId, activityId);
  expect([settings.instructions, settings.reviewsEach, settings.rubric !== undefined]).toEqual(['A', 3, true]);
});
