import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { after, day, hour } from '../../../src/shared/clock.js';
import { success } from '../../../src/shared/result.js';
import { nightBefore } from '../../../src/course/grades/reconciling.service.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

async function run(name: string) {
  const job = site.services.jobs.find((one) => one.name === name);
  if (!job) throw new Error(`There is a job ${name}`);
  return job.run(site.now);
}

test('a night begins at two', () => {
  expect(nightBefore(new Date('2030-01-07T01:59:59Z'))).toEqual(new Date('2030-01-06T02:00:00Z'));
  expect(nightBefore(new Date('2030-01-07T02:00:00Z'))).toEqual(new Date('2030-01-07T02:00:00Z'));
});

test('every cell is compared each night, once, and the page of grades says in one line what was otherwise', async () => {
  site.platform.takesScores();
  for (const person of ['ana', 'ben', 'cleo']) await site.arrive({ person, kind: 'checkin' });
  const [activity] = await store.connection().model('Activity').find().lean<{ _id: string; courseId: string }[]>();
  const { courseId = '', _id: activityId = '' } = activity ?? {};
  for (const { personId } of await site.services.roster.people(courseId)) {
    await site.services.grades.recordScore(courseId, { activityId, personId, given: 100, maximum: 100 }, site.now);
  }
  await run('deliver-scores');
  let readings = 0;
  const columnOfTwo = { ana: 2, ben: 0 };
  site.platform.answers.results = () => {
    readings += 1;
    const held = Object.entries(columnOfTwo);
    return Promise.resolve(success(held.map(([personExternalId, score]) => ({ personExternalId, score, maximum: 2 }))));
  };
  site.now = after(site.now, day);
  expect(await run('reconcile-grades')).toEqual({ done: 1, failed: 0 });
  expect(await run('reconcile-grades')).toEqual({ done: 0, failed: 0 });
  expect(readings).toBe(1);

  const tom = await site.arrive({ person: 'tom', role: 'teacher' });
  const page = await tom.get('/grades');
  expect(page.text).toContain('Compared with Moodle 09:00 UTC: 2 grades were otherwise than we sent them.');
  expect(page.text).toContain('Changed in Moodle: 0 / 2');
  expect(page.text).toContain('Refused: no longer in the gradebook');
  expect(page.text).toContain('2 of 2');
  expect(page.text).not.toContain('100 of 100');

  const asked = await page.submit('Compare with Moodle now');
  expect(asked.text).toContain('We are comparing every grade with Moodle.');
  site.now = after(site.now, hour);
  expect(await run('reconcile-grades')).toEqual({ done: 1, failed: 0 });
  expect(readings).toBe(2);
});
