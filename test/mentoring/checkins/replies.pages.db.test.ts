import { describe, expect, test } from '@jest/globals';
import type { TestSite } from '../../support/site.js';
import { useSite } from '../../support/use-site.js';
import { aCourse, answers } from './weekly.js';

let site: TestSite;

type Course = ReturnType<typeof aCourse>;
let arrive: Course['arrive'];
let visitOf: Course['visitOf'];
let weekly: Course['weekly'];
let on: Course['on'];
let pair: Course['pair'];

/** Monday of week 4; each is due on Thursday at 20:00. */
useSite((opened, number) => {
  site = opened;
  site.now = new Date('2026-11-23T09:00:00Z');
  ({ arrive, visitOf, weekly, on, pair } = aCourse(site, number));
});

describe('partners', () => {
  test('answer in a line or encourage with one click, and its author reads it first', async () => {
    await weekly();
    const { ben, activityId, personId } = await pair();
    await (await arrive('ana')).page.submit('Send to Ben Example', answers);
    const home = await ben.get('/mentoring');
    expect(home.text).toContain('Ana Example sent a check-in');
    const read = await home.follow('Read and answer');
    const empty = await read.submit('Send', { text: '  ' });
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Write a line first.')]);
    const cheered = await read.submit('Encourage');
    expect(cheered.text).toContain('You encouraged Ana Example');
    await cheered.submit('Send', { text: 'Let us start with 4.2 on Tuesday.' });
    expect((await ben.get('/mentoring')).text).not.toContain('Ana Example sent a check-in');
    const ana = await arrive('ana');
    const anasHome = await ana.get('/mentoring');
    expect(anasHome.text).not.toContain('Ben Example answered your check-in');
    expect(ana.page.text).toContain('From Ben Example');
    expect(ana.page.text).toContain('Let us start with 4.2 on Tuesday.');
    expect((await ben.get(`/checkins/${activityId}/of/${personId}?of=week-9`)).status).toBe(404);
    const cleo = await arrive('cleo');
    expect((await cleo.forge(`/checkins/${activityId}/of/${personId}/reply`, 'occurrence=week-4&text=Hi')).status).toBe(
      404,
    );
  });

  test('are told at home that somebody answered, until it was read', async () => {
    await weekly();
    const { ana, ben } = await pair();
    await (await arrive('ana')).page.submit('Send to Ben Example', answers);
    await (await (await ben.get('/mentoring')).follow('Read and answer')).submit('Encourage');
    const step = await ana.get('/mentoring');
    expect(step.text).toContain('Ben Example answered your check-in');
    expect((await step.follow('Read it')).text).toContain('Ben Example encourages you.');
    expect((await ana.get('/mentoring')).text).not.toContain('Ben Example answered your check-in');
  });

  test('who asks for help comes before who wrote a message', async () => {
    await weekly();
    const { ana, ben, personId } = await pair();
    const key = [personId, (await visitOf(ben)).personId].sort().join('.');
    await (await ana.get(`/conversation/${key}`)).submit('Send to Ben Example', { text: 'hello' });
    const first = async () => (await ben.get('/mentoring')).$('main h2').first().text();
    expect(await first()).toContain('Ana Example wrote to you');
    await (await arrive('ana')).page.submit('Send to Ben Example', { ...answers, help: 'partner' });
    expect(await first()).toContain('Ana Example asks you for help');
  });

  test('read only what its writer left to them, whatever is set later', async () => {
    const tess = await weekly();
    const { ben, activityId, personId } = await pair();
    const private_ = { ...answers, 'readers-obstacle': 'mine', 'readers-step': 'all' };
    const sent = await (await arrive('ana')).page.submit('Send to Ben Example', private_);
    expect(sent.text).toContain('What got in the way? Only you read this.');
    const questions = await tess.get(`/checkins/${activityId}/questions/learner`);
    const saved = await questions.submit('Save', { 'readers-1': 'all', 'readers-2': 'all', 'readers-3': 'all' });
    expect(saved.text).toContain('From now on this is asked.');
    const read = await ben.get(`/checkins/${activityId}/of/${personId}`);
    expect(read.text).toContain('Redo exercise 4.2');
    expect(read.text).not.toContain('Homework.');
    const teacher = (await arrive('tess', 'teacher')).page;
    expect(teacher.text).toContain('They let you read these');
    expect(teacher.text).toContain('Redo exercise 4.2');
    expect(teacher.text).not.toMatch(/Homework\.|4, Good/);
  });
});

describe('what one wrote', () => {
  test('is read back in order, with what came of it', async () => {
    await weekly();
    await (await arrive('ana')).page.submit('Send', answers);
    on('2026-11-30T09:00:00Z');
    await (await arrive('ana')).page.submit('Send', { ...answers, mood: '2', step: 'Ask about loops' });
    const ana = await arrive('ana');
    const { activityId } = await visitOf(ana);
    const earlier = await ana.get(`/checkins/${activityId}/earlier`);
    expect(
      earlier
        .$('.rows h2')
        .map((_index, row) => earlier.$(row).text())
        .get(),
    ).toEqual(['week 5: 2, Hard', 'week 4: 4, Good']);
    const done = await earlier.submit('Step done: week 4: 4, Good');
    expect(done.text).toContain('Next step done');
    expect((await done.follow('week 4: 4, Good')).title).toBe('Activity checkin, week 4: sent');
  });
});
