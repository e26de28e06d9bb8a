import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { success } from '../../../src/shared/result.js';
import type { GradebookResult, Member } from '../../../src/lti/gateway.js';
import { after, minute } from '../../../src/shared/clock.js';
import { startSite, type Person, type TestSite } from '../../support/site.js';
import { refusal } from '../../support/platform.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let teacher: Person;
let learner: Person;
let gatePath: string;

const ana: Member = { externalId: 'ana', role: 'learner', name: 'Ana Álvarez' };
const ben: Member = { externalId: 'ben', role: 'learner', name: 'Ben Baker' };
const noor: Member = { externalId: 'noor', role: 'learner', name: 'Noor Assistant' };
const tess: Member = { externalId: 'tess', role: 'teacher', name: 'Tess Teacher' };
const course = [ana, ben, noor, tess];

function holds(...results: GradebookResult[]): void {
  site.platform.answers.results = () => Promise.resolve(success(results));
}

beforeAll(async () => {
  site = await startSite(store.connection());
  site.platform.hasPeople(course);
  teacher = await site.arrive({ person: 'tess', role: 'teacher' });
  await site.arrive({ person: 'noor', role: 'teacher' });
  await site.arrive({ person: 'ana', kind: 'checkin' });
  learner = await site.arrive({ person: 'ana', kind: 'gate' });
  await site.services.roster.refresh(await courseId(), { now: site.now, force: true });
  const [gate] = await site.services.activities.ofKind(await courseId(), 'gate');
  gatePath = `/gates/${gate?.activityId ?? ''}`;
});
beforeEach(() => {
  // Past every pause between two readings.
  site.now = after(site.now, 20 * minute);
  site.platform.answers.gate = () => Promise.resolve(refusal('unreachable', true));
  site.platform.answers.results = () => Promise.resolve(refusal('unreachable', true));
});
afterAll(() => site.close());

async function courseId(): Promise<string> {
  const visitId = teacher.visitPath.split('/')[2] ?? '';
  return (await site.services.visits.find(visitId, site.now))?.visit.courseId ?? '';
}

/** The words of a row of the learners' table, or undefined. */
function rowOf(page: { $: Awaited<ReturnType<Person['get']>>['$'] }, name: string): string | undefined {
  const row = page
    .$('[role=region] tbody tr')
    .filter((_index, element) => page.$(element).text().includes(name))
    .first();
  return row.length === 0 ? undefined : row.find('td').text().replace(/\s+/g, ' ').trim();
}

test('before anything was read the page says so, and calls nobody behind', async () => {
  const page = await teacher.get('/progress');
  expect(page.title).toBe('0 of 2 learners have done everything');
  expect(page.text).toContain('Activity checkin, not read yet');
  expect(rowOf(page, 'Ben Baker')).toBe('Not known Not known');
  expect(page.$('.bars').length).toBe(0);
});

test('a teacher reads both sources: scores from the gradebook, passages from the gate, staff left out', async () => {
  holds({ personExternalId: 'ana', score: 1.5, maximum: 2 }, { personExternalId: 'ben', comment: 'no score' });
  site.platform.letsThrough([ana, noor, tess]);
  const page = await (await teacher.get('/progress')).submit('Read from Moodle now');
  expect(page.title).toBe('1 of 2 learners have done everything');
  expect(page.text).toContain('Every column is up to date.');
  const bars = page.$('.bars tbody tr').toArray();
  expect(bars.map((one) => page.$(one).text().replace(/\s+/g, ' ').trim())).toEqual([
    'Activity checkin 1 of 2',
    'Activity gate 1 of 2',
  ]);
  expect(page.$('.bars caption').text()).toBe('1 of 2 have done each activity.');
  expect(rowOf(page, 'Ana Álvarez')).toBe('Done 1.5 of 2 Done');
  expect(rowOf(page, 'Ben Baker')).toBe('Not yet Not yet');
  expect(rowOf(page, 'Noor')).toBeUndefined();
  expect(page.text).toContain('Activity gate, read just now');
});

test('a column that cannot be read keeps what it knew, says how old that is and why', async () => {
  site.platform.letsThrough([ana, ben, tess]);
  site.platform.answers.results = () => Promise.resolve(refusal('failed', true));
  const page = await (await teacher.get('/progress')).submit('Read from Moodle now');
  expect(page.text).toContain('One column could not be read from Moodle.');
  expect(page.text).toContain('Activity checkin, read 20 min ago');
  expect(page.text).toMatch(/Not newer read 20 min ago\. Tried .*: Moodle had an error of its own/);
  expect(rowOf(page, 'Ana Álvarez')).toContain('1.5 of 2');
  expect(page.text).toContain('Activity gate, read just now');
});

test('a Moodle that is away is asked once, not once per column', async () => {
  let asked = 0;
  site.platform.answers.gate = () => {
    asked += 1;
    return Promise.resolve(refusal('timed_out', true));
  };
  const page = await (await teacher.get('/progress')).submit('Read from Moodle now');
  expect(page.text).toContain('2 columns could not be read from Moodle.');
  expect(asked).toBe(0);
});

test('a zero is shown, and is nothing that was done', async () => {
  holds({ personExternalId: 'ana', score: 0, maximum: 2 });
  site.platform.letsThrough([ana]);
  const page = await (await teacher.get('/progress')).submit('Read from Moodle now');
  expect(page.title).toBe('0 of 2 learners have done everything');
  expect(rowOf(page, 'Ana Álvarez')).toBe('Not yet 0 of 2 Done');
  expect(page.text).toContain('Activity checkin 0 of 2');
});

test('a score that Moodle took since the column was read counts at once', async () => {
  holds();
  site.platform.letsThrough([]);
  await (await teacher.get('/progress')).submit('Read from Moodle now');
  const [checkin] = await site.services.activities.ofKind(await courseId(), 'checkin');
  const [, benPerson] = await site.services.roster.learners(await courseId());
  site.now = after(site.now, minute);
  site.platform.takesScores();
  const score = { activityId: checkin?.activityId ?? '', personId: benPerson?.personId ?? '', given: 2, maximum: 2 };
  await site.services.grades.recordScore(await courseId(), score, site.now);
  site.services.runner.know(site.services.jobs);
  await site.services.runner.runOnce('deliver-scores');
  expect(rowOf(await teacher.get('/progress'), 'Ben Baker')).toBe('Done 2 of 2 Not yet');
});

test('names are found whatever their accents, and nobody is found for another name', async () => {
  const page = await (await teacher.get('/progress')).submit('Find', { name: 'alvar' });
  expect(page.text).toContain('One learner’s name holds “alvar”.');
  expect([rowOf(page, 'Ana Álvarez') === undefined, rowOf(page, 'Ben Baker')]).toEqual([false, undefined]);
  const nobody = await page.submit('Find', { name: 'zoe' });
  expect(nobody.text).toContain('Nobody’s name holds “zoe”.');
  expect((await nobody.follow('Show everybody')).path).toBe('/progress');
});

test('a gate without a restriction is found out, and how to restrict it is said click by click', async () => {
  site.platform.letsThrough(course);
  const page = await (await teacher.get(gatePath)).submit('Read from Moodle now');
  expect(page.title).toBe('2 of 2 learners got through');
  expect(page.text).toContain('Everybody gets through.');
  expect(page.text).toContain('Open “Restrict access”, click “Add restriction…” and choose “Activity completion”.');
});

test('a gate that Moodle does not answer for says why', async () => {
  site.platform.answers.gate = () => Promise.resolve(refusal('gone'));
  const page = await (await teacher.get(gatePath)).submit('Read from Moodle now');
  expect(page.text).toContain('The gate could not be read. Moodle does not know this activity any more.');
});

test('a learner who opens a gate is through, and is sent back to the course', async () => {
  const page = await learner.get(gatePath);
  expect(page.title).toBe('You got through');
  expect(page.text).toContain('There is nothing to do here.');
  expect(page.$('main a').attr('href')).toContain('/course/view.php?id=1');
});

test('a gate that is none is not found, for another kind or another course', async () => {
  const [checkin] = await site.services.activities.ofKind(await courseId(), 'checkin');
  expect((await teacher.get(`/gates/${checkin?.activityId ?? ''}`)).status).toBe(404);
  const stranger = await site.arrive({ person: 'olaf', role: 'teacher', course: '2' });
  expect((await stranger.get(gatePath)).status).toBe(404);
});

test('learners read nothing of each other’s progress and cannot ask Moodle', async () => {
  expect((await learner.get('/progress')).status).toBe(403);
  expect((await learner.forge('/progress/refresh', '')).status).toBe(403);
  expect((await learner.forge(`${gatePath}/refresh`, '')).status).toBe(403);
});

test('a course without learners or activities says what will be here', async () => {
  const olaf = await site.arrive({ person: 'olaf', role: 'teacher', course: '3' });
  expect((await olaf.get('/progress')).title).toBe('Nothing to complete yet');
});
