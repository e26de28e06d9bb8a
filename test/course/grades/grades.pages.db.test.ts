import { afterAll, beforeEach, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { everything } from '../../../src/kept/changes.store.js';
import { after, minute, second } from '../../../src/shared/clock.js';
import { refusal } from '../../support/platform.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let courseId: string;
let activityId: string;
const personIds: Record<string, string> = {};

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const teacher = { person: 'tom', role: 'teacher' } as const;

beforeEach(async () => {
  for (const person of ['ana', 'ben']) await site.arrive({ person, kind: 'checkin' });
  const [activity] = await store.connection().model('Activity').find().lean<{ _id: string; courseId: string }[]>();
  courseId = activity?.courseId ?? '';
  activityId = activity?._id ?? '';
  for (const person of await site.services.roster.people(courseId)) personIds[person.externalId] = person.personId;
});

afterEach(async () => {
  await store.connection().model('Delivery').deleteMany({});
  await site.services.changes.note(courseId, everything, 'all');
});

async function send(): Promise<void> {
  const job = site.services.jobs.find(({ name }) => name === 'deliver-scores');
  if (!job) throw new Error('There is a job for it');
  await job.run(site.now);
}

async function deliver(...people: string[]): Promise<void> {
  for (const person of people) {
    const score = { activityId, personId: personIds[person] ?? '', given: 2, maximum: 2 };
    await site.services.grades.recordScore(courseId, score, site.now);
  }
  await send();
}

describe('the grades page', () => {
  test('is calm when everything arrived', async () => {
    site.platform.takesScores();
    const tom = await site.arrive(teacher);
    expect((await tom.get('/grades')).title).toBe('No grades yet');
    await deliver('ana', 'ben');
    const page = await tom.get('/grades');
    expect(page.title).toBe('All 2 grades are in the gradebook');
    expect(page.$('.btn-primary')).toHaveLength(0);
    expect(page.text).toContain('In the gradebook, 09:00');
  });

  test('puts refusals first with what to click, and sends one again', async () => {
    const tom = await site.arrive(teacher);
    site.platform.takesScores();
    await deliver('ben');
    site.platform.answers.submitScore = () => Promise.resolve(refusal('locked'));
    await deliver('ana');
    const page = await tom.get('/grades');
    expect(page.title).toBe('One grade did not arrive');
    expect(page.text).toContain('1 of 2 are in the gradebook.');
    expect(page.text).toContain('Refused: grade is locked');
    expect(page.text).toContain('In Moodle: Grades, Grader report, edit mode on, cell menu, Unlock.');
    site.platform.takesScores();
    const again = await page.submit('Send again: Ana Example');
    expect(again.path).toBe('/grades?done=again');
    expect(again.title).toBe('One grade is on its way');
    site.now = after(site.now, second);
    await send();
    expect((await tom.get('/grades')).title).toBe('All 2 grades are in the gradebook');
  });

  test('says when the next try is, and sends all refused again at once', async () => {
    const tom = await site.arrive(teacher);
    site.platform.answers.submitScore = () => Promise.resolve(refusal('timed_out', true));
    await deliver('ana');
    const waiting = await tom.get('/grades');
    expect(waiting.title).toBe('One grade is on its way');
    expect(waiting.text).toMatch(/Waiting: next try at \d\d:\d\d/);
    site.platform.answers.submitScore = () => Promise.resolve(refusal('not_enrolled'));
    site.now = after(site.now, minute);
    await deliver('ben');
    const refused = await tom.get('/grades');
    expect(refused.title).toBe('2 grades did not arrive');
    site.platform.takesScores();
    expect((await refused.submit('Send 2 again')).title).toBe('2 grades are on their way');
  });

  test('nothing to send again says so', async () => {
    site.platform.answers.submitScore = () => Promise.resolve(refusal('gone'));
    await deliver('ana');
    const tom = await site.arrive(teacher);
    const page = await tom.get('/grades');
    await page.submit('Send again: Ana Example');
    site.platform.takesScores();
    await send();
    expect((await page.submit('Send again: Ana Example')).text).toContain('There was nothing to send again.');
  });

  test('is for staff of this course only', async () => {
    await deliver('ana');
    const ana = await site.arrive({ person: 'ana' });
    expect((await ana.get('/grades')).status).toBe(403);
    expect((await ana.forge(`/grades/${activityId}/${personIds.ana ?? ''}/again`, '')).status).toBe(403);
    const other = await site.arrive({ ...teacher, course: '2' });
    expect((await other.get('/grades')).title).toBe('No grades yet');
    const foreign = await other.forge(`/grades/${activityId}/${personIds.ana ?? ''}/again`, '');
    expect(foreign.status).toBe(404);
  });
});
