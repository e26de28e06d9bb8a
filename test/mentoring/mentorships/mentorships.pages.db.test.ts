import { after, day } from '../../../src/shared/clock.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { courseOn } from './course.js';

const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof courseOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  course = courseOn(site, String(number));
});
afterAll(() => site.close());

const pair = {
  amara: {
    roleWish: 'mentor',
    strong: ['Academic writing', 'Careers and next steps'],
    channel: 'chat',
    timeZone: 'Africa/Dakar',
    languages: ['en', 'fr'],
  },
  ana: {
    roleWish: 'mentee',
    strong: ['Programming and data'],
    wanted: ['Academic writing', 'Preparing for exams'],
    channel: 'chat',
    timeZone: 'Europe/Vienna',
    languages: ['en', 'de'],
  },
} as const;

describe('a learner', () => {
  test('without a profile is led to it first', async () => {
    const { page } = await course.arrive('ana');
    expect(page.title).toBe('Start with your profile');
    const form = await page.follow('Fill in my profile');
    expect(form.path).toBe('/profile/form');
  });

  test('with a profile is told what comes next', async () => {
    await course.people(pair);
    const { page } = await course.arrive('ana');
    expect(page.title).toBe('Your profile is in, pairs come next');
    expect(page.text).toContain('Your teacher looks at the pairs before anybody sees them.');
    expect(page.$('.btn-primary').length).toBe(0);
  });

  test('meets the partner: name, reasons in words, channel and both clocks, never a score', async () => {
    await course.people(pair);
    await course.publish();
    const { page } = await course.arrive('ana');
    expect(page.title).toBe('Amara Example is your mentor');
    expect(page.text).toContain('Amara Example is strong in Academic writing, which you asked for.');
    expect(page.text).toContain('You both like to stay in touch by chat.');
    expect(page.text).toContain('You share English.');
    expect(page.text).toContain('Your clocks are only 1 hour apart.');
    expect(page.text).toContain('10:00 for you, 09:00 for Amara Example in Dakar');
    expect(page.text).not.toMatch(/of 100|score/i);
  });

  test('does not read what the partner said beyond what both have in common', async () => {
    await course.people(pair);
    await course.publish();
    const { page } = await course.arrive('ana');
    expect(page.text).not.toContain('Careers and next steps');
    expect(page.text).not.toContain('French');
    const amara = await course.arrive('amara');
    expect(amara.page.title).toBe('You mentor Ana Example');
    expect(amara.page.text).toContain('You are strong in Academic writing, which Ana Example asked for.');
    expect(amara.page.text).not.toContain('Programming and data');
    expect(amara.page.text).not.toContain('Preparing for exams');
  });

  test('no longer sees what the partner has taken back', async () => {
    await course.people(pair);
    await course.publish();
    const quiet = {
      roleWish: 'mentor',
      confidence: {},
      strong: [],
      wanted: [],
      languages: [],
      availability: [],
      style: {},
    } as const;
    const amara = { courseId: course.courseId(), personId: course.id('amara') };
    await site.services.intake.saveProfile(amara, quiet, site.now);
    const { page } = await course.arrive('ana');
    expect(page.text).toContain('You were paired so that everybody has a partner.');
    expect(page.text).toContain('the time zone is not said');
    expect(page.text).not.toContain('Dakar');
  });

  test('is led to the check-in of the course until it is sent', async () => {
    await course.people(pair);
    await course.publish();
    await site.arrive({ person: 'ana', course: String(number), kind: 'checkin' });
    expect((await course.arrive('ana')).page.text).not.toContain('Send your check-in');
    site.now = after(site.now, 7 * day);
    const { page } = await course.arrive('ana');
    const checkin = await page.follow('Open the check-in');
    await checkin.submit('Send to Amara Example', { mood: '4', step: 'Read chapter 4', help: 'no' });
    expect((await course.arrive('ana')).page.text).toContain('Say hello');
  });

  test('whose partner left is not told to say hello or to send them a check-in', async () => {
    await course.people(pair);
    await course.publish();
    await site.arrive({ person: 'ana', kind: 'checkin', course: String(number) });
    await course.onlyHere(['ana']);
    const { page } = await course.arrive('ana');
    expect(page.title).toBe('You have no partner now');
    expect(page.text).not.toContain('Say hello');
    expect(page.text).not.toContain('Send your check-in');
    expect(page.text).toContain('No longer takes part');
  });

  test('with nobody left says so, and who can help', async () => {
    await course.people({ ...pair, ben: { roleWish: 'mentee' } });
    await course.publish();
    const titles = await Promise.all(['ana', 'ben'].map(async (name) => (await course.arrive(name)).page.title));
    expect(titles.sort()).toEqual(['Amara Example is your mentor', 'You have no partner now']);
  });

  test('who mentors several people reads about each', async () => {
    await course.people({ ...pair, ben: { roleWish: 'mentee', languages: ['fr'] } });
    await course.publish({ capacity: 2 });
    const { page } = await course.arrive('amara');
    expect(page.title).toBe('You mentor 2 people');
    expect(page.text).toContain('You share French.');
    expect((await course.arrive('ana')).page.text).not.toContain('Ben Example');
  });
});

describe('a coordinator', () => {
  test('sees counted what needs them, most urgent first, and where the numbers come from', async () => {
    await course.people({ ...pair, cleo: undefined });
    await course.inVienna();
    const { page } = await course.arrive('tess', 'teacher');
    expect(page.title).toBe('2 things need you');
    expect(page.text).toContain('3 learners are not paired yet');
    expect(page.text).toContain('1 profile is missing');
    expect(page.text).toContain('Cleo Example. Pairing can go on without.');
    expect(page.$('.strip-value').first().text()).toBe('2 of 3');
    expect(page.text).toContain('Where these numbers come from');
    expect(page.$('.btn-primary').length).toBe(1);
  });

  test('is led to a draft that waits', async () => {
    await course.people(pair);
    await course.draft();
    await course.inVienna();
    const { page } = await course.arrive('tess', 'teacher');
    expect(page.title).toBe('1 thing needs you');
    const draft = await page.follow('Open the draft: A draft with 1 pair waits for you');
    expect(draft.title).toBe('Draft: 1 pair');
  });

  test('has nothing to do when everybody is paired', async () => {
    await course.people(pair);
    await course.publish();
    await course.inVienna();
    const { page } = await course.arrive('tess', 'teacher');
    expect(page.title).toBe('Nothing needs you');
    expect(page.$('.strip-value').eq(1).text()).toBe('2 of 2');
  });

  test('sees a grade that Moodle refused before all else', async () => {
    await course.people(pair);
    await course.publish();
    await site.arrive({ person: 'ana', course: String(number), kind: 'checkin' });
    site.now = after(site.now, 7 * day);
    const { page } = await course.arrive('ana');
    await (
      await page.follow('Open the check-in')
    ).submit('Send to Amara Example', { mood: '4', step: 'Read on', help: 'no' });
    const job = site.services.jobs.find(({ name }) => name === 'deliver-scores');
    site.platform.answers.submitScore = () =>
      Promise.resolve({ ok: false, failure: { code: 'refused', retryable: false } });
    await job?.run(site.now);
    await course.inVienna();
    const tess = await course.arrive('tess', 'teacher');
    expect(tess.page.title).toBe('1 thing needs you');
    expect(tess.page.text).toContain('1 grade did not reach the gradebook');
    expect((await tess.page.follow('See the grades: 1 grade did not reach the gradebook')).path).toBe('/grades');
  });
});
