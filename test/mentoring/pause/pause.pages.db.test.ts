import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, day } from '../../../src/shared/clock.js';
import { pagesOf, titles } from '../../pairing/pages.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { publish } from '../../support/publishing.js';

/** Amara mentors Ana, Jonas mentors Ben; it is Monday, 23 November. */
const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof pagesOf>;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  course = pagesOf(site, `pause-${number}`);
  const { draft } = await course.draftOfFour();
  await publish(draft);
});
afterAll(() => site.close());

const home = async (who: string) => (await course.arrive(who)).get('/mentoring');
const queue = async () => (await course.arrive('tess', 'teacher')).get('/mentoring');
const breakForm = async (who = 'ana') => (await home(who)).follow('I need a break');
const takes = async (until: string, reason = '') => (await breakForm()).submit('Start the break', { until, reason });
const stored = async (courseId: string) => store.connection().collection('pauses').find({ courseId }).toArray();

test('a break is taken, seen without its reason, and ends by itself', async () => {
  const form = await breakForm();
  expect(form.title).toBe('Take a break');
  expect(form.text).toContain('From Monday 23 November to Monday 21 December at the latest.');
  expect(form.text).toContain('Your partner and your teachers see this day.');
  expect(form.text).toContain('Only your teachers see this, while the break lasts.');
  const taken = await form.submit('Start the break', { until: '2026-12-05', reason: 'My exams' });
  expect(taken.text).toContain('Your break is noted.');
  expect(taken.text).toContain('You pause until Saturday 5 December');
  expect(taken.title).toBe('Amara Example is your mentor');
  const links = taken.$('main a[href$="/pause"]').map((_index, link) => taken.$(link).text());
  expect(links.get()).toContain('You pause until Saturday 5 December');
  const amara = await home('amara');
  expect(amara.text.match(/Ana Example pauses until Saturday 5 December/g)).toHaveLength(1);
  expect(amara.html).not.toContain('My exams');
  expect((await home('ben')).html).not.toContain('pauses until');
  const tess = await queue();
  expect(tess.text).toContain('1 person takes a break');
  expect(tess.text).toContain('Ana Example until Saturday 5 December: “My exams”');
  site.now = new Date('2026-12-05T23:59:59Z');
  expect((await home('amara')).text).toContain('pauses until');
  site.now = new Date('2026-12-06T00:00:00Z');
  expect((await home('amara')).text).not.toContain('pauses until');
  expect((await home('ana')).text).not.toContain('You pause until');
  expect((await queue()).text).not.toContain('takes a break');
});

test.each([['2026-12-22'], ['2026-11-22'], [''], ['tomorrow'], ['2026-02-30']])(
  'a day that cannot be chosen (%j) is said beside the field, and the reason stays',
  async (until) => {
    const refused = await takes(until, 'My exams');
    expect([refused.status, refused.title]).toEqual([422, 'Take a break']);
    expect(refused.$('#until-problem').text()).toContain('from Monday 23 November to Monday 21 December');
    expect([refused.$('#until').attr('value'), refused.$('#reason').text().trim()]).toEqual([until, 'My exams']);
    expect((await queue()).text).not.toContain('takes a break');
  },
);

test('the last day ends where the person is, and is the same day for every reader', async () => {
  const { personId, courseId } = await course.personOf('ana');
  const profile = await site.services.intake.profile(courseId, personId);
  if (!profile) throw new Error('No profile');
  const { roleWish, confidence, strong, wanted, languages, availability, style } = profile;
  const said = { roleWish, confidence, strong, wanted, languages, availability, style, timeZone: 'Pacific/Pago_Pago' };
  await site.services.intake.saveProfile({ courseId, personId }, said, site.now);
  const taken = await takes('2026-11-30');
  expect(taken.text).toContain('You pause until Monday 30 November');
  site.now = new Date('2026-12-01T10:59:00Z');
  expect((await home('amara')).text).toContain('Ana Example pauses until Monday 30 November');
  site.now = new Date('2026-12-01T11:00:00Z');
  expect((await home('amara')).text).not.toContain('pauses until');
});

test('whoever takes it changes it or ends it; two tabs and a double click leave one break', async () => {
  const { courseId } = await course.personOf('ana');
  const tab = await breakForm();
  const other = await breakForm();
  await Promise.all([
    tab.submit('Start the break', { until: '2026-12-05' }),
    other.submit('Start the break', { until: '2026-12-05' }),
  ]);
  await other.submit('Start the break', { until: '2026-12-01', reason: 'Ill' });
  expect(await stored(courseId)).toHaveLength(1);
  const running = await (await home('ana')).follow('Change or end the break');
  expect(running.title).toBe('You pause until Tuesday 1 December');
  expect([running.$('#until').attr('value'), running.$('#reason').text().trim()]).toEqual(['2026-12-01', 'Ill']);
  site.now = after(site.now, 2 * day);
  const later = await (await home('ana')).follow('Change or end the break');
  const tooLong = await later.submit('Change the break', { until: '2026-12-22' });
  expect(tooLong.$('#until-problem').text()).toContain('to Monday 21 December');
  const changed = await later.submit('Change the break', { until: '2026-12-21' });
  expect(changed.text).toContain('You pause until Monday 21 December');
  const over = await later.submit('End the break now');
  expect(over.text).toContain('Your break is over. Welcome back.');
  expect((await later.submit('End the break now')).text).toContain('Your break is over.');
  expect((await home('amara')).text).not.toContain('pauses until');
});

test('a teacher sees all breaks, moves the last day of one and ends one', async () => {
  await takes('2026-12-05', 'My exams');
  await (await breakForm('ben')).submit('Start the break', { until: '2026-12-01' });
  const list = await (await queue()).follow('See the breaks: 2 people take a break');
  expect([list.title, titles(list)]).toEqual(['2 people take a break', ['Ben Example', 'Ana Example']]);
  expect(list.text).toContain('They say: My exams');
  const one = await list.follow('Change the last day: Ana Example');
  expect(one.title).toBe('Ana Example pauses until Saturday 5 December');
  const wrong = await one.submit('Change the last day', { until: '2027-01-05' });
  expect([wrong.status, wrong.$('#until').attr('value')]).toEqual([422, '2027-01-05']);
  const moved = await one.submit('Change the last day', { until: '2026-12-08' });
  expect(moved.text).toContain('From Monday 23 November until Tuesday 8 December.');
  expect(moved.text).toContain('They say: My exams');
  const ended = await moved.submit('End the break now: Ana Example');
  expect([ended.text.includes('The break is over.'), titles(ended)]).toEqual([true, ['Ben Example']]);
  expect((await one.submit('Change the last day', { until: '2026-12-10' })).text).toContain('over already');
  expect((await one.submit('End the break now')).text).toContain('over already');
  expect((await home('ana')).text).not.toContain('You pause');
});

test('the page of a pair says who takes a break, and leads to it', async () => {
  await takes('2026-12-05');
  const pageOf = async (mentor: string, mentee: string) => {
    const pairId = `${(await course.personOf(mentor)).personId}.${(await course.personOf(mentee)).personId}`;
    return (await course.arrive('tess', 'teacher')).get(`/pairing/pair/${pairId}`);
  };
  const one = await (await pageOf('amara', 'ana')).follow('Ana Example pauses until Saturday 5 December');
  expect(one.text).toContain('They gave no reason.');
  expect((await pageOf('jonas', 'ben')).text).not.toContain('pauses until');
});

test('the course says how long a break may be', async () => {
  const settings = await (await course.arrive('tess', 'teacher')).get('/pairing/after');
  expect(settings.$('#longestPause').attr('value')).toBe('28');
  const refused = await settings.submit('Save', { longestPause: '61' });
  expect(refused.$('#longestPause-problem').text()).toContain('from 1 to 60');
  await refused.submit('Save', { longestPause: '3' });
  expect((await takes('2026-11-27')).$('#until-problem').text()).toContain('to Thursday 26 November');
  expect((await takes('2026-11-26')).text).toContain('You pause until Thursday 26 November');
});

test('a pair that ends takes its break along', async () => {
  await takes('2026-12-05');
  const { courseId, personId } = await course.personOf('ana');
  const pairId = `${(await course.personOf('amara')).personId}.${personId}`;
  const doer = { courseId, personId: 'a-teacher' };
  await site.services.amendments.unmatch(doer, { pairId, reason: 'goals', never: false }, site.now);
  expect((await queue()).text).not.toContain('takes a break');
  const page = await (await course.arrive('ana')).get('/pause');
  expect(page.text).toContain('You have no partner now, so there is nothing to pause.');
  const forged = await (await course.arrive('ana')).forge('/pause', 'until=2026-12-01&reason=');
  expect(forged.status).toBe(404);
});

test('nobody pauses somebody else, from here or from another course', async () => {
  await takes('2026-12-05');
  const { personId } = await course.personOf('ana');
  const ben = await course.arrive('ben');
  expect((await ben.forge(`/pauses/${personId}`, 'until=2026-12-01')).status).toBe(403);
  expect((await ben.forge(`/pauses/${personId}/end`, '')).status).toBe(403);
  expect((await ben.forge('/pause', `until=2026-12-01&reason=&personId=${personId}`)).status).toBe(422);
  const stranger = await site.arrive({ person: 'olaf', role: 'teacher', course: 'elsewhere' });
  for (const [path, body] of [
    [`/pauses/${personId}`, 'until=2026-12-01'],
    [`/pauses/${personId}/end`, ''],
  ] as const)
    expect((await stranger.forge(path, body)).status).toBe(404);
  expect((await stranger.get('/pauses')).title).toBe('Nobody takes a break');
  expect((await home('ana')).text).toContain('You pause until Saturday 5 December');
});

test('a teacher who plays student is shown the form and stores nothing', async () => {
  const { courseId } = await course.personOf('ana');
  site.platform.hasPeople([{ externalId: 'tess', role: 'teacher', name: 'Tess Example' }]);
  await site.services.roster.refresh(courseId, { now: site.now, force: true });
  const preview = await course.arrive('tess');
  expect((await preview.get('/pause')).$('main form')).toHaveLength(0);
  const answers = await Promise.all([
    preview.forge('/pause', 'until=2026-12-01&reason='),
    preview.forge('/pause/end', ''),
  ]);
  expect(answers.map(({ status, title }) => [status, title])).toEqual([
    [403, 'This is a preview'],
    [403, 'This is a preview'],
  ]);
  expect(await stored(courseId)).toEqual([]);
});
