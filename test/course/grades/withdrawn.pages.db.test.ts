/** Scores that nobody waits for: of people who left, of staff, and those a teacher calls not needed. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { refusal } from '../../support/platform.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let courses = 0;
let course: string;
let courseId: string;
let activityId: string;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

beforeEach(async () => {
  courses += 1;
  course = `withdrawn-${courses}`;
  site.platform.sent.length = 0;
  for (const person of ['ana', 'noor']) await site.arrive({ person, kind: 'checkin', course });
  const visit = await site.arrive({ person: 'tess', role: 'teacher', kind: 'checkin', course });
  const found = await site.services.visits.find(visit.visitPath.split('/')[2] ?? '', site.now);
  courseId = found?.visit.courseId ?? '';
  activityId = found?.visit.activityId ?? '';
});

const tess = () => site.arrive({ person: 'tess', role: 'teacher', course });

async function personId(externalId: string): Promise<string> {
  const everybody = await site.services.roster.peopleById(courseId);
  return [...everybody.values()].find((person) => person.externalId === externalId)?.personId ?? '';
}

async function score(person: string): Promise<void> {
  const wanted = { activityId, personId: await personId(person), given: 2, maximum: 2 };
  await site.services.grades.recordScore(courseId, wanted, site.now);
  await send();
}

async function send(): Promise<void> {
  site.now = after(site.now, minute);
  await site.services.jobs.find(({ name }) => name === 'deliver-scores')?.run(site.now);
}

async function listed(...people: string[]): Promise<void> {
  site.platform.hasPeople(people.map((externalId) => ({ externalId, role: 'learner' as const })));
  for (let reads = 0; reads < 2; reads += 1) {
    site.now = after(site.now, 20 * minute);
    await site.services.roster.refresh(courseId, { now: site.now, force: true });
  }
}

function refuses(): void {
  site.platform.answers.submitScore = () => Promise.resolve(refusal('not_enrolled'));
}

test('nothing is sent for somebody who left; back in the course they get it', async () => {
  site.platform.takesScores();
  await listed('noor');
  await score('ana');
  expect(site.platform.sent).toEqual([]);
  const page = await (await tess()).get('/grades');
  expect(page.title).toBe('No grades yet');
  expect(page.text).toContain('One grade is not sent: its learner has left the course, or is staff.');
  await listed('ana', 'noor');
  await send();
  expect(site.platform.sent.map(({ personExternalId }) => personExternalId)).toEqual(['ana']);
});

test('a refused grade of somebody who left is no row of the queue any more', async () => {
  refuses();
  await score('ana');
  expect((await (await tess()).get('/mentoring')).text).toContain('1 grade did not reach the gradebook');
  await listed('noor');
  expect((await (await tess()).get('/mentoring')).text).not.toContain('did not reach the gradebook');
});

test('scores of staff are withdrawn: when a teacher says so, and when they open something as staff', async () => {
  refuses();
  await score('ana');
  await score('noor');
  const people = await (await tess()).get('/roster');
  await people.submit('Is staff, no learner: Ana Example');
  await site.arrive({ person: 'noor', role: 'teacher', course });
  const home = await (await tess()).get('/mentoring');
  expect(home.text).not.toContain('did not reach the gradebook');
  const page = await (await tess()).get('/grades');
  expect(page.text).toContain('2 grades are not sent: their learners have left the course, or are staff.');
  site.platform.takesScores();
  await score('ana');
  expect(site.platform.sent).toEqual([]);
});

test('“Not needed” ends a row of the queue, is kept with who and when, and is taken back', async () => {
  refuses();
  await score('ana');
  const home = await (await tess()).get('/mentoring');
  const ended = await home.submit('Not needed: 1 grade did not reach the gradebook');
  expect(ended.path).toBe('/grades?done=not-needed');
  expect(ended.text).toMatch(/Not needed, said Tess Example, .*\d\d:\d\d/);
  expect((await (await tess()).get('/mentoring')).text).not.toContain('did not reach the gradebook');
  site.platform.takesScores();
  await ended.submit('Send again: Ana Example');
  await send();
  expect(site.platform.sent).toHaveLength(1);
});

test('of two refused grades one is not needed', async () => {
  refuses();
  await score('ana');
  await score('noor');
  const page = await (await tess()).get('/grades');
  expect((await page.submit('Not needed: Noor Example')).title).toBe('One grade did not arrive');
  const other = await site.arrive({ person: 'tom', role: 'teacher', course: 'elsewhere' });
  const foreign = await other.forge(`/grades/${activityId}/${await personId('ana')}/not-needed`, '');
  expect(foreign.status).toBe(404);
});
