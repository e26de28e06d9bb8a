/** Moodle's Reset: half of a course is gone at once. Until a teacher says what it is, nobody is closed. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, day, hour } from '../../../src/shared/clock.js';
import { success } from '../../../src/shared/result.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let courses = 0;
let course: string;
let courseId: string;

const twelve = Array.from({ length: 12 }, (_, index) => `learner${String(index + 1).padStart(2, '0')}`);
const six = twelve.slice(0, 6);

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = `reset-${courses}`;
  const page = await tess();
  courseId = (await site.services.visits.find(page.visitPath.split('/')[2] ?? '', site.now))?.visit.courseId ?? '';
  await listed(twelve);
});

const tess = () => site.arrive({ person: 'tess', role: 'teacher', course });

async function listed(people: readonly string[], whole = true): Promise<void> {
  site.now = after(site.now, hour);
  const members = people.map((externalId) => ({ externalId, role: 'learner' as const, name: externalId }));
  site.platform.answers.roster = () => Promise.resolve(success({ members, whole }));
  const read = await site.services.roster.refresh(courseId, { now: site.now, force: true });
  expect(read.ok).toBe(true);
}

const here = async () => (await site.services.roster.learners(courseId)).length;

test('nobody is closed until a teacher answers, and the home and the list say what is so', async () => {
  await listed(six);
  for (let reads = 0; reads < 3; reads += 1) await listed(six);
  expect(await here()).toBe(12);
  const home = (await tess()).get('/mentoring');
  expect((await home).text).toContain('Was this course reset? 6 of 12 learners are gone');
  const people = await (await tess()).get('/roster');
  expect(people.text).toContain('6 people are not in Moodle’s list any more.');
  const again = await people.submit('Read the list now');
  expect(again.text).not.toContain('The list is up to date');
  expect(again.text).toContain('until a teacher says whether the course starts fresh');
});

test('“Go on” closes those who are gone, and asks no more', async () => {
  await listed(six);
  await listed(six);
  const choose = await (await tess()).get('/start-over');
  expect(choose.text).toContain('Nobody is closed before you choose');
  await choose.submit('Go on with what is there');
  expect(await here()).toBe(6);
  await listed(six);
  expect((await (await tess()).get('/mentoring')).text).not.toContain('Was this course reset?');
  expect(await here()).toBe(6);
});

test('“Start fresh” begins anew; what was done is kept, and comes back with undo', async () => {
  await listed(six);
  await listed(six);
  await (await (await tess()).get('/start-over')).submit('Start fresh');
  expect(await here()).toBe(12);
  const visit = await tess();
  expect((await visit.get('/mentoring')).text).toContain('This course started fresh');
  await (await visit.get('/start-over')).submit('Undo the fresh start');
  expect((await (await tess()).get('/start-over')).text).toContain('6 of 12 learners are gone');
});

test('after seven days without an answer they count as gone', async () => {
  await listed(six);
  await listed(six);
  site.now = after(site.now, 7 * day);
  await listed(six);
  expect(await here()).toBe(6);
});

test('a new term beside the old one does not hide the question, and who comes back ends it', async () => {
  const fresh = Array.from({ length: 30 }, (_, index) => `new${index}`);
  await listed(six);
  await listed([...six, ...fresh]);
  expect(await here()).toBe(42);
  await listed(twelve.concat(fresh));
  expect((await (await tess()).get('/mentoring')).text).not.toContain('Was this course reset?');
  const tenth = twelve.slice(0, 11).concat(fresh);
  await listed(tenth);
  await listed(tenth);
  expect(await here()).toBe(41);
});

test('fewer than half, fewer than ten, or a list that is not whole ask nothing', async () => {
  const seven = twelve.slice(0, 7);
  await listed(seven);
  await listed(seven);
  expect(await here()).toBe(7);
  await listed(twelve.slice(0, 2));
  await listed(twelve.slice(0, 2));
  expect(await here()).toBe(2);
});

test('three who left are said to be no longer in Moodle’s list while they are in ours', async () => {
  await listed(twelve.slice(0, 9));
  const people = await (await tess()).get('/roster');
  expect(people.text).toContain('3 people are not in Moodle’s list any more.');
  expect(people.text).toContain('A second reading that agrees takes them out.');
  site.now = after(site.now, hour);
  const again = await people.submit('Read the list now');
  expect(again.text).toContain('The list is up to date');
});
