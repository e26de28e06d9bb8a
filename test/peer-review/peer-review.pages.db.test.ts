import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, filled, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `reviews-${courses}`);
});
afterAll(() => site.close());

describe('handing in', () => {
  test('a learner sends a text, changes it, and reads it back', async () => {
    const ana = await course.arrive('ana');
    const sent = await ana.page.submit('Hand in', { text: 'First <b>try</b>' });
    expect(sent.title).toBe('Activity peer-review: handed in');
    expect(sent.html).toContain('First &lt;b&gt;try&lt;/b&gt;');
    const form = await sent.follow('Change it');
    const changed = await form.submit('Hand in', { text: 'Second try' });
    expect(changed.text).toContain('Second try');
    expect(changed.text).not.toContain('First');
  });

  test('a text saved for later is not handed in', async () => {
    const ana = await course.arrive('ana');
    const saved = await ana.page.submit('Save for later', { text: 'Half a thought' });
    expect(saved.text).toContain('Saved. It is not handed in yet.');
    expect(saved.$('#text').text()).toContain('Half a thought');
    const tess = await course.arrive('tess', 'teacher');
    expect(tess.page.title).toBe('Activity peer-review: 0 of 1 have handed in');
    expect(tess.page.text).toContain('Saved, not sent');
  });

  test('an empty or endless text is refused and kept', async () => {
    const ana = await course.arrive('ana');
    const empty = await ana.page.submit('Hand in', { text: '  ' });
    expect([empty.status, empty.text.includes('Write your text before you send it.')]).toEqual([422, true]);
    const endless = await ana.page.submit('Hand in', { text: 'x'.repeat(20_001) });
    expect([endless.status, endless.$('#text').text().trim().length]).toEqual([422, 20_001]);
    const long = await ana.page.submit('Hand in', { text: `${'x'.repeat(9_999)}\r\n${'y'.repeat(10_000)}` });
    expect(long.status).toBe(200);
  });

  test('a teacher who plays student stores nothing', async () => {
    await course.arrive('tess', 'teacher');
    const preview = await course.arrive('tess');
    expect((await preview.page.submit('Hand in', { text: 'A try' })).title).toBe('This is a preview');
    expect((await course.arrive('tess')).page.$('#text').text().trim()).toBe('');
  });
});

describe('starting', () => {
  test('needs two works', async () => {
    await course.handIn('ana');
    const { page } = await course.arrive('tess', 'teacher');
    const confirm = await page.follow('Start reviewing');
    expect(confirm.text).toContain('At least two people must have handed in');
    expect(confirm.$('form').length).toBe(0);
  });

  test('gives two people each other’s work, under numbers and letters', async () => {
    await course.handIn('ana', 'ben');
    const started = await course.start();
    expect(started.title).toBe('Activity peer-review: 0 of 2 reviews are sent');
    const { page } = await course.arrive('ana');
    expect(page.title).toBe('Activity peer-review: 1 review to write');
    const review = await page.follow('Review it');
    expect(review.title).toBe('Review work 1');
    expect(review.text).toContain('The work of ben');
    expect(review.text).toContain('The author reads your words as “Reviewer A”.');
  });

  test('locks what was handed in, and says so to who was still writing', async () => {
    await course.handIn('ana', 'ben');
    const ana = await course.arrive('ana');
    const writing = await ana.page.follow('Change it');
    await course.start();
    const refused = await writing.submit('Hand in', { text: 'A better text' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('the text you handed in before stays as it is');
    expect(refused.$('#text').text()).toContain('A better text');
    expect((await course.arrive('ana')).page.text).toContain('The work of ana');
  });

  test('comes by itself on the day that the teacher set', async () => {
    const tess = await course.arrive('tess', 'teacher');
    const settings = await tess.page.follow('Settings');
    const saved = await settings.submit('Save', { startsAt: '2026-11-24T10:00', reviewsEach: '1' });
    expect(saved.text).toContain('The settings are saved.');
    await course.handIn('ana', 'ben', 'cleo');
    const job = site.services.jobs.find(({ name }) => name === 'start-reviews');
    await job?.run(new Date('2026-11-24T09:59:00Z'));
    expect((await course.arrive('ana')).page.title).toBe('Activity peer-review: handed in');
    await job?.run(new Date('2026-11-24T10:00:00Z'));
    expect((await course.arrive('ana')).page.title).toBe('Activity peer-review: 1 review to write');
  });

  test('fixes all settings but the instructions', async () => {
    await course.handIn('ana', 'ben');
    const tess = await course.arrive('tess', 'teacher');
    const stale = await tess.page.follow('Settings');
    await course.start();
    const refused = await stale.submit('Save', { reviewsEach: '5' });
    expect([refused.status, refused.title]).toEqual([409, 'Reviewing has started']);
    const settings = await (await course.arrive('tess', 'teacher')).page.follow('Settings');
    const saved = await settings.submit('Save', { instructions: 'Write 300 words.' });
    expect(saved.text).toContain('The settings are saved.');
    expect(settings.$('[name=reviewsEach]').length).toBe(0);
  });
});

describe('reviewing', () => {
  test('a review needs every level and one last sentence; what was typed stays', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    const { page } = await course.arrive('ana');
    const form = await page.follow('Review it');
    const wrong = await form.submit('Send the review', { 'level-question': '2', 'comment-question': 'Say who asks.' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('2. Does the reasoning fit the question? Choose a level.');
    expect(wrong.text).toContain('Write one thing the author should do next.');
    expect(wrong.$('#comment-question').text()).toContain('Say who asks.');
    expect(wrong.$('input[name=level-question]:checked').attr('value')).toBe('2');
  });

  test('a vague comment is met with one hint, nothing is lost, and it may be sent as it is', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    const form = await (await course.arrive('ana')).page.follow('Review it');
    const hinted = await form.submit('Send the review', filled(form, 'last', 'Good job!'));
    expect(hinted.text).toContain('“Good job!” says little that the author can use.');
    expect(hinted.$('#overall').text()).toContain('Good job!');
    expect((await course.arrive('ana')).page.text).toContain('Saved, not sent');
    const sent = await hinted.submit('Send the review');
    expect(sent.text).toContain('Review sent. Thank you.');
  });

  test('a review saved for later is read by nobody', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    const form = await (await course.arrive('ana')).page.follow('Review it');
    const saved = await form.submit('Save for later', { overall: 'Half a review' });
    expect(saved.text).toContain('Saved. It is not sent yet.');
    expect(saved.$('#overall').text()).toContain('Half a review');
    const ben = await course.review('ben');
    expect(ben.text).toContain('Nobody has sent a review yet.');
  });

  test('feedback opens to those who gave theirs, and can be changed until then', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    const ana = await course.review('ana');
    expect(ana.text).toContain('Review sent. Thank you.');
    const ben = await course.arrive('ben');
    expect(ben.page.text).toContain('You can read them when you have sent your own.');
    const closed = await ben.get(`${ben.page.path}/received`);
    expect(closed.html).not.toContain('One thing, says');
    const change = await ana.follow('Work 1');
    const form = await change.submit('Send the review', { overall: 'A second thought about the table' });
    expect(form.text).toContain('Review sent.');
    const done = await course.review('ben');
    const received = await done.follow('Read them');
    expect(received.text).toContain('Reviewer A');
    expect(received.text).toContain('A second thought');
    const final = await (await course.arrive('ana')).page.follow('Work 1');
    expect(final.text).toContain('The author may have read it, so it stays as it is.');
    const late = await change.submit('Send the review', filled(change, 'first', 'A third thought'));
    expect([late.status, late.$('#overall').text().includes('A third thought')]).toEqual([422, true]);
  });

  test('neither side is ever sent a name or an id of the other', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    await course.review('ana');
    const done = await course.review('ben');
    const received = await done.follow('Read them');
    const mine = await course.arrive('ben');
    const task = await mine.page.follow('Work 1');
    const ana = await course.ids(await course.arrive('ana'));
    for (const page of [done, received, mine.page, task]) {
      expect(page.html).not.toContain('Ana Example');
      expect(page.html).not.toContain(ana.personId);
    }
  });

  test('a review belongs to its reviewer alone', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    const task = await (await course.arrive('ana')).page.follow('Review it');
    const ben = await course.arrive('ben');
    expect((await ben.get(task.path)).status).toBe(404);
    const body = new URLSearchParams(filled(task, 'last', 'Not mine')).toString();
    expect((await ben.forge(task.path, body)).status).toBe(404);
    expect((await ben.forge(`${task.path}/draft`, body)).status).toBe(404);
    const tess = await course.arrive('tess', 'teacher');
    expect((await tess.get(task.path)).status).toBe(403);
  });
});
