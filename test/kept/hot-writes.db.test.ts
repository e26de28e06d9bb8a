/** What many write all day costs the next page of a teacher a few documents, not everybody's. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { idsIn, type FullCourse } from '../support/full-course.js';
import { openFullCourse } from '../support/full-course-opened.js';
import { startSite, type Person, type TestSite } from '../support/site.js';
import { openCounted, type CountedStore } from '../support/store-tally.js';
import { useStore } from '../support/store.js';

const store = useStore();
let counted: CountedStore;
let site: TestSite;
let course: FullCourse;
let teacher: Person;
let paths: string[];

/** Of one person, and what is read of a course in any case. */
const few = 8;

beforeAll(async () => {
  counted = await openCounted(store.uri());
  site = await startSite(counted.connection);
  const opened = await openFullCourse(site, counted.connection, { name: 'hot', size: 120 });
  course = opened.course;
  teacher = opened.people.teacher;
  const { checkin, 'peer-review': review } = course.activities;
  paths = ['/mentoring', '/grades', '/progress', `/checkins/${checkin}`, `/reviews/${review}`];
  // Read of the course what they need of everybody.
  await costs();
}, 120_000);

afterAll(async () => {
  await site.close();
  await counted.connection.close();
});

interface Cost {
  documents: number;
  /** Asked of an index page by page, so read again as they are printed. */
  printed: number;
}

/** Of each of the teacher's pages. */
async function costs(): Promise<Cost[]> {
  const read: Cost[] = [];
  for (const path of paths) {
    const { result: page, tally } = await counted.during(() => teacher.get(path));
    expect(page.status).toBe(200);
    read.push({ documents: tally.documents, printed: path === '/grades' ? page.$('tr').length : 0 });
  }
  return read;
}

/** The pages that read more than a few documents more after this than while nothing is written. */
async function tooMuchAfter(write: () => Promise<unknown>): Promise<string[]> {
  const before = await costs();
  await write();
  const after = await costs();
  return paths.filter((_path, index) => {
    const { documents, printed } = after[index] ?? { documents: Infinity, printed: 0 };
    return documents - (before[index]?.documents ?? 0) > few + printed;
  });
}

test('a check-in that is drafted, then sent', async () => {
  const key = { activityId: course.activities.checkin, personId: idsIn.person(course, 5) };
  const { checkins } = site.services;
  const draft = { obstacle: 'Time' };
  expect(await tooMuchAfter(() => checkins.saveDraft(course.courseId, key, draft, site.now))).toEqual([]);
  const answers = { mood: '4', obstacle: 'Time', step: 'Read', help: 'teacher' } as const;
  expect(await tooMuchAfter(() => checkins.send(course.courseId, key, answers, site.now))).toEqual([]);
  expect((await teacher.get(`/checkins/${key.activityId}`)).text).toContain('Person 5 Able');
});

test('a review that is drafted, then sent', async () => {
  const activityId = course.activities['peer-review'];
  const { reviewing, work } = site.services.reviews;
  const people = Array.from({ length: course.size }, (_, index) => idsIn.person(course, index));
  const owed = await Promise.all(
    people.map(async (personId) => {
      const { tasks, rubric } = await work.own(course.courseId, { activityId, personId }, site.now);
      return tasks.filter(({ state }) => state !== 'sent').map(({ reviewId }) => ({ reviewId, personId, rubric }));
    }),
  );
  const [first] = owed.flat();
  if (!first) throw new Error('Somebody owes a review');
  const { reviewId, rubric, personId } = first;
  const key = { activityId, personId };
  const criteria = Object.fromEntries(rubric.criteria.map((one) => [one.criterionId, { level: 0, comment: '' }]));
  const content = { criteria, overall: 'Go on' };
  let seen = 0;
  const draft = () => reviewing.saveDraft(course.courseId, key, { reviewId, content, seen: seen++ }, site.now);
  expect(await tooMuchAfter(draft)).toEqual([]);
  const send = () => reviewing.send(course.courseId, key, { reviewId, content, seen: seen++ }, site.now);
  expect(await tooMuchAfter(send)).toEqual([]);
});

test('a score that is recorded, then delivered', async () => {
  site.platform.takesScores();
  const score = { activityId: course.activities.intake, personId: idsIn.person(course, 9), given: 7, maximum: 9 };
  const record = () => site.services.grades.recordScore(course.courseId, score, site.now);
  expect(await tooMuchAfter(record)).toEqual([]);
  const job = site.services.jobs.find(({ name }) => name === 'deliver-scores');
  expect(await tooMuchAfter(async () => job?.run(site.now))).toEqual([]);
  expect(await site.services.grades.delivery(course.courseId, score.activityId, score.personId)).toMatchObject({
    state: 'delivered',
    given: 7,
  });
});
