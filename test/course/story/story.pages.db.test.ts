import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, hour, minute } from '../../../src/shared/clock.js';
import { courseOn } from '../../mentoring/mentorships/course.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof courseOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
});

afterAll(() => site.close());

beforeEach(async () => {
  number += 1;
  course = courseOn(site, `story-${String(number)}`);
  const answers = { languages: ['en'] };
  await course.people({ ana: { roleWish: 'mentee', ...answers }, ben: { roleWish: 'mentor', ...answers } });
});

async function storyOf(name: string, teacher = 'tess') {
  const { get } = await course.arrive(teacher, 'teacher');
  return get(`/people/${course.id(name)}/story`);
}

test('what happened stands in order of time, the newest first, and every look is named', async () => {
  site.now = after(site.now, hour);
  await course.publish();
  await course.job();
  const story = await storyOf('ana');
  expect(story.title).toBe('Ana Example, in order of time');
  expect(story.text).toMatch(/Became mentee of Ben Example\..*Sent the profile\./);
  expect(story.text).toMatch(/Who of the staff looked Tess Example, /);
  site.now = after(site.now, minute);
  await course.undo();
  await course.job();
  expect((await storyOf('ana')).text).toMatch(/No longer with Ben Example\..*Became mentee of Ben Example\./);
});

test('turning its pages is one look, an hour later it is another; the person reads who looked', async () => {
  const own = async () => (await (await course.arrive('ana')).get('/story')).text;
  expect(await own()).toContain('Who of your teachers looked Nobody yet.');
  await storyOf('ana');
  site.now = after(site.now, 59 * minute);
  await storyOf('ana');
  expect((await own()).match(/Tess Example, /g)).toHaveLength(1);
  site.now = after(site.now, hour);
  await storyOf('ana', 'tim');
  expect(await own()).toMatch(/Tim Example, .*Tess Example, /);
});

test('a learner reads nobody else, staff nobody of another course; somebody without a story has an empty one', async () => {
  const foreign = courseOn(site, `story-${String(number)}-other`);
  await foreign.people({ cleo: undefined });
  const ana = await course.arrive('ana');
  expect((await ana.get(`/people/${course.id('ben')}/story`)).status).toBe(403);
  const { get } = await course.arrive('tess', 'teacher');
  expect((await get(`/people/${foreign.id('cleo')}/story`)).status).toBe(404);
  await course.arrive('dora');
  expect((await storyOf('dora')).text).toContain('Nothing has happened yet.');
});

test('People leads to it', async () => {
  const { get } = await course.arrive('tess', 'teacher');
  expect((await (await get('/roster')).follow('Ben Example')).title).toBe('Ben Example, in order of time');
});
