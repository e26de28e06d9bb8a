import { expect, test } from '@jest/globals';
import { after, hour, minute } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from './together.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;
useTogether('told', (together) => ({ site, course, pair } = together));

test('the story tells that they met and signed, and nothing of what they wrote to each other', async () => {
  const { sessionId } = await pair.plan();
  const charter = await (await course.arrive('ana')).get(`/charter/${pair.key()}`);
  await charter.submit(charter.$('form .btn-primary').first().text().trim());
  await pair.hello();
  site.now = after(site.now, 10 * 24 * hour);
  await pair.say('ben', sessionId, 'happened');
  const story = async () =>
    (await (await course.arrive('tess', 'teacher')).get(`/people/${course.id('ana')}/story`)).text;
  site.now = after(site.now, minute);
  await pair.say('ana', sessionId, 'happened');
  const told = await story();
  expect(told).toContain('Met with Ben Example: both say so.');
  expect(told).toContain('Signed version 1 of the charter.');
  expect(told).not.toContain('Hello Ben');
});

test('staff go from the story and from the page of the pair to the charter and the goals; the person to their own', async () => {
  const charter = await (await course.arrive('ana')).get(`/charter/${pair.key()}`);
  await charter.submit('Sign the charter');
  const goal = { text: 'Write loops', measure: '5 exercises', by: '2026-12-15', before: '2' };
  await (await (await course.arrive('ana')).get('/goals/new')).submit('Set this goal', goal);
  const teacher = await course.arrive('tess', 'teacher');
  const story = await teacher.get(`/people/${course.id('ana')}/story`);
  expect((await story.follow('Signed version 1 of the charter.')).text).toContain('Signed by Ana Example.');
  expect((await story.follow('Set a goal.')).text).toContain('Goals of Ana Example');
  const pairs = await teacher.get('/pairing');
  const onePair = await teacher.get(
    pairs
      .$('a[href*="/pairing/pair/"]')
      .attr('href')
      ?.replace(/^\/s\/[^/]+/, '') ?? '',
  );
  expect((await onePair.follow('Their charter')).text).toContain('Signed by Ana Example.');
  expect((await onePair.follow('Goals of Ana Example')).text).toContain('5 exercises');
  expect(onePair.text).not.toContain('Goals of Ben');
  const own = await (await course.arrive('ana')).get('/story');
  expect((await own.follow('Signed version 1 of the charter.')).text).toContain('Charter with Ben Example');
  expect((await own.follow('Set a goal.')).text).toContain('My goals');
});
