/** A rubric that a teacher writes in the browser, and reviewers use. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
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
  course = courseOn(site, `rubrics-${courses}`);
});
afterAll(() => site.close());

async function rubric(): Promise<PageSeen> {
  const { page } = await course.arrive('tess', 'teacher');
  return page.follow('Rubric');
}

const byLevels = {
  question: 'Is the aim clear?',
  prompt: 'What would make it stronger?',
  scale: 'levels',
  needsWords: '1',
  'title-0': 'Vague',
  'points-0': '0',
  'title-1': 'Clear',
  'about-1': 'One question that data can answer.',
  'points-1': '4',
};
const byRange = { question: 'Is it written for a reader?', prompt: 'Which sentence?', scale: 'range', most: '10' };

async function written(): Promise<PageSeen> {
  const form = await (await rubric()).follow('Write your own');
  const first = await form.submit('Save the criterion', byLevels);
  const second = await first.follow('Add a criterion');
  return second.submit('Save the criterion', byRange);
}

test('is written criterion by criterion, seen as a reviewer sees it, and used by reviewers', async () => {
  const page = await written();
  expect(page.text).toContain('2 criteria, 14 points.');
  expect(page.text).toContain('2 levels, up to 4 points. Words are needed.');
  expect(page.text).toContain('Points in a range, up to 10 points. Words if they wish.');
  const preview = await page.follow('See it as a reviewer');
  expect(preview.text).toContain('1. Is the aim clear?');
  expect(preview.$('form').length).toBe(0);
  await course.handIn('ana', 'ben');
  await course.start();
  const form = await (await course.arrive('ana')).page.follow('Review it');
  const answers = { ...filled(form, 'last', 'Say in the title whom it is for'), 'level-b': '10' };
  const refused = await form.submit('Send the review', answers);
  expect([refused.status, refused.text.includes('1. Is the aim clear? Write a sentence.')]).toEqual([422, true]);
  const sent = await form.submit('Send the review', {
    ...answers,
    'comment-a': 'Name the group that you compare with',
  });
  expect(sent.text).toContain('Review sent. Thank you.');
  const { page: matrix } = await course.arrive('tess', 'teacher');
  const work = await matrix.follow('Ben Example');
  expect(work.text).toContain('Clear: 4 points');
  expect(work.text).toContain('10 points');
  expect(work.text).not.toContain('10 points: 10 points');
  const fixed = await rubric();
  expect([fixed.text.includes('it stays as it is'), fixed.$('form[action*="rubric"]').length]).toEqual([true, 0]);
});

test('says beside the field what is missing, and keeps what was typed', async () => {
  const form = await (await rubric()).follow('Write your own');
  const few = await form.submit('Save the criterion', { ...byLevels, 'title-1': '' });
  expect([few.status, few.text.includes('Write at least 2 levels.')]).toEqual([422, true]);
  expect(few.$('#question').attr('value')).toBe('Is the aim clear?');
  const pointless = await form.submit('Save the criterion', { ...byLevels, 'points-1': '' });
  expect(pointless.text).toContain('Write points from 0 to 100.');
  const endless = await form.submit('Save the criterion', { ...byRange, most: '50' });
  expect([endless.status, endless.text.includes('Write a number from 1 to 10.')]).toEqual([422, true]);
  expect((await rubric()).text).not.toContain('Is the aim clear?');
});

test('criteria change places and go, and a stale form changes nothing once reviewing has started', async () => {
  const page = await written();
  const moved = await page.submit('Move up: 2. Is it written for a reader?', {});
  expect(moved.text).toContain('1. Is it written for a reader?');
  const stale = await moved.follow('Change: 1. Is it written for a reader?');
  const one = await moved.submit('Remove: 2. Is the aim clear?', {});
  expect(one.text).toContain('1 criterion, 10 points.');
  await course.handIn('ana', 'ben');
  await course.start();
  const late = await stale.submit('Save the criterion', byRange);
  expect([late.status, late.title]).toEqual([409, 'Reviewing has started']);
});

test('is copied from the library, goes out and comes in as a table, and one wrong line changes nothing', async () => {
  const page = await rubric();
  const from = page.$('select[name=from] option').eq(1).attr('value') ?? '';
  const copied = await page.submit('Copy it', { from });
  expect(copied.text).toContain('The rubric is copied.');
  const table = await copied.follow('Paste a table (CSV)');
  const wrong = await table.submit('Read the table', { table: 'Is it clear?,,What?,yes,No,,0' });
  expect([wrong.status, wrong.text.includes('it needs from 2 to 11 levels')]).toEqual([422, true]);
  const read = await table.submit('Read the table', { table: 'Is it clear?,Title,What?,yes,No,,0,Yes,All of it,3' });
  expect(read.text).toContain('1 criterion, 3 points.');
  const again = await read.follow('Paste a table (CSV)');
  const same = await again.submit('Read the table');
  expect(same.text).toContain('1 criterion, 3 points.');
  expect(same.text).toContain('2 levels, up to 3 points. Words are needed.');
});
