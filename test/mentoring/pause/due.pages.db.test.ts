import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, day } from '../../../src/shared/clock.js';
import { pagesOf } from '../../pairing/pages.js';
import { startSite, type Person, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { publish } from '../../support/publishing.js';

/** Amara mentors Ana, Jonas mentors Ben; the check-in is due on Saturday, 28 November, noon. */
const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof pagesOf>;
const dueAt = '2026-11-28T12:00:00.000Z';

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  course = pagesOf(site, `due-${number}`);
  const { draft } = await course.draftOfFour();
  await publish(draft);
  await site.arrive({ person: 'tess', role: 'teacher', course: `due-${number}`, kind: 'checkin' });
  const { courseId } = await course.personOf('ana');
  const [checkin] = await site.services.activities.ofKind(courseId, 'checkin');
  await site.services.activities.changeSettings(courseId, checkin?.activityId ?? '', { dueAt });
});
afterAll(() => site.close());

const checkin = (person: string, role: 'learner' | 'teacher' = 'learner') =>
  site.arrive({ person, role, course: `due-${number}`, kind: 'checkin' });

async function pauses(until: string): Promise<void> {
  const form = await (await (await course.arrive('ana')).get('/mentoring')).follow('I need a break');
  await form.submit('Start the break', { until });
}

/** Who stands how in the teacher's list. */
async function states(): Promise<string[]> {
  const { page } = await checkin('tess', 'teacher');
  const rows = page.$('tbody tr').toArray();
  return rows.map((row) => page.$(row).text().replace(/\s+/g, ' ').trim());
}

async function feedOf(person: Person): Promise<string[]> {
  const page = await person.get('/calendar');
  const made = await page.submit(page.$('main form button').text().trim());
  const text = await (await fetch(String(made.$('#address').val()))).text();
  return text.split(/\r\n(?![ \t])/).filter((line) => line.startsWith('DTEND:'));
}

const ended = 'DTEND:20261128T120000Z';

test('what is due in a break is not asked of the pair, and of everybody else as before', async () => {
  expect(await feedOf(await course.arrive('ana'))).toEqual([ended]);
  await pauses('2026-11-29');
  const feeds = await Promise.all(['ana', 'amara', 'ben'].map(async (who) => feedOf(await course.arrive(who))));
  expect(feeds).toEqual([[], [], [ended]]);
  const { page } = await checkin('ana');
  expect(page.text).toContain('during a break. You may send it, and need not.');
  const amara = await (await course.arrive('amara')).get('/mentoring');
  expect(amara.text).not.toContain('Send your check-in');
  expect((await (await course.arrive('ben')).get('/mentoring')).text).toContain('Send your check-in');
});

test('afterwards it counts as a break, not as missing, and can still be sent', async () => {
  await pauses('2026-11-29');
  site.now = after(site.now, 10 * day);
  const [first, second, ...resting] = await states();
  expect([first, second].map((row) => row?.includes('Not sent'))).toEqual([true, true]);
  expect(resting.every((row) => row.includes('Taking a break'))).toBe(true);
  expect(resting).toHaveLength(2);
  const { page } = await checkin('ana');
  expect(page.text).toContain(
    'It was due Saturday 28 November at 12:00 UTC, during a break. You can still send it, once.',
  );
  const sent = await page.submit('Send to Amara Example', { mood: '4', step: 'Chapter 4', help: 'no' });
  expect(sent.title).toBe('Activity checkin: sent');
  expect((await states()).filter((row) => row.includes('Sent late'))).toHaveLength(1);
});

test('a break that ended before it was due excuses nobody', async () => {
  await pauses('2026-11-29');
  const running = await (await (await course.arrive('ana')).get('/mentoring')).follow('Change or end the break');
  await running.submit('End the break now');
  expect(await feedOf(await course.arrive('ana'))).toEqual([ended]);
  site.now = after(site.now, 10 * day);
  expect((await states()).filter((row) => row.includes('Not sent'))).toHaveLength(4);
});
