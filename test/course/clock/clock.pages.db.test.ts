import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Launch, TimeFrame } from '../../../src/lti/gateway.js';
import { aLaunch } from '../../support/launches.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let number = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  number += 1;
});
afterAll(() => site.close());

/** Now is Monday 23 November 2026. */
const october: TimeFrame = { beginsAt: new Date('2026-10-04T22:00:00Z'), endsAt: new Date('2027-01-29T23:00:00Z') };

function running(timeFrame?: TimeFrame): { course: string; more: Partial<Launch> } {
  const course = String(number);
  const told = { ...aLaunch({ course }).course, ...(timeFrame && { timeFrame }) };
  return { course, more: { course: told } };
}

const teacher = (timeFrame?: TimeFrame) => site.arrive({ person: 'tina', role: 'teacher', ...running(timeFrame) });

async function clockIn(person: { visitPath: string }) {
  const found = await site.services.visits.find(person.visitPath.slice('/s/'.length), site.now);
  return site.services.clocks.clockOf(found?.visit.courseId ?? '');
}

describe('the weeks of a course', () => {
  test('are those of Moodle, and move with the course', async () => {
    const tina = await teacher(october);
    const page = await tina.get('/weeks');
    expect(page.title).toContain('Week 8 of 17');
    expect(page.text).toContain(
      'Counted from Monday, 5 October 2026 to Friday, 29 January 2027, as the course settings',
    );
    await site.arrive({ person: 'ana', ...running({ ...october, beginsAt: new Date('2026-11-01T23:00:00Z') }) });
    expect((await tina.get('/weeks')).title).toContain('Week 4 of 13');
    await site.arrive({ person: 'ana', ...running({ beginsAt: october.beginsAt }) });
    expect((await tina.get('/weeks')).title).toMatch(/^Week 8\b(?! of)/);
    // A launch from a link that says nothing of them.
    await site.arrive({ person: 'ben', ...running() });
    expect((await clockIn(tina))?.firstDay).toBe('2026-10-05');
  });

  test('are said by hand until Moodle says them', async () => {
    const tina = await teacher();
    const page = await tina.get('/weeks');
    expect(page.title).toContain('When does this course begin?');
    expect(page.text).not.toContain('Which days count?');
    expect(await clockIn(tina)).toBeUndefined();
    const saved = await page.submit('Save the days', { firstDay: '2026-11-16', lastDay: '' });
    expect([saved.title, saved.text]).toEqual([
      expect.stringContaining('Week 2'),
      expect.stringContaining('The days are saved.'),
    ]);
    const later = await (await teacher(october)).get('/weeks');
    expect(later.title).toContain('Week 8 of 17');
    const own = await later.submit('Save the days', { by: 'own', firstDay: '2026-11-16', lastDay: '2026-12-20' });
    expect(own.title).toContain('Week 2 of 5');
    await teacher(october);
    expect((await clockIn(tina))?.firstDay).toBe('2026-11-16');
    expect((await own.submit('Save the days', { by: 'moodle' })).title).toContain('Week 8 of 17');
  });

  test('are counted on the course’s clock', async () => {
    const tina = await teacher();
    await (await tina.get('/weeks')).submit('Save the days', { firstDay: '2026-11-16', lastDay: '' });
    expect((await tina.get('/weeks')).text).toContain('this course has no time zone yet');
    await (await tina.get('/time-zone')).submit("Save the course's time zone", { zone: 'Pacific/Auckland' });
    site.now = new Date('2026-11-22T12:00:00Z');
    expect((await tina.get('/weeks')).title).toContain('Week 2');
    site.now = new Date('2026-11-23T09:00:00Z');
  });

  test.each([
    ['before', '2026-12-01', '', 'The course has not begun yet'],
    ['over', '2026-09-01', '2026-10-01', 'The course is over'],
  ])('say when it is %s', async (_what, firstDay, lastDay, title) => {
    const page = await (await teacher()).get('/weeks');
    expect((await page.submit('Save the days', { firstDay, lastDay })).title).toContain(title);
  });

  test.each([
    ['a last day without a first', { firstDay: '', lastDay: '2026-12-01' }, '#firstDay', 'Choose the first day too.'],
    ['an end before the begin', { firstDay: '2026-12-02', lastDay: '2026-12-01' }, '#lastDay', 'comes after the first'],
    ['a day that is none', { firstDay: '2026-02-30', lastDay: '' }, '#firstDay', 'Choose a day'],
    ['a year of another age', { firstDay: '0026-02-03', lastDay: '' }, '#firstDay', 'Choose a day'],
  ])('refuse %s beside its field, and keep what was written', async (_what, fields, field, text) => {
    const tina = await teacher();
    const wrong = await (await tina.get('/weeks')).submit('Save the days', fields);
    expect(wrong.status).toBe(422);
    expect(wrong.$(`a[href="${field}"]`).text()).toContain(text);
    expect(wrong.$('#lastDay').attr('value')).toBe(fields.lastDay);
    expect(await clockIn(tina)).toBeUndefined();
  });

  test('are for those who teach the course', async () => {
    const ana = await site.arrive({ person: 'ana', ...running(october) });
    expect((await ana.get('/weeks')).status).toBe(403);
    expect((await ana.forge('/weeks', 'firstDay=2026-11-16&lastDay=')).status).toBe(403);
    expect(ana.page.text).not.toContain('Weeks and holidays');
  });
});

describe('holidays', () => {
  test('are added once, of one day or several, and removed', async () => {
    const tina = await teacher(october);
    const winter = { from: '2026-12-24', until: '2027-01-06', name: 'Winter' };
    await (await tina.get('/weeks')).submit('Add', winter);
    await (await tina.get('/weeks')).submit('Add', winter);
    const both = await (await tina.get('/weeks')).submit('Add', { from: '2026-12-08', until: '', name: '' });
    expect((await clockIn(tina))?.holidays).toEqual([{ from: '2026-12-08', until: '2026-12-08', name: '' }, winter]);
    expect(both.text).toContain('Thursday, 24 December 2026 to Wednesday, 6 January 2027');
    const left = await both.submit('Remove: Tuesday, 8 December 2026');
    expect(left.text).toContain('The holiday is removed.');
    expect((await clockIn(tina))?.holidays).toEqual([winter]);
  });

  test.each([
    [{ from: '', until: '', name: '' }, '#from'],
    [{ from: '2026-12-24', until: '2026-12-23', name: '' }, '#until'],
    [{ from: '2026-12-24', until: '2028-12-23', name: '' }, '#until'],
    [{ from: '2026-12-24', until: '', name: 'x'.repeat(61) }, '#name'],
  ])('are refused beside their field: %j', async (fields, field) => {
    const wrong = await (await (await teacher(october)).get('/weeks')).submit('Add', fields);
    expect([wrong.status, wrong.$(`a[href="${field}"]`).length]).toEqual([422, 1]);
    expect(wrong.$('#name').attr('value')).toBe(fields.name);
  });

  test('are at most 60', async () => {
    const tina = await teacher(october);
    for (let day = 0; day < 60; day += 1) {
      const from = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
      await tina.forge('/weeks/holidays', `from=${from}&until=&name=`);
    }
    const wrong = await (await tina.get('/weeks')).submit('Add', { from: '2026-12-24', until: '', name: '' });
    expect(wrong.text).toContain('There are 60 holidays already.');
  });
});
