import { describe, expect, test } from '@jest/globals';
import type { TestSite } from '../../support/site.js';
import { useSite } from '../../support/use-site.js';
import { aCourse, answers, rhythm } from './weekly.js';

let site: TestSite;

type Course = ReturnType<typeof aCourse>;
let arrive: Course['arrive'];
let visitOf: Course['visitOf'];
let weekly: Course['weekly'];
let on: Course['on'];
let pair: Course['pair'];
let points: Course['points'];

/** Monday of week 4; each is due on Thursday at 20:00. */
const store = useSite((opened, number) => {
  site = opened;
  site.now = new Date('2026-11-23T09:00:00Z');
  ({ arrive, visitOf, weekly, on, pair, points } = aCourse(site, number));
});

describe('one link by the rhythm of the course', () => {
  test('shows the week of now, also after one that was missed, and asks for none in arrears', async () => {
    await weekly();
    const ana = await arrive('ana');
    expect(ana.page.title).toBe('Activity checkin, week 4');
    expect(ana.page.text).toContain('Due Thursday 26 November at 20:00');
    const sent = await ana.page.submit('Send', answers);
    expect(sent.title).toBe('Activity checkin, week 4: sent');
    expect(sent.text).toContain('Your next check-in: week 5, opens Monday 30 November.');
    on('2026-12-08T09:00:00Z');
    const later = await arrive('ana');
    expect(later.page.title).toBe('Activity checkin, week 6');
    expect(later.page.$('#step').text().trim()).toBe('');
    expect(later.page.text).toContain('Last time: “Redo exercise 4.2”.');
  });

  test('adds up, owes nobody the weeks before it was set, and lowers nobody when more come', async () => {
    await weekly();
    const ana = await arrive('ana');
    await ana.page.submit('Send', answers);
    // Weeks 4 to 10.
    expect(await points(ana)).toBe(14.28571);
    on('2026-11-30T09:00:00Z');
    await (await arrive('ana')).page.submit('Send', answers);
    expect(await points(await arrive('ana'))).toBe(28.57143);
    const settings = await (await arrive('tess', 'teacher')).page.follow('When it comes back');
    await settings.submit('Save', { ...rhythm, lastWeek: '16' });
    expect((await (await arrive('tess', 'teacher')).get(settings.path)).text).toContain('the sum of 16 check-ins');
    const again = await arrive('ana');
    await (await again.page.follow('Change it')).submit('Send', { ...answers, step: 'Another' });
    expect(await points(await arrive('ana'))).toBe(28.57143);
  });

  test('takes what is sent in the second in which it ends, late ones once, and keeps words that come too late', async () => {
    await weekly({ weekday: '7', time: '23:59' });
    on('2026-11-29T23:50:00Z');
    const [ana, ben, cleo] = [await arrive('ana'), await arrive('ben'), await arrive('cleo')];
    on('2026-11-29T23:59:00.000Z');
    expect((await ana.page.submit('Send', answers)).title).toBe('Activity checkin, week 4: sent');
    on('2026-11-30T00:05:00Z');
    const late = await ben.page.submit('Send', answers);
    expect(late.title).toBe('Activity checkin, week 4: sent');
    on('2026-11-30T00:20:00Z');
    const over = await cleo.page.submit('Send', { ...answers, step: 'My words' });
    expect([over.status, over.title]).toEqual([422, 'Activity checkin, week 5']);
    expect(over.text).toContain('The one that you were writing is over, and this is the next.');
    expect(over.$('#step').text()).toContain('My words');
    expect((await over.submit('Send')).title).toBe('Activity checkin, week 5: sent');
  });

  test('is sent once by two tabs at once', async () => {
    await weekly();
    const ana = await arrive('ana');
    const { activityId, courseId, personId } = await visitOf(ana);
    const body = new URLSearchParams({ ...answers, occurrence: 'week-4' }).toString();
    const all = await Promise.all([1, 2, 3].map(() => ana.forge(`/checkins/${activityId}`, body)));
    expect(all.map(({ title }) => title)).toEqual(Array(3).fill('Activity checkin, week 4: sent'));
    expect(await store.connection().model('Checkin').countDocuments({ courseId, personId })).toBe(1);
    expect(await points(ana)).toBe(14.28571);
  });

  test('waits before its first week, and says until when', async () => {
    await weekly({ firstWeek: '6' });
    const ana = await arrive('ana');
    expect(ana.page.text).toContain('Nothing to send yet: week 6 opens Monday 7 December.');
    const { activityId } = await visitOf(ana);
    const refused = await ana.forge(`/checkins/${activityId}`, new URLSearchParams(answers).toString());
    expect(refused.status).toBe(422);
  });

  test('stands in the calendar once a week, under names that stay', async () => {
    await weekly({ firstWeek: '3', lastWeek: '5' });
    const { courseId, personId } = await pair();
    const due = await site.services.checkins.due(courseId, personId, site.now);
    expect(due.map(({ planned }) => planned.occurrence)).toEqual(['week-3', 'week-4', 'week-5']);
  });

  test('is looked at by the week', async () => {
    await weekly();
    await (await arrive('ana')).page.submit('Send', answers);
    on('2026-12-01T09:00:00Z');
    const tess = await arrive('tess', 'teacher');
    expect(tess.page.title).toBe('0 of 1 have sent it');
    const before = await tess.page.follow('week 4');
    expect(before.title).toBe('1 of 1 has sent it');
    expect(before.text).toContain('Activity checkin, week 4. Due Thursday 26 November at 20:00 UTC.');
    expect(tess.page.$('.chart').length).toBe(0);
  });

  test('is a line from week to week once two were due, but for those before the rhythm was set', async () => {
    await weekly();
    await (await arrive('ana')).page.submit('Send', answers);
    on('2026-12-08T09:00:00Z');
    const { page } = await arrive('tess', 'teacher');
    const rows = page.$('.chart-table tbody tr').toArray();
    const said = rows.map((row) => `${page.$(row).find('th').text()}: ${page.$(row).find('td').text()}`);
    expect(said).toEqual(['week 4: 1 of 1', 'week 5: 0 of 1']);
    expect(page.$('.chart figcaption').text()).toBe(
      'The last one due, week 5: 0 of 1 who are here today sent it. Dashed line: 75%.',
    );
  });
});
