import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, says, visitOf } from './fill-in.js';

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

/** What the default way of pairing uses, in the order of the page. */
const questions = [
  'What do you need, where can you help?',
  'When do you usually have time?',
  'How do you like to keep in touch?',
  'Which languages can you work in?',
  'Which part would you like?',
];

function titles(page: PageSeen): string[] {
  const legends = page.$('.block > legend').toArray();
  return legends.map((legend) => page.$(legend).text().trim());
}

async function profileOf(person: Awaited<ReturnType<typeof arrive>>) {
  const { courseId, personId } = await visitOf(site, person);
  return site.services.intake.profile(courseId, personId);
}

describe('the profile', () => {
  test('is one page with what the way of pairing uses, complete when it is sent', async () => {
    const ana = await arrive('ana');
    const form = await ana.get('/profile');
    expect(form.path).toBe('/profile/form');
    expect(form.title).toBe('Your profile');
    expect(titles(form)).toEqual(questions);
    const sent = await fillIn(form);
    expect(sent.path).toBe('/mentoring?done=profile');
    expect(sent.text).toContain('Your profile is sent.');

    site.now = new Date('2026-11-25T09:00:00Z');
    const summary = await (await arrive('ana')).get('/profile');
    expect(summary.title).toBe('Your profile is complete');
    expect(summary.text).toContain('Complete since Monday');
    for (const said of [
      'Academic writing and Programming and data',
      'Mon 07:00–08:00, Mon 17:00–22:00 and Sat 08:00',
      'Spanish',
    ]) {
      expect(summary.text).toContain(said);
    }
  });

  test('put aside is kept, is not sent, and stands there again', async () => {
    const ana = await arrive('ana');
    const kept = await (
      await ana.get('/profile')
    ).submit('Save for later', { ...says({ help: ['Academic writing'] }) });
    expect(kept.path).toBe('/profile/form?done=later');
    expect(kept.text).toContain('Saved, and not sent yet.');
    const later = await arrive('ana');
    expect(await profileOf(later)).toBeUndefined();
    expect((await later.get('/mentoring')).title).toBe('Start with your profile');
    const resumed = await later.get('/profile');
    expect(checked(resumed, 'topic-2')).toEqual(['help Academic writing']);
    expect((await fillIn(resumed, {})).path).toBe('/mentoring?done=profile');
    expect(await profileOf(later)).toMatchObject({ strong: ['Academic writing'], roleWish: 'either' });
  });

  test('shows every answer again in its place', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    const form = await ana.get('/profile/form');
    expect([2, 5, 8, 0].map((place) => checked(form, `topic-${String(place)}`)[0])).toEqual([
      ...[
        'help Academic writing',
        'help Programming and data',
        'need Preparing for exams',
        'neither Planning and time',
      ],
    ]);
    expect(checked(form, 'part')).toEqual(['sat-morning', 'mon-evening']);
    expect(checked(form, 'availability')).toEqual(['mon-7']);
    expect(checked(form, 'languages')).toEqual(['en', 'es']);
    expect(form.$('[name=timeZone]').val()).toBe('Europe/Vienna');
    expect(form.text).toContain('Your clock: Vienna, now 10:00.');
  });

  test('is complete with nothing but a role, and then holds nothing that was not said', async () => {
    const ana = await arrive('ana');
    expect((await fillIn(await ana.get('/profile'), {})).path).toBe('/mentoring?done=profile');
    const { courseId, personId } = await visitOf(site, ana);
    expect(await profileOf(ana)).toEqual({
      ...{
        courseId,
        personId,
        roleWish: 'either',
        shares: ['commonHours'],
        completedAt: site.now,
        changedAt: site.now,
      },
      ...{ strong: [], wanted: [], languages: [], availability: [], confidence: {}, style: {} },
    });
  });

  test('can be changed without losing when it was first complete', async () => {
    await fillIn(await (await arrive('ana')).get('/profile'));
    site.now = new Date('2026-11-25T09:00:00Z');
    const later = await arrive('ana');
    const form = await (await later.get('/profile')).follow('Change my answers');
    const saved = await form.submit('Save the changes', { channel: '', languages: [], part: ['mon-evening'] });
    expect(saved.path).toBe('/profile?done=saved');
    expect(saved.text).toContain('Complete since Monday');
    const again = await later.get('/profile/form');
    expect(checked(again, 'languages')).toEqual([]);
    expect(checked(again, 'channel')).toEqual(['']);
    expect((await profileOf(later))?.availability).toHaveLength(6);
  });

  test('names every part and every hour of the week for a screen reader, once', async () => {
    const page = await (await arrive('ana')).get('/profile/form');
    for (const [name, count, label] of [
      ['part', 21, 'Monday, Evening, 17 to 22'],
      ['availability', 168, 'Monday, 18:00 to 19:00'],
    ] as const) {
      const boxes = page.$(`[name=${name}]`).toArray();
      const labels = boxes.map((box) => page.$(box).attr('aria-label'));
      expect(labels).toContain(label);
      expect(new Set(labels).size).toBe(count);
    }
  });

  test('says with every question what it is for and who sees the answer', async () => {
    const page = await (await arrive('ana')).get('/profile/form');
    const purposes = page
      .$('.block')
      .toArray()
      .map((block) => page.$(block).find('.purpose').text());
    expect(purposes).toEqual([
      'Counts most when partners are looked for.',
      'Counts when partners are looked for.',
      'Alike is easier.',
      'You will share one with your partner.',
      'A wish: you may be asked to take another part.',
    ]);
    for (const block of page.$('.block').toArray()) expect(page.$(block).find('.who-sees').text()).not.toBe('');
  });

  test('without a role comes back with everything else as it was', async () => {
    const ana = await arrive('ana');
    const refused = await (
      await ana.get('/profile')
    ).submit('Send my profile', {
      ...{ ...says({ need: ['Academic writing'] }), part: 'tue-midday', otherLanguages: 'Ladin', city: 'Vienna' },
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose get help, give help, either, or both.');
    expect(checked(refused, 'topic-2')).toEqual(['need Academic writing']);
    expect(checked(refused, 'part')).toEqual(['tue-midday']);
    expect(refused.$('[name=otherLanguages]').val()).toBe('Ladin');
    expect(refused.$('[name=city]').val()).toBe('Vienna');
  });

  test('sent after the visit ended gives the person’s own words back', async () => {
    const ana = await arrive('ana');
    await ana.get('/profile');
    site.now = new Date('2026-11-24T09:00:00Z');
    const late = await ana.forge('/profile/form', 'shown=languages&otherLanguages=Ladin+of+Gr%C3%B6den');
    expect(late.status).toBe(401);
    expect(late.text).toContain('Ladin of Gröden');
  });

  test('opened before the teacher changed the topics is shown again with the new list', async () => {
    const form = await (await arrive('ana')).get('/profile');
    const tess = await arrive('tess', 'teacher');
    await (await tess.get('/profile/questions')).submit('Save the questions', { topics: 'Statistics\nWriting' });
    const refused = await fillIn(form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('The list of choices has changed meanwhile.');
    expect(values(refused, '[name=topic-1]')).toEqual(['need Writing', 'help Writing', 'neither Writing']);
    expect(checked(refused, 'topic-1')).toEqual(['neither Writing']);
    expect((await refused.submit('Send my profile', { 'topic-1': 'help Writing' })).path).toBe(
      '/mentoring?done=profile',
    );
  });

  test('is not for teachers, and a teacher who plays student stores nothing', async () => {
    const tess = await arrive('tess', 'teacher');
    expect((await tess.get('/profile')).status).toBe(403);
    const playing = await arrive('tess');
    expect((await fillIn(await playing.get('/profile'))).status).toBe(403);
    expect(await profileOf(playing)).toBeUndefined();
  });
});

test('forms sent at the same moment from two tabs are one profile', async () => {
  const ana = await arrive('ana');
  const form = await ana.get('/profile');
  const sent = await Promise.all([1, 2, 3].map(() => fillIn(form)));
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await profileOf(ana)).toMatchObject({ roleWish: 'both', channel: 'chat' });
});
