/** The same review, or the same rubric, open in two windows: neither is lost, and the second is told. */
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
  course = courseOn(site, `windows-${courses}`);
});
afterAll(() => site.close());

const [first, second] = [
  'Show where the numbers of the table come from',
  'Begin with the result, then tell how it was found',
];

/** Two works, reviewing begun; ana has her review open. */
async function writing() {
  await course.handIn('ana', 'ben');
  await course.start();
  return (await course.arrive('ana')).page.follow('Review it');
}

describe('a review in two windows', () => {
  test('the second is told what stands there, keeps its words, and may send them all the same', async () => {
    const one = await writing();
    const other = await (await course.arrive('ana')).page.follow('Review it');
    await one.submit('Save for later', { overall: first });
    const told = await other.submit('Send the review', filled(other, 'last', second));
    expect(told.status).toBe(409);
    expect(told.text).toContain('This review was written in another window after you opened this page.');
    expect(told.$('section[aria-labelledby=said]').text()).toContain(first);
    expect(told.$('textarea[name=overall]').text()).toContain(second);
    expect((await course.arrive('ana')).page.title).toContain('1 review to write');
    const sent = await told.submit('Send the review');
    expect(sent.text).toContain('Review sent. Thank you.');
    expect((await course.arrive('ana')).page.title).toContain('your reviews are sent');
  });

  test('what was sent twice by one press is sent once, and nobody is told of a change', async () => {
    const form = await writing();
    const answers = filled(form, 'last', first);
    const [one, other] = await Promise.all([
      form.submit('Send the review', answers),
      form.submit('Send the review', answers),
    ]);
    expect([one.status, other.status]).toEqual([200, 200]);
  });

  test('a change saved over a sent review is neither shown as sent nor called the first', async () => {
    await course.handIn('ana', 'ben', 'cleo');
    await course.start();
    const form = await (await course.arrive('ana')).page.follow('Review it');
    const title = form.title.replace('Review work ', 'Work ');
    const sent = await form.submit('Send the review', filled(form, 'last', first));
    const again = await sent.follow(title);
    const saved = await again.submit('Save for later', { overall: second });
    expect(saved.text).toContain('Until you send it again, the author gets the review as you sent it before.');
    expect(saved.text).not.toContain('It is not sent yet.');
    const nudged = await saved.submit('Send the review', { overall: 'Good' });
    expect(nudged.text).toContain('This change is not sent yet: what you sent before stands.');
    const tess = await course.arrive('tess', 'teacher');
    await (await tess.page.follow('Close reviewing')).submit('Close reviewing');
    const final = await (await course.arrive('ana')).page.follow(title);
    expect(final.$('section[aria-labelledby=said]').text()).toContain(first);
  });

  test('a hint names each vague text once, and a long one by its beginning', async () => {
    const form = await writing();
    const comments = form
      .$('textarea')
      .map((_at, field) => form.$(field).attr('name'))
      .get();
    const same = Object.fromEntries(comments.map((name) => [name, `Good ${'very '.repeat(300)}good`]));
    const nudged = await form.submit('Send the review', { ...filled(form, 'last', 'Good'), ...same });
    const hint = nudged.$('.banner').text();
    expect(hint.split('“').length - 1).toBe(1);
    expect(hint.length).toBeLessThan(300);
  });
});

describe('a rubric in two windows', () => {
  const written = (question: string) => ({
    question,
    prompt: 'What would make it clearer?',
    scale: 'range',
    most: '5',
  });

  /** A rubric of one criterion, open in two windows at `link`. */
  async function opened(link: string) {
    const tess = await course.arrive('tess', 'teacher');
    const form = await (await tess.page.follow('Rubric')).follow('Write your own');
    const rubric = await form.submit('Save the criterion', written('Is it clear?'));
    return [form, await rubric.follow(link), await rubric.follow(link)] as const;
  }

  test('the second is told what the criterion is now, keeps its words, and may save them all the same', async () => {
    const [, one, other] = await opened('Change: 1. Is it clear?');
    await one.submit('Save the criterion', written('Is the question clear?'));
    const told = await other.submit('Save the criterion', written('Is every word clear?'));
    expect(told.status).toBe(409);
    expect(told.text).toContain('This criterion was changed in another window after you opened this page.');
    expect(told.$('section[aria-labelledby=now]').text()).toContain('Is the question clear?');
    expect(told.$('input[name=question]').attr('value')).toBe('Is every word clear?');
    expect((await told.submit('Save the criterion')).text).toContain('1. Is every word clear?');
  });

  test('of a criterion that was removed the words stay, and are added anew', async () => {
    const [, one] = await opened('Change: 1. Is it clear?');
    const tess = await course.arrive('tess', 'teacher');
    await (await tess.page.follow('Rubric')).submit('Remove: 1. Is it clear?', {});
    const told = await one.submit('Save the criterion', written('Is it still clear?'));
    expect([told.status, told.title.startsWith('Write a criterion')]).toEqual([409, true]);
    expect((await told.submit('Save the criterion')).text).toContain('1. Is it still clear?');
  });

  test('a table pasted over what somebody wrote meanwhile is kept and not read', async () => {
    const [, one, other] = await opened('Paste a table (CSV)');
    const line = (question: string) => `${question},,Say why,no,Weak,,0,Strong,,3`;
    await one.submit('Read the table', { table: line('Is it short?') });
    const told = await other.submit('Read the table', { table: line('Is it long?') });
    expect([told.status, told.$('#bad-lines + ul').text().trim()]).toEqual([409, 'Is it short?']);
    expect(told.$('textarea').text()).toContain('Is it long?');
    expect((await told.submit('Read the table')).text).toContain('1. Is it long?');
  });

  test('one press that comes twice writes one criterion', async () => {
    const [form] = await opened('Change: 1. Is it clear?');
    const again = await form.submit('Save the criterion', written('Is it clear?'));
    expect(again.text).toContain('1. Is it clear?');
    expect(again.text).not.toContain('2. Is it clear?');
  });
});
