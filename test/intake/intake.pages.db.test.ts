import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

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

const full = {
  roleWish: 'mentee',
  strong: ['Academic writing', 'Programming and data'],
  wanted: 'Preparing for exams',
  channel: 'chat',
  timeZone: 'Europe/Vienna',
  languages: ['en', 'de'],
};

describe('the profile', () => {
  test('is sent, kept as it was answered, and complete from then on', async () => {
    const ana = await arrive('ana');
    const form = await ana.get('/profile');
    expect(form.title).toBe('Fill in your profile');
    const sent = await form.submit('Send my profile', full);
    expect(sent.path).toBe('/mentoring?done=profile');
    expect(sent.text).toContain('Your profile is sent.');

    site.now = new Date('2026-11-25T09:00:00Z');
    const again = await (await arrive('ana')).get('/profile');
    expect(again.title).toBe('Your profile is complete');
    expect(again.text).toContain('Complete since Monday');
    const checked = again.$('input:checked, option:selected').toArray();
    expect(checked.map((element) => again.$(element).attr('value'))).toEqual([
      'mentee',
      'Academic writing',
      'Programming and data',
      'Preparing for exams',
      'chat',
      'Europe/Vienna',
      'en',
      'de',
    ]);
  });

  test('can be changed without losing when it was first complete', async () => {
    const ana = await arrive('ana');
    await (await ana.get('/profile')).submit('Send my profile', full);
    site.now = new Date('2026-11-25T09:00:00Z');
    const later = await arrive('ana');
    await (await later.get('/profile')).submit('Save the changes', { channel: 'unsaid', languages: [] });
    const again = await later.get('/profile');
    expect(again.text).toContain('Complete since Monday');
    expect(again.$('[name=languages]:checked').length).toBe(0);
    expect(again.$('[name=channel]:checked').attr('value')).toBe('unsaid');
  });

  test('starts with the time zone Moodle sent', async () => {
    const ana = await arrive('ana', 'learner', 'Africa/Dakar');
    const form = await ana.get('/profile');
    expect(form.$('option:selected').attr('value')).toBe('Africa/Dakar');
  });

  test('says beside every question who sees the answer', async () => {
    const ana = await arrive('ana');
    const form = await ana.get('/profile');
    const fields = form.$('.field').toArray();
    expect(fields).toHaveLength(6);
    for (const field of fields) expect(form.$(field).find('.who-sees').text()).toMatch(/see/);
  });

  test('that leaves a question open comes back with everything else as it was', async () => {
    const ana = await arrive('ana');
    const form = await ana.get('/profile');
    const refused = await form.submit('Send my profile', { strong: ['Academic writing'], timeZone: 'Asia/Tokyo' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose mentor, mentee, or either.');
    expect(refused.text).toContain('Choose one way to stay in touch');
    expect(refused.$('[name=strong]:checked').attr('value')).toBe('Academic writing');
    expect(refused.$('option:selected').attr('value')).toBe('Asia/Tokyo');
    expect((await ana.get('/profile')).title).toBe('Fill in your profile');
  });

  test('opened before the teacher changed the topics is shown again with the new list', async () => {
    const ana = await arrive('ana');
    const form = await ana.get('/profile');
    const tess = await arrive('tess', 'teacher');
    await (await tess.get('/pairing/settings')).submit('Save the topics', { topics: 'Statistics\nWriting' });
    const refused = await form.submit('Send my profile', full);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('The list of choices has changed meanwhile.');
    expect(
      refused
        .$('[name=strong]')
        .toArray()
        .map((box) => refused.$(box).attr('value')),
    ).toEqual(['Statistics', 'Writing']);
    const { roleWish, channel, timeZone, languages } = full;
    const sent = await refused.submit('Send my profile', { roleWish, channel, timeZone, languages });
    expect(sent.path).toBe('/mentoring?done=profile');
  });

  test('refuses a time zone that is none and a channel that is not offered', async () => {
    const ana = await arrive('ana');
    const body = 'roleWish=mentor&channel=pigeon&timeZone=Mars%2FBase';
    const refused = await ana.forge('/profile', body);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose a time zone from the list');
  });

  test('is not for teachers', async () => {
    const tess = await arrive('tess', 'teacher');
    expect((await tess.get('/profile')).status).toBe(403);
  });
});

test('two tabs that send at the same moment both succeed, and one profile is kept', async () => {
  const ana = await arrive('ana');
  const form = await ana.get('/profile');
  const outcomes = await Promise.all([1, 2, 3].map(() => form.submit('Send my profile', full)));
  expect(outcomes.map(({ status }) => status)).toEqual([200, 200, 200]);
});

describe('the topics', () => {
  test('are edited by a teacher and refused when there is none', async () => {
    const tess = await arrive('tess', 'teacher');
    const settings = await tess.get('/pairing/settings');
    expect(settings.text).toContain('Learners choose from 10 topics.');
    const refused = await settings.submit('Save the topics', { topics: '  \n ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Write at least one topic.');
    const saved = await refused.submit('Save the topics', { topics: 'Statistics\nWriting\nwriting' });
    expect(saved.text).toContain('The topics are saved.');
    expect(saved.$('textarea').val()?.toString().trim()).toBe('Statistics\nWriting');
  });

  test('are each course’s own', async () => {
    const tess = await arrive('tess', 'teacher');
    await (await tess.get('/pairing/settings')).submit('Save the topics', { topics: 'Statistics' });
    course += 1;
    const other = await arrive('tess', 'teacher');
    expect((await other.get('/pairing/settings')).text).toContain('Learners choose from 10 topics.');
  });

  test('are not changed by learners', async () => {
    const ana = await arrive('ana');
    expect((await ana.get('/pairing/settings')).status).toBe(403);
    expect((await ana.forge('/pairing/settings', 'topics=Mine')).status).toBe(403);
  });
});
