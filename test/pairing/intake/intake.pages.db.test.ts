import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, full, visitOf } from './fill-in.js';

const store = useStore();
let site: TestSite;
let course = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  course += 1;
});
afterAll(() => site.close());

function arrive(person: string, role: 'learner' | 'teacher' = 'learner', timeZone?: string) {
  return site.arrive({ person, role, course: String(course), ...(timeZone !== undefined && { timeZone }) });
}

function values(page: PageSeen, selector: string): string[] {
  return page
    .$(selector)
    .toArray()
    .map((element) => page.$(element).attr('value') ?? '');
}

const checked = (page: PageSeen, name: string) => values(page, `[name=${name}]:checked`);
const chosen = (page: PageSeen, name: string) => values(page, `select[name=${name}] option:selected`);

describe('the profile', () => {
  test('is four short pages, each kept when it is sent, complete after the last', async () => {
    const ana = await arrive('ana');
    const first = await ana.get('/profile');
    expect(first.path).toBe('/profile/wish');
    expect(first.title).toBe('What you are looking for');
    expect(first.text).toContain('Page 1 of 4, about 3 minutes left.');
    const sent = await fillIn(first);
    expect(sent.path).toBe('/mentoring?done=profile');
    expect(sent.text).toContain('Your profile is sent.');

    site.now = new Date('2026-11-25T09:00:00Z');
    const summary = await (await arrive('ana')).get('/profile');
    expect(summary.title).toBe('Your profile is complete');
    expect(summary.text).toContain('Complete since Monday');
    for (const said of [
      'Pass the exam.',
      'Academic writing: 4 of 4',
      'Mon 18:00–20:00 and Sat 09:00–10:00',
      'German',
    ]) {
      expect(summary.text).toContain(said);
    }
  });

  test('is picked up where it was left, with everything said so far', async () => {
    const first = await (await arrive('ana')).get('/profile');
    const second = await first.submit('Next', full.wish);
    expect(second.path).toBe('/profile/topics?done=step');
    expect(second.text).toContain('You can stop here and go on another day.');
    const later = await arrive('ana');
    const resumed = await later.get('/profile');
    expect(resumed.path).toBe('/profile/topics');
    const back = await resumed.follow('Back');
    expect(checked(back, 'roleWish')).toEqual(['both']);
    expect(back.$('[name=goals]').val()?.toString().trim()).toBe('Pass the exam.');
    expect(chosen(back, 'maxMentees')).toEqual(['2']);
    expect((await later.get('/mentoring')).title).toBe('Start with your profile');
    expect((await later.get('/profile/style')).path).toBe('/profile/topics');
  });

  test('shows every answer again in its place', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    const topics = await ana.get('/profile/topics');
    expect(checked(topics, 'strong')).toEqual(['Academic writing', 'Programming and data']);
    expect(chosen(topics, 'confidence').filter((value) => value !== '')).toEqual([
      '4 Academic writing',
      '1 Preparing for exams',
    ]);
    const meeting = await ana.get('/profile/meeting');
    expect(checked(meeting, 'availability')).toEqual(['sat-9', 'mon-18', 'mon-19']);
    expect(chosen(meeting, 'timeZone')).toEqual(['Europe/Vienna']);
    expect(checked(await ana.get('/profile/style'), 'shares')).toEqual(['goals', 'availability']);
  });

  test('is complete with nothing but a role, and then holds nothing that was not said', async () => {
    const ana = await arrive('ana', 'learner', 'Africa/Dakar');
    const meeting = { timeZone: '' };
    expect((await fillIn(await ana.get('/profile'), { meeting })).path).toBe('/mentoring?done=profile');
    const { courseId, personId } = await visitOf(site, ana);
    const profile = await site.services.intake.profile(courseId, personId);
    expect(profile).toEqual({
      ...{ courseId, personId, roleWish: 'either', shares: [], completedAt: site.now, changedAt: site.now },
      ...{ strong: [], wanted: [], languages: [], availability: [], confidence: {}, style: {} },
    });
    expect(chosen(await ana.get('/profile/meeting'), 'timeZone')).toEqual(['']);
  });

  test('can be changed page by page without losing when it was first complete', async () => {
    await fillIn(await (await arrive('ana')).get('/profile'));
    site.now = new Date('2026-11-25T09:00:00Z');
    const later = await arrive('ana');
    const meeting = await (await later.get('/profile')).follow('Change: When and how you meet');
    const saved = await meeting.submit('Save the changes', { channel: 'unsaid', languages: [] });
    expect(saved.path).toBe('/profile?done=saved');
    expect(saved.text).toContain('Complete since Monday');
    const again = await later.get('/profile/meeting');
    expect(checked(again, 'languages')).toEqual([]);
    expect(checked(again, 'channel')).toEqual(['unsaid']);
    expect(checked(again, 'availability')).toHaveLength(3);
  });

  test('starts with the time zone Moodle sent', async () => {
    const ana = await arrive('ana', 'learner', 'Africa/Dakar');
    const topics = await (await ana.get('/profile')).submit('Next', { roleWish: 'mentee' });
    expect(chosen(await topics.submit('Next'), 'timeZone')).toEqual(['Africa/Dakar']);
  });

  test('adds the hours of a quick pick to the table, without any script', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'), { meeting: { quick: ['evenings'], availability: ['tue-6'] } });
    const hours = checked(await ana.get('/profile/meeting'), 'availability');
    expect(hours).toHaveLength(26);
    expect(hours).toEqual(expect.arrayContaining(['tue-6', 'mon-17', 'fri-21']));
  });

  test('names every hour of the week for a screen reader, once', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    const page = await ana.get('/profile/meeting');
    const labels = page
      .$('[name=availability]')
      .toArray()
      .map((box) => page.$(box).attr('aria-label'));
    expect(labels).toContain('Monday, 18:00 to 19:00');
    expect(new Set(labels).size).toBe(168);
  });

  test('says beside every question who sees the answer', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    for (const [step, count] of [
      ['wish', 3],
      ['topics', 4],
      ['meeting', 6],
      ['style', 3],
    ] as const) {
      const page = await ana.get(`/profile/${step}`);
      const questions = page.$('form > .field').toArray();
      expect(questions).toHaveLength(count);
      for (const question of questions) expect(page.$(question).find('.who-sees').first().text()).not.toBe('');
    }
  });

  test('without a role comes back with everything else as it was', async () => {
    const ana = await arrive('ana');
    const refused = await (await ana.get('/profile')).submit('Next', { goals: 'Learn <R>', maxMentees: '3' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose mentor, mentee, either, or both.');
    expect(refused.$('[name=goals]').val()?.toString().trim()).toBe('Learn <R>');
    expect(chosen(refused, 'maxMentees')).toEqual(['3']);
  });

  test('sent after the visit ended gives the person’s own words back', async () => {
    const ana = await arrive('ana');
    await ana.get('/profile');
    site.now = new Date('2026-11-24T09:00:00Z');
    const late = await ana.forge('/profile/wish', 'roleWish=mentee&goals=Learn+regression+at+last');
    expect(late.status).toBe(401);
    expect(late.text).toContain('Learn regression at last');
  });

  test('opened before the teacher changed the topics is shown again with the new list', async () => {
    const ana = await arrive('ana');
    const form = await (await ana.get('/profile')).submit('Next', full.wish);
    const tess = await arrive('tess', 'teacher');
    await (await tess.get('/profile/questions')).submit('Save the questions', { topics: 'Statistics\nWriting' });
    const refused = await form.submit('Next', full.topics);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('The list of choices has changed meanwhile.');
    expect(values(refused, '[name=strong]')).toEqual(['Statistics', 'Writing']);
    expect((await refused.submit('Next', { strong: 'Writing' })).path).toBe('/profile/meeting?done=step');
  });

  test('is not for teachers, and a teacher who plays student stores nothing', async () => {
    const tess = await arrive('tess', 'teacher');
    expect((await tess.get('/profile')).status).toBe(403);
    const playing = await arrive('tess');
    const refused = await (await playing.get('/profile')).submit('Next', full.wish);
    expect(refused.status).toBe(403);
    expect((await playing.get('/profile/topics')).path).toBe('/profile/wish');
  });
});

test('pages sent at the same moment from two tabs all count, and one profile is kept', async () => {
  const ana = await arrive('ana');
  const first = await ana.get('/profile');
  const again = await Promise.all([1, 2, 3].map(() => first.submit('Next', full.wish)));
  expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
  await Promise.all([
    ana.forge('/profile/topics', 'strong=Academic+writing'),
    ana.forge('/profile/meeting', 'channel=chat'),
    ana.forge('/profile/style', 'shares=goals'),
  ]);
  const { courseId, personId } = await visitOf(site, ana);
  expect(await site.services.intake.profile(courseId, personId)).toMatchObject({
    ...{ roleWish: 'both', strong: ['Academic writing'], channel: 'chat', shares: ['goals'] },
  });
});
