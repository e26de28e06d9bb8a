import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { aCourse, answers, rhythm } from './weekly.js';

const store = useStore();
let site: TestSite;
let number = 0;

type Course = ReturnType<typeof aCourse>;
let arrive: Course['arrive'];
let visitOf: Course['visitOf'];
let weekly: Course['weekly'];
let points: Course['points'];

beforeAll(async () => {
  site = await startSite(store.connection());
});
/** Monday of week 4; each is due on Thursday at 20:00. */
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  ({ arrive, visitOf, weekly, points } = aCourse(site, String(number)));
});
afterAll(() => site.close());

describe('a teacher', () => {
  test.each([
    [{ firstWeek: '0' }, '#firstWeek'],
    [{ lastWeek: '0' }, '#lastWeek'],
    [{ firstWeek: '5', lastWeek: '4' }, '#lastWeek'],
    [{ time: '25:00' }, '#time'],
    [{ when: 'dates', dates: 'soon' }, '#dates'],
    [{ when: 'dates', dates: '' }, '#dates'],
    [{ firstWeek: '100', lastWeek: '110' }, '#firstWeek'],
  ])('is told beside the field what is wrong: %j', async (fields, field) => {
    const tess = await weekly();
    const wrong = await (
      await tess.get(`/checkins/${(await visitOf(tess)).activityId}/settings`)
    ).submit('Save', {
      ...rhythm,
      ...fields,
    });
    expect([wrong.status, wrong.$(`a[href="${field}"]`).length]).toEqual([422, 1]);
  });

  test('says first when the course begins', async () => {
    const tess = await arrive('tess', 'teacher');
    const wrong = await (await tess.page.follow('When it comes back')).submit('Save', rhythm);
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Say first when the course begins')]);
  });

  test('sets dates of their own', async () => {
    const tess = await arrive('tess', 'teacher', 'Europe/Vienna');
    const settings = await tess.page.follow('When it comes back');
    await settings.submit('Save', { when: 'dates', dates: '2026-11-26 20:00\n2026-12-10T20:00\n' });
    const ana = await arrive('ana', 'learner', 'Europe/Vienna');
    expect(ana.page.title).toBe('Activity checkin, number 1');
    expect(ana.page.text).toContain('Due Thursday 26 November at 20:00');
    await ana.page.submit('Send', answers);
    expect(await points(ana)).toBe(50);
  });

  test('asks other questions, of learners and of mentors apart', async () => {
    const tess = await arrive('tess', 'teacher');
    const page = await tess.page.follow('What it asks');
    const own = {
      'kind-2': 'choice',
      'words-2': 'How fast is it?',
      'options-2': 'Slow\nRight\nFast',
      'needed-2': 'yes',
    };
    expect((await page.submit('Save', own)).text).toContain('From now on this is asked.');
    const ana = await arrive('ana');
    expect(ana.page.text).toContain('2. How fast is it?');
    expect(ana.page.text).toContain('1. How is it going this week?');
    const wrong = await ana.page.submit('Send', { mood: '4', step: 'Read', help: 'no' });
    expect(wrong.text).toContain('Question 2: choose one answer.');
    const field = ana.page.$('input[value=Right]').attr('name') ?? '';
    const sent = await wrong.submit('Send', { [field]: 'Right' });
    expect(sent.text).toContain('How fast is it?');
    const back = await (await page.submit('Ask what Tandem proposes')).follow('Who has sent it');
    expect(back.status).toBe(200);
    expect((await arrive('ben')).page.text).toContain('2. What got in the way?');
    expect((await arrive('ana')).page.text).toContain('How fast is it?');
  });

  test.each([
    [{ 'kind-1': '', 'kind-2': '', 'kind-3': '', 'kind-4': '' }, 'Ask at least one question.'],
    [{ 'words-2': '' }, 'Write the question.'],
    [{ 'kind-2': 'choice', 'options-2': 'Only one' }, 'Write two to eight answers'],
    [{ 'kind-2': 'help' }, 'Ask only once whether somebody would like help.'],
  ])('is told which question is wrong: %j', async (fields, text) => {
    const tess = await arrive('tess', 'teacher');
    const wrong = await (await tess.page.follow('What it asks')).submit('Save', fields);
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining(text)]);
  });
});
