import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { everything } from '../../../src/kept/changes.store.js';
import { startSite, type Person, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { pairUp } from './pair-up.js';

const store = useStore();
let site: TestSite;
let course = 0;

/** A course of its own for every test: Ana and Ben, both learners, and Tess who teaches. */
beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  course += 1;
});
afterAll(() => site.close());

function arrive(person: string, role: 'learner' | 'teacher' = 'learner') {
  return site.arrive({ person, role, kind: 'checkin', course: String(course) });
}

async function visitOf(person: Person) {
  const found = await site.services.visits.find(person.visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error('No visit');
  return found.visit;
}

async function setDue(local: string): Promise<void> {
  const { page } = await arrive('tess', 'teacher');
  const settings = await page.follow('When it comes back');
  const saved = await settings.submit('Save', { dueAt: local });
  expect(saved.text).toContain('Saved.');
}

const answers = { mood: '4', obstacle: 'Homework took all weekend.', step: 'Redo exercise 4.2', help: 'no' };

describe('a learner', () => {
  test('sends four answers and reads them, on their way to the gradebook', async () => {
    const { page } = await arrive('ana');
    expect(page.title).toBe('Activity checkin');
    const sent = await page.submit('Send', answers);
    expect(sent.path).toMatch(/^\/checkins\/[\w-]+\/sent\?of=once&done=sent$/);
    expect(sent.title).toBe('Activity checkin: sent');
    expect(sent.text).toContain('4, Good');
    expect(sent.text).toContain('Redo exercise 4.2');
    expect(sent.text).toContain('On its way to the gradebook');
    expect(sent.html).toContain('data-refresh="3"');
  });

  test('sees the points arrive, and the page then stops looking', async () => {
    site.platform.takesScores();
    const ana = await arrive('ana');
    await ana.page.submit('Send', answers);
    await site.services.jobs.find((job) => job.name === 'deliver-scores')?.run(site.now);
    const { activityId } = await visitOf(ana);
    const sent = await ana.get(`/checkins/${activityId}/sent`);
    expect(sent.text).toMatch(/In your gradebook since 09:00/);
    expect(sent.html).not.toContain('data-refresh');
    expect(site.platform.sent.map(({ given, maximum }) => [given, maximum])).toContainEqual([100, 100]);
  });

  test('is told what is missing, and nothing typed is lost', async () => {
    const { page } = await arrive('ana');
    const wrong = await page.submit('Send', { obstacle: 'Homework & <b>tests</b>', mood: '2' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Question 3: write one small step, or “none”.');
    expect(wrong.text).toContain('Question 4: choose one answer.');
    expect(wrong.$('#obstacle').text()).toContain('Homework & <b>tests</b>');
    expect(wrong.$('input[name=mood]:checked').attr('value')).toBe('2');
    expect(wrong.$('a[href="#step"]').length).toBe(1);
  });

  test('saves a half-filled form for later, and it is not sent', async () => {
    const ana = await arrive('ana');
    const saved = await ana.page.submit('Save for later', { mood: '2', step: 'Ask Ben' });
    expect(saved.text).toContain('Saved. It is not sent yet.');
    expect(saved.$('#step').text()).toContain('Ask Ben');
    expect(saved.$('input[name=mood]:checked').attr('value')).toBe('2');
    const { courseId, activityId, personId } = await visitOf(ana);
    expect(await site.services.grades.delivery(courseId, activityId, personId)).toBeUndefined();
    const tess = await arrive('tess', 'teacher');
    expect(tess.page.title).toBe('0 of 1 have sent it');
  });

  test('changes the answers until they are due, never after', async () => {
    await setDue('2026-11-26T20:00');
    const ana = await arrive('ana');
    expect(ana.page.text).toContain('Due Thursday 26 November at 20:00');
    const sent = await ana.page.submit('Send', answers);
    const changing = await sent.follow('Change it');
    const changed = await changing.submit('Send', { step: 'Call Ben' });
    expect(changed.text).toContain('Call Ben');
    const stale = await changed.follow('Change it');
    site.now = new Date('2026-11-26T20:00:01Z');
    const late = await arrive('ana');
    expect(late.page.text).toContain('It stays as it is now.');
    const { activityId } = await visitOf(late);
    const body = new URLSearchParams({ ...answers, step: 'Too late' }).toString();
    const refused = await late.forge(`/checkins/${activityId}`, body);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('What you sent before stays as it is.');
    expect(refused.$('#step').text()).toContain('Too late');
    expect((await late.get(`/checkins/${activityId}`)).text).toContain('Call Ben');
    expect(stale.status).toBe(200);
  });

  test('who is late may still send, once', async () => {
    await setDue('2026-11-23T08:00');
    const ana = await arrive('ana');
    expect(ana.page.text).toContain('You can still send it, once.');
    const sent = await ana.page.submit('Send', answers);
    expect(sent.title).toBe('Activity checkin: sent');
    expect(sent.text).not.toContain('Change it');
    const tess = await arrive('tess', 'teacher');
    expect(tess.page.text).toContain('Sent late');
  });

  test('without a partner is not offered the partner’s help, and cannot claim it', async () => {
    const ana = await arrive('ana');
    expect(ana.page.$('input[name=help]').length).toBe(2);
    const { activityId } = await visitOf(ana);
    const body = new URLSearchParams({ ...answers, help: 'partner' }).toString();
    const refused = await ana.forge(`/checkins/${activityId}`, body);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('you have no partner now');
  });

  test.each([
    ['an unknown field', { ...answers, score: '100' }],
    ['a mood that is no mood', { ...answers, mood: '6' }],
    ['a step longer than a page', { ...answers, step: 'x'.repeat(2001) }],
    ['an empty form', {}],
  ])('is refused %s, and nothing is stored', async (_what, fields) => {
    const ana = await arrive('ana');
    const { activityId } = await visitOf(ana);
    const body = new URLSearchParams(fields as Record<string, string>).toString();
    expect((await ana.forge(`/checkins/${activityId}`, body)).status).toBe(422);
    expect((await ana.get(`/checkins/${activityId}/sent`)).path).toBe(`/checkins/${activityId}`);
  });
});

describe('partners', () => {
  async function paired() {
    const ana = await arrive('ana');
    const ben = await arrive('ben');
    const { courseId, personId, activityId } = await visitOf(ana);
    await pairUp(site, courseId, [personId, (await visitOf(ben)).personId]);
    return { ana, ben, activityId, anaId: personId };
  }

  test('read what was sent to them, and see that help was asked of them', async () => {
    const { ben, activityId, anaId } = await paired();
    const { page } = await arrive('ana');
    expect(page.text).toContain('Ben Example reads your answers.');
    const sent = await page.submit('Send to Ben Example', { ...answers, help: 'partner' });
    expect(sent.text).toContain('Sent to Ben Example.');
    const open = await ben.get(`/checkins/${activityId}`);
    const read = await open.follow('Read what Ana Example sent');
    expect(read.path).toBe(`/checkins/${activityId}/of/${anaId}?of=once`);
    expect(read.text).toContain('Homework took all weekend.');
    expect(read.text).toContain('Ana Example would like help from you.');
  });

  test('who met later read nothing from before, but what was changed since', async () => {
    const early = await arrive('ana');
    await early.page.submit('Send', { ...answers, help: 'no' });
    site.now = new Date(site.now.getTime() + 60_000);
    const { ana, ben, activityId, anaId } = await paired();
    expect((await ben.get(`/checkins/${activityId}`)).text).not.toContain('Read what Ana Example sent');
    expect((await ben.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(404);
    await (await ana.get(`/checkins/${activityId}?change=1`)).submit('Send to Ben Example', answers);
    expect((await ben.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(200);
  });

  test('made a pair anew read what they sent when they were one before, and nothing from in between', async () => {
    const { ana, ben, activityId, anaId } = await paired();
    await (await ana.get(`/checkins/${activityId}`)).submit('Send to Ben Example', answers);
    const mentorships = store.connection().model('Mentorship').collection;
    const [row] = await mentorships.find({ memberIds: anaId }).toArray();
    if (!row) throw new Error('They are a pair');
    const later = (minutes: number) => new Date(site.now.getTime() + minutes * 60_000);
    const former = { roundId: 'former', draftIds: ['former'], endedAt: later(5) };
    await mentorships.updateOne({ _id: row._id }, { $set: former });
    // SAFETY: the ids of this collection are text.
    await mentorships.insertOne({ ...row, _id: 'again' as never, startedAt: later(60) });
    await site.services.changes.note(row.courseId as string, everything, 'all');
    site.now = later(90);
    expect((await ben.get(`/checkins/${activityId}`)).text).toContain('Read what Ana Example sent');
    expect((await ben.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(200);
    await mentorships.updateOne({ _id: row._id }, { $set: { endedAt: later(-120) } });
    await site.services.changes.note(row.courseId as string, everything, 'all');
    expect((await ben.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(404);
  });

  test('are not told that the teacher was asked for help', async () => {
    const { ana, ben, activityId, anaId } = await paired();
    const form = await ana.get(`/checkins/${activityId}`);
    const sent = await form.submit('Send to Ben Example', { ...answers, help: 'teacher' });
    expect(sent.text).toContain('Yes, from my teacher');
    const read = await ben.get(`/checkins/${activityId}/of/${anaId}`);
    expect(read.text).toContain('Redo exercise 4.2');
    expect(read.text).not.toMatch(/from my teacher|would like help/);
  });

  test('never read a draft, and nobody else reads anything', async () => {
    const { ana, ben, activityId, anaId } = await paired();
    const form = await ana.get(`/checkins/${activityId}`);
    const again = await form.submit('Save for later', answers);
    expect((await ben.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(404);
    await again.submit('Send to Ben Example', answers);
    expect((await ben.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(200);
    const cleo = await arrive('cleo');
    expect((await cleo.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(404);
    const tess = await arrive('tess', 'teacher');
    expect((await tess.get(`/checkins/${activityId}/of/${anaId}`)).status).toBe(403);
  });
});

describe('a teacher', () => {
  test('sees who sent, and reads the answers only of those who asked the teacher', async () => {
    const ana = await arrive('ana');
    await ana.page.submit('Send', { ...answers, obstacle: 'Private to Ana' });
    const ben = await arrive('ben');
    await ben.page.submit('Send', { ...answers, obstacle: 'Ben asks the teacher', help: 'teacher' });
    await arrive('cleo');
    const { page } = await arrive('tess', 'teacher');
    expect(page.title).toBe('2 of 3 have sent it');
    expect(page.text).toContain('1 learner asked you for help');
    expect(page.html).toContain('Ben asks the teacher');
    expect(page.html).not.toContain('Private to Ana');
    const names = page.$('tbody th bdi');
    expect(names.map((_index, name) => page.$(name).text()).get()).toEqual([
      'Ben Example',
      'Cleo Example',
      'Ana Example',
    ]);
  });

  test('who plays student sees the form and stores nothing', async () => {
    await arrive('tess', 'teacher');
    const preview = await arrive('tess');
    expect(preview.page.$('input[name=mood]').length).toBe(5);
    expect((await preview.page.submit('Send', answers)).title).toBe('This is a preview');
    expect((await preview.page.submit('Save for later', answers)).title).toBe('This is a preview');
    expect((await arrive('tess')).page.$('input[name=mood]:checked').length).toBe(0);
  });
});
