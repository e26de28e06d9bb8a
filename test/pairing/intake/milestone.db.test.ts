import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { intakeJobs } from '../../../src/pairing/intake/intake.jobs.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, visitOf } from './fill-in.js';

const store = useStore();
let site: TestSite;
let course = 200;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  course += 1;
});
afterAll(() => site.close());

function arrive(person: string, role: 'learner' | 'teacher' = 'learner', kind = 'intake') {
  return site.arrive({ person, role, kind, course: String(course) });
}

async function scores(courseId: string) {
  const all = await site.services.grades.deliveries(courseId);
  return all.map(({ personId, given, maximum }) => ({ personId, given, maximum }));
}

const job = () => intakeJobs(site.services.intake)[0]?.run(site.now);

describe('a complete intake is a milestone', () => {
  test('its score is recorded the moment it is sent, not when it is put aside', async () => {
    const ana = await arrive('ana');
    const { courseId, personId } = await visitOf(site, ana);
    const kept = await ana.page.submit('Save for later', { roleWish: 'mentee' });
    expect(await scores(courseId)).toEqual([]);
    await kept.submit('Send my profile');
    expect(await scores(courseId)).toEqual([{ personId, given: 1, maximum: 1 }]);
  });

  test('also when the activity is added after the profile was complete, once', async () => {
    const ana = await arrive('ana', 'learner', 'mentoring');
    const { courseId, personId } = await visitOf(site, ana);
    await fillIn(await ana.get('/profile'));
    expect(await scores(courseId)).toEqual([]);
    await arrive('tess', 'teacher');
    expect(await job()).toEqual({ done: 1, failed: 0 });
    expect(await scores(courseId)).toEqual([{ personId, given: 1, maximum: 1 }]);
    expect(await job()).toEqual({ done: 0, failed: 0 });
  });

  test('staff are never graded, also not who was a learner before', async () => {
    const noor = await arrive('noor', 'learner', 'mentoring');
    const { courseId } = await visitOf(site, noor);
    await fillIn(await noor.get('/profile'));
    await arrive('noor', 'teacher');
    site.platform.hasPeople([{ externalId: 'noor', role: 'teacher', name: 'Noor Example' }]);
    await site.services.roster.refresh(courseId, { now: site.now, force: true });
    expect(await job()).toEqual({ done: 0, failed: 0 });
    expect(await scores(courseId)).toEqual([]);
  });
});

describe('the intake activity', () => {
  test('leads a learner to the profile', async () => {
    expect((await arrive('ana')).page.path).toBe('/profile/form');
  });

  test('shows staff who has done it, who began, who has not, and what they said', async () => {
    const ana = await arrive('ana');
    await fillIn(ana.page);
    await (await arrive('ben')).page.submit('Save for later', { roleWish: 'mentor' });
    await arrive('chloe');
    const { page } = await arrive('tess', 'teacher');
    expect(page.title).toBe('1 of 3 learners has done the intake');
    const rows = page.$('tbody tr').toArray();
    const states = rows.map((row) => page.$(row).find('.state').text().trim());
    expect(states.sort()).toEqual(['Begun', 'Done', 'Not yet']);
    const read = await page.follow('Ana Example');
    expect(read.title).toBe('Ana Example: intake done');
    expect(read.text).toContain('Academic writing and Programming and data');
  });

  test('shows nobody’s answers to a learner', async () => {
    const ana = await arrive('ana');
    await fillIn(ana.page);
    const { personId } = await visitOf(site, ana);
    const ben = await arrive('ben');
    expect((await ben.get(`/profile/of/${personId}`)).status).toBe(403);
  });
});
