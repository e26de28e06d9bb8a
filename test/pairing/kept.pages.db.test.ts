/** What pages read again after one thing was written, and that they show it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { idsIn } from '../support/full-course.js';
import { openFullCourse, type OpenedCourse } from '../support/full-course-opened.js';
import { startSite, type TestSite } from '../support/site.js';
import { openCounted, type CountedStore } from '../support/store-tally.js';
import { useStore } from '../support/store.js';
import { answers } from './people.js';

const store = useStore();
let counted: CountedStore;
let site: TestSite;
let opened: OpenedCourse;

beforeAll(async () => {
  counted = await openCounted(store.uri());
  site = await startSite(counted.connection);
  opened = await openFullCourse(site, counted.connection, { name: 'kept', size: 120 });
});
afterAll(async () => {
  await site.close();
  await counted.connection.close();
});

const own = () => ({ courseId: opened.course.courseId, personId: idsIn.person(opened.course, 3) });

/** What the teacher's page asked of this collection: a line for each time. */
async function asked(path: string, collection: string) {
  const { result, tally } = await counted.during(() => opened.people.teacher.get(path));
  return { page: result, lines: tally.log.filter((line) => line.includes(` ${collection} `)) };
}

test('of 120 profiles one is read again when one was changed, and none when nothing was', async () => {
  await asked('/profiles/missing', 'profiles');
  expect((await asked('/profiles/missing', 'profiles')).lines).toEqual([]);
  expect((await site.services.intake.saveProfile(own(), answers({}), site.now)).ok).toBe(true);
  expect((await asked('/profiles/missing', 'profiles')).lines).toEqual(['find profiles 1']);
  expect((await asked('/profiles/missing', 'profiles')).lines).toEqual([]);
});

test('a question is answered by what was written since, though the thread holds what was read before', async () => {
  const before = await asked('/pairing', 'profiles');
  expect((await asked('/pairing', 'profiles')).lines).toEqual([]);
  const newcomer = await site.arrive({ person: 'newcomer', course: 'kept', kind: 'mentoring' });
  expect(newcomer.page.status).toBe(200);
  const after = await asked('/pairing', 'profiles');
  expect(after.lines).toEqual(['find profiles 120']);
  expect(after.page.text).not.toBe(before.page.text);
  expect((await asked('/pairing', 'profiles')).lines).toEqual([]);
});

test('the list of an intake activity is shown in pages of a hundred', async () => {
  const path = `/intake/${opened.course.activities.intake}`;
  const first = await opened.people.teacher.get(path);
  expect(first.$('tbody tr')).toHaveLength(100);
  const second = await opened.people.teacher.get(`${path}?page=2`);
  expect(second.$('tbody tr').length).toBeGreaterThanOrEqual(20);
  expect(second.text).toContain('2 of 2');
});
