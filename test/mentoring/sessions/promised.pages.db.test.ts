import { expect, test } from '@jest/globals';
import type { TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from './together.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;
useTogether('promised', (together) => ({ site, course, pair } = together));

const zones = { ana: 'Europe/Lisbon', ben: 'Europe/Vienna' } as const;

async function says(name: keyof typeof zones, availability: readonly string[], shares: readonly 'commonHours'[]) {
  const answers = { roleWish: name === 'ana' ? 'mentee' : 'mentor', channel: 'video', timeZone: zones[name] } as const;
  const nothing = { confidence: {}, strong: [], wanted: [], languages: [], style: {} };
  const owner = { courseId: course.courseId(), personId: course.id(name) };
  await site.services.intake.saveProfile(owner, { ...answers, ...nothing, availability, shares }, site.now);
}

test('an offer begins with hours that both have, as their homes say them', async () => {
  await says('ana', ['tue-17', 'thu-8'], ['commonHours']);
  await says('ben', ['tue-9', 'tue-18', 'wed-9', 'thu-9'], ['commonHours']);
  const form = async () => (await course.arrive('ben')).get(`${pair.path()}/offer`);
  const times = async () => {
    const page = await form();
    return ['#first', '#second'].map((field) => page.$(field).attr('value'));
  };
  expect(await times()).toEqual(['2026-11-24T18:00', '2026-11-26T09:00']);
  await says('ana', ['tue-17', 'thu-8'], []);
  expect(await times()).toEqual(['2026-11-24T09:00', '2026-11-25T09:00']);
});

test('of a partner who is one of the staff now no hours are promised, and nothing is asked for that pair', async () => {
  await says('ana', ['tue-17', 'thu-8'], ['commonHours']);
  await says('ben', ['tue-18', 'thu-9'], ['commonHours']);
  const before = (await course.arrive('ana')).page;
  expect(before.text).toMatch(/hours in the coming week.*Stay in touch.*Not a good fit\?.*I need a break/);
  await course.arrive('ben', 'teacher');
  const after = (await course.arrive('ana')).page;
  expect(after.text).toContain('Is one of the teachers now');
  expect(after.text).not.toMatch(/in the coming week|Stay in touch|Right now|Not a good fit|I need a break/);
});
