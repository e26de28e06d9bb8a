import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

/** Moodle says zone 99 of most people: the launch names none. */
const store = useStore();
let site: TestSite;
let course = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  course += 1;
});
afterAll(() => site.close());

const arrive = (
  person: string,
  role: 'learner' | 'teacher' = 'learner',
  more: { timeZone?: string; kind?: string } = {},
) => site.arrive({ person, role, course: String(course), ...more });

/** A check-in due on 1 December, 20:00 in Vienna. */
async function dueCheckin() {
  const teacher = await arrive('tina', 'teacher', { kind: 'checkin', timeZone: 'Europe/Vienna' });
  const [activity] = await site.services.activities.ofKind((await visitOf(teacher)).courseId, 'checkin');
  if (!activity) throw new Error('no check-in');
  const settings = await teacher.get(`/checkins/${activity.activityId}/settings`);
  await settings.submit('Save', { dueAt: '2026-12-01T20:00' });
  return { teacher, path: `/checkins/${activity.activityId}` };
}

async function visitOf({ visitPath }: { visitPath: string }) {
  const found = await site.services.visits.find(visitPath.slice('/s/'.length), site.now);
  if (!found) throw new Error('no visit');
  return found.visit;
}

describe('a deadline', () => {
  test('is never silently in UTC: the zone stands beside it', async () => {
    const { path } = await dueCheckin();
    const ana = await arrive('ana');
    const page = await ana.get(path);
    expect(page.text).toContain('1 December at 19:00 UTC');
    expect(page.text).toContain('Times are shown for UTC: no time zone is known');
  });

  test('is on the course’s clock for those of whom nothing is known, from the moment a teacher says which', async () => {
    const { teacher, path } = await dueCheckin();
    const ana = await arrive('ana');
    const form = await teacher.get('/time-zone');
    await form.submit("Save the course's time zone", { zone: 'America/New_York' });
    for (const page of [await ana.get(path), await (await arrive('ben')).get(path)]) {
      expect(page.text).toContain('1 December at 14:00 GMT-5');
      expect(page.text).toContain('Times are shown for America/New York, the time zone of this course');
    }
    expect((await (await arrive('cleo', 'learner', { timeZone: 'Asia/Kolkata' })).get(path)).text).not.toContain('GMT');
  });

  test('is on one’s own clock as soon as one says it, here or in the profile', async () => {
    const { path } = await dueCheckin();
    const [ana, ben] = [await arrive('ana'), await arrive('ben', 'learner', { timeZone: 'Asia/Kolkata' })];
    await (await ana.get('/time-zone')).submit('Save my time zone', { zone: 'Europe/Vienna' });
    expect((await ana.get(path)).text).toContain('1 December at 20:00');
    expect((await ana.get(path)).text).toContain('Times are shown for Europe/Vienna.');

    const { courseId, personId } = await visitOf(ben);
    const said = { strong: [], wanted: [], languages: [], availability: [], confidence: {}, style: {} };
    const answers = { ...said, roleWish: 'either' as const, timeZone: 'Africa/Dakar' };
    expect((await site.services.intake.saveProfile({ courseId, personId }, answers, site.now)).ok).toBe(true);
    expect((await ben.get(path)).text).toContain('1 December at 19:00');
    expect((await (await arrive('ben', 'learner', { timeZone: 'Asia/Kolkata' })).get(path)).text).toContain(
      'Africa/Dakar',
    );
  });
});

describe('the page of the time zone', () => {
  test('proposes the teacher’s own zone for the course, and stores it only when it is saved', async () => {
    const teacher = await arrive('tina', 'teacher', { timeZone: 'Europe/Vienna' });
    const page = await teacher.get('/time-zone');
    expect(page.$('#course-zone').attr('value')).toBe('Europe/Vienna');
    expect(page.text).toContain('This is a proposal');
    const { courseId } = await visitOf(teacher);
    expect((await site.services.courses.course(courseId))?.timeZone).toBeUndefined();
    const saved = await page.submit("Save the course's time zone");
    expect(saved.text).toContain('time zone is saved');
    expect((await site.services.courses.course(courseId))?.timeZone).toBe('Europe/Vienna');
  });

  test('takes back what was said', async () => {
    const ana = await arrive('ana', 'learner', { timeZone: 'Asia/Kolkata' });
    await (await ana.get('/time-zone')).submit('Save my time zone', { zone: 'Europe/Vienna' });
    const back = await (await ana.get('/time-zone')).submit('Save my time zone', { zone: '' });
    expect(back.title).toContain('Asia/Kolkata');
  });

  test('refuses what is no zone, beside its own field, and lets a learner set nothing for the course', async () => {
    const teacher = await arrive('tina', 'teacher');
    const wrong = await teacher.forge('/time-zone/course', 'zone=Mars%2FBase');
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('We know no such place.')]);
    expect(wrong.$('a[href="#course-zone"]')).toHaveLength(1);
    const ana = await arrive('ana');
    expect((await ana.get('/time-zone')).text).not.toContain('Which time zone is the course in?');
    expect((await ana.forge('/time-zone/course', 'zone=Europe%2FVienna')).status).toBe(403);
  });
});

describe('a place', () => {
  test('is said by its city or country, and called as it is called today', async () => {
    const ana = await arrive('ana');
    const saved = await (await ana.get('/time-zone')).submit('Save my time zone', { zone: ' kyiv ' });
    expect(saved.title).toBe('Your times are shown for Europe/Kyiv');
    expect(saved.$('#own-zone').attr('value')).toBe('Europe/Kyiv');
    const again = await saved.submit('Save my time zone');
    expect(again.title).toBe('Your times are shown for Europe/Kyiv');
    const india = await again.submit('Save my time zone', { zone: 'India' });
    expect(india.title).toBe('Your times are shown for Asia/Kolkata');
    const plain = await india.submit('Save my time zone', { zone: 'UTC' });
    expect(plain.title).toBe('Your times are shown for UTC');
  });

  test('that may be several asks which one, with the words kept, and takes the chosen one', async () => {
    const ana = await arrive('ana');
    const which = await (await ana.get('/time-zone')).submit('Save my time zone', { zone: 'Australia' });
    expect([which.status, which.text]).toEqual([422, expect.stringContaining('Which one is meant by Australia?')]);
    expect(which.$('#own-zone').attr('value')).toBe('Australia');
    const saved = await which.submit('Save my time zone', { meant: 'Australia/Perth' });
    expect(saved.title).toBe('Your times are shown for Australia/Perth');
  });
});

describe('the queue of a teacher', () => {
  test('asks for the zone of a course that has none, and takes the teacher’s with one click', async () => {
    const { page } = await arrive('tina', 'teacher', { timeZone: 'Europe/Vienna' });
    expect(page.text).toContain('In which time zone is this course?');
    const saved = await page.submit('Europe/Vienna: In which time zone is this course?');
    expect(saved.text).toContain("The course's time zone is saved.");
    expect((await arrive('tina', 'teacher')).page.text).not.toContain('In which time zone');
    expect((await arrive('ana')).page.text).toContain(
      'Times are shown for Europe/Vienna, the time zone of this course',
    );
  });

  test('leads to the page that proposes the browser’s where nobody’s is known, and asks no non-editing teacher', async () => {
    const { page } = await arrive('tina', 'teacher');
    const form = await page.follow('Choose the time zone: In which time zone is this course?');
    expect(form.$('form[data-propose-zone]').length).toBe(2);
    site.platform.hasPeople([{ externalId: 'jonas', role: 'learner', name: 'Jonas Example' }]);
    const { courseId } = await visitOf(await arrive('tina', 'teacher'));
    await site.services.roster.refresh(courseId, { now: site.now, force: true });
    const assistant = await arrive('jonas', 'teacher');
    expect(assistant.page.text).not.toContain('In which time zone');
  });
});
