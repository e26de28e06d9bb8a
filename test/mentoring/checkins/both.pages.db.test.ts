import { describe, expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';
import { useSite } from '../../support/use-site.js';
import { courseOn } from '../mentorships/course.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let number: string;

useSite((opened, one) => {
  site = opened;
  number = one;
  site.now = new Date('2026-11-23T09:00:00Z');
  course = courseOn(site, `both-${number}`);
});

const [careers, writing] = [['Careers and next steps'], ['Academic writing']];

/** Cleo mentors Ben, who mentors Ana. */
async function chain(): Promise<void> {
  await course.people({
    ana: { roleWish: 'mentee', wanted: careers },
    ben: { roleWish: 'both', strong: careers, wanted: writing },
    cleo: { roleWish: 'mentor', strong: writing },
  });
  await course.publish();
  site.now = after(site.now, minute);
}

const checkin = (person: string) => site.arrive({ person, role: 'learner', kind: 'checkin', course: `both-${number}` });
const bens = 'Send to Ana Example and Cleo Example';
const learnt = { mood: '2', obstacle: 'Only for Cleo', step: 'Ask Cleo', help: 'partner' };
const mentored = { 'as-mentor-mood': '4', 'as-mentor-saw': 'Ana is quick', 'as-mentor-step': 'Bring a case' };

describe('who mentors and is mentored', () => {
  test('is asked as both, and each of the two reads what is theirs', async () => {
    await chain();
    const ben = await checkin('ben');
    const form = ben.page;
    expect(form.text).toContain('Cleo Example reads your answers to questions 1 to 4.');
    expect(form.text).toContain('Ana Example reads your answers to questions 5 to 7.');
    expect(form.text).toContain('Yes, from Cleo Example');
    expect(form.text).toContain('7 questions, about 2 minutes.');
    const sent = await form.submit(bens, { ...learnt, ...mentored });
    expect(sent.text).toContain('Sent to Ana Example and Cleo Example.');
    expect(sent.text).toContain('What you answered as a mentor: you and those you mentor now read this.');
    expect(sent.text).toContain('Begin your next meeting with Cleo Example with your next step.');
    const activityId = sent.path.split('/')[2] ?? '';
    const path = `/checkins/${activityId}/of/${course.id('ben')}`;
    const cleo = await (await course.arrive('cleo')).get(path);
    expect(cleo.text).toContain('Only for Cleo');
    expect(cleo.text).toContain('Ben Example would like help from you.');
    expect(cleo.text).not.toContain('Ana is quick');
    const ana = await (await course.arrive('ana')).get(path);
    expect(ana.text).toContain('What did you see that went well, or got in the way?');
    expect(ana.text).toContain('Ana is quick');
    expect(ana.text).not.toContain('Only for Cleo');
    expect(ana.text).not.toContain('would like help');
    expect((await (await course.arrive('ana')).get('/mentoring')).text).toContain('Ben Example sent a check-in');
  });

  test('is read by the teacher they ask, each answer under the question of its part', async () => {
    await chain();
    await (await checkin('ben')).page.submit(bens, { ...learnt, ...mentored, help: 'teacher' });
    const cleos = { mood: '4', saw: 'Shy', step: 'Ask', help: 'teacher' };
    await (await checkin('cleo')).page.submit('Send to Ben Example', cleos);
    const overview = await site.arrive({ person: 'tess', role: 'teacher', kind: 'checkin', course: `both-${number}` });
    expect(overview.page.status).toBe(200);
    const answers = overview.page.$('section[aria-labelledby="asked"]');
    expect(answers.text()).toContain('How is it going this week?');
    expect(answers.text()).toContain('What did you see that went well, or got in the way?');
    expect(answers.text()).toContain('Shy');
  });

  test('saves both parts for later, and is told of what is missing in each', async () => {
    await chain();
    const ben = await checkin('ben');
    const saved = await ben.page.submit('Save for later', { 'as-mentor-step': 'Half a thought' });
    expect(saved.$('[name="as-mentor-step"]').text()).toContain('Half a thought');
    const refused = await saved.submit(bens, learnt);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Question 5: choose one answer.');
  });
});

test('of one person all is listed and erased in one call, and what others wrote stays', async () => {
  await chain();
  await (await checkin('ana')).page.submit('Send to Ben Example', { ...learnt, help: 'no' });
  await (await checkin('ben')).page.submit(bens, { ...learnt, ...mentored });
  const read = await (await course.arrive('ben')).get('/mentoring');
  await (await read.follow('Read and answer')).submit('Send', { text: 'Well done' });
  const records = site.services.features.flatMap((one) => one.records ?? []).find(({ of }) => of === 'check-ins');
  const whose = [course.courseId(), course.id('ben')] as const;
  expect(JSON.stringify(await records?.list(...whose))).toMatch(/Ana is quick[^]*Well done/);
  expect(JSON.stringify(await records?.list(...whose))).not.toContain(
    '"personId":"' + course.id('ana') + '","answers"',
  );
  expect(await records?.erase(...whose)).toBe(2);
  expect(await records?.erase(...whose)).toBe(0);
  expect(await records?.list(...whose)).toEqual([]);
  const ana = await checkin('ana');
  expect(ana.page.text).toContain('Only for Cleo');
  expect(ana.page.text).not.toContain('Well done');
});

describe('dates and times of others', () => {
  test('stand in the language of the page', async () => {
    const hours = {
      timeZone: 'Europe/Vienna',
      availability: ['tue-17', 'thu-8'],
      shares: ['availability', 'timeZone'],
    } as const;
    await site.arrive({ person: 'ana', role: 'learner', course: `both-${number}`, locale: 'de' });
    await course.people({ ana: { roleWish: 'mentee', ...hours }, ben: { roleWish: 'mentor', ...hours } });
    await course.publish();
    const home = await site.arrive({ person: 'ana', role: 'learner', course: `both-${number}`, locale: 'de' });
    const text = (await home.get('/mentoring')).text;
    expect(text).toContain('Tuesday 24 November, 17:00–18:00');
    expect(text).not.toContain('Dienstag');
  });
});

describe('the list of those one mentors', () => {
  test('says who asks for help, and who waits for a word, before anything else', async () => {
    await chain();
    await (await checkin('ana')).page.submit('Send to Ben Example', { ...learnt, help: 'no' });
    const ben = await course.arrive('ben');
    const waits = (await ben.get('/mentoring')).$('section[aria-labelledby="mentees"]').text();
    expect(waits).toContain('Sent a check-in. You have not answered it.');
    expect(waits).not.toContain('Nothing to do');
    await (await checkin('ana')).page.follow('Change it').then((form) => form.submit('Send to Ben Example', learnt));
    const asked = (await ben.get('/mentoring')).$('section[aria-labelledby="mentees"]').text();
    expect(asked).toContain('Asks you for help.');
    expect(asked).toContain('Read and answer');
  });

  test('says that the charter waits for the reader', async () => {
    await chain();
    const cleo = (await (await course.arrive('cleo')).get('/mentoring')).$('section[aria-labelledby="mentees"]').text();
    expect(cleo).toContain('You have not signed the charter.');
    expect(cleo).not.toContain('Nothing to do');
  });
});
