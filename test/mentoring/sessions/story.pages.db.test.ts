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
