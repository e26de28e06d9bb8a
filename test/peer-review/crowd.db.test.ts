/** Rounds of 0, 1, 2, 3 and 300 people, through the real app: 300 who send at once, and nothing acknowledged is lost. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, minute } from '../../src/shared/clock.js';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `crowd-${courses}`);
});
afterAll(() => site.close());

const tess = async () => (await course.arrive('tess', 'teacher')).page;
const rows = (collection: string, of: object) => store.connection().collection(collection).find(of).toArray();

async function runJobs(): Promise<void> {
  site.now = after(site.now, 5 * minute);
  for (const name of ['start-reviews', 'top-up-reviews', 'score-reviews', 'release-scores'])
    await site.services.jobs.find((job) => job.name === name)?.run(site.now);
}

function readsWell({ status, text, path }: PageSeen): void {
  expect([
    path,
    status,
    /\{\{|NaN|undefined|\[object|\b1 (reviews|works|authors|people|points)\b/.exec(text)?.[0],
  ]).toEqual([path, 200, undefined]);
}

async function staffPages(): Promise<string> {
  const { get } = await course.arrive('tess', 'teacher');
  const { activityId } = await course.ids(await course.arrive('tess', 'teacher'));
  const path = `/reviews/${activityId}`;
  const words = ['', '/start', '/close', '/pairs', '/pairs/list', '/settings', '/rubric', '/rubric/preview'];
  for (const word of words) readsWell(await get(path + word));
  return path;
}

test.each([0, 1, 2, 3])(
  'a round of %i goes as far as it can, and every page reads well',
  async (size) => {
    const names = ['ana', 'ben', 'cleo'].slice(0, size);
    await staffPages();
    await course.handIn(...names);
    await staffPages();
    const started = await (await course.arrive('tess', 'teacher')).get(`${await staffPages()}/start`);
    if (size < 2) {
      expect([started.$('main form').length, started.text.includes('At least two people')]).toEqual([0, true]);
      return;
    }
    await started.submit('Start reviewing');
    const share = size === 2 ? '1 review' : '2 reviews';
    expect((await tess()).text).toContain(`will get ${share}, if all`);
    await staffPages();
    for (const name of names) readsWell(await course.review(name));
    await (await (await tess()).follow('Close reviewing')).submit('Close reviewing');
    await staffPages();
    const scores = await (await tess()).follow('Scores');
    readsWell(scores);
    const confirm = await scores.follow('Release the scores');
    expect(confirm.text).toContain(`${String(size)} authors see their score`);
    readsWell(await confirm.submit('Release the scores'));
    for (const name of names) {
      const own = (await course.arrive(name)).page;
      readsWell(own);
      readsWell(await own.follow('Read them'));
      readsWell(await own.follow('See your score'));
      expect(await course.score(name)).toBe(100);
    }
  },
  60_000,
);

test('300 hand in while reviewing starts and 300 send their reviews at once: all that was acknowledged is there', async () => {
  const names = Array.from({ length: 300 }, (_, at) => `p${String(at)}`);
  const { courseId, activityId } = await course.ids(await course.arrive('tess', 'teacher'));
  await course.onlyHere(...names);
  const people = await site.services.roster.learners(courseId);
  const { work, reviewing, coordination } = site.services.reviews;
  const keyOf = ({ personId }: { personId: string }) => ({ activityId, personId });
  const handIn = (from: number, to: number) =>
    Promise.all(
      people
        .slice(from, to)
        .map((person, at) => work.send(courseId, keyOf(person), `Text ${String(from + at)}.`, site.now)),
    );
  const early = await handIn(0, 150);
  site.now = after(site.now, minute);
  const [late] = await Promise.all([handIn(150, 300), coordination.start(courseId, activityId, site.now)]);
  expect([...early, ...late].filter(({ ok }) => !ok)).toEqual([]);
  await runJobs();
  const works = await rows('peerreviewsubmissions', { activityId });
  const texts = works.filter(({ sentAt, lockedAt }) => sentAt && lockedAt).map(({ text }) => String(text));
  expect(texts.sort()).toEqual(names.map((_, at) => `Text ${String(at)}.`).sort());
  const asked = await rows('peerreviews', { activityId });
  for (const { authorId } of works)
    expect(asked.filter((review) => review.authorId === authorId).length).toBeGreaterThanOrEqual(2);

  const firsts = await Promise.all(
    people.map(async (person) => (await work.own(courseId, keyOf(person), site.now)).tasks[0]),
  );
  const level = { level: 0, comment: '' };
  const began = performance.now();
  const sent = await Promise.all(
    people.map((person, at) => {
      const criteria = { question: level, reasoning: level, language: level };
      const content = { criteria, overall: `Name the place in line ${String(at)} of the text` };
      const writing = { reviewId: firsts[at]?.reviewId ?? '', content, seen: 0 };
      return reviewing.send(courseId, keyOf(person), writing, site.now);
    }),
  );
  expect(performance.now() - began).toBeLessThan(minute);
  expect(sent.filter(({ ok }) => !ok)).toEqual([]);
  const stored = await rows('peerreviews', { activityId, sentAt: { $exists: true } });
  const said = stored.map(({ sent: { overall } }) => String(overall));
  expect(said.sort()).toEqual(names.map((_, at) => `Name the place in line ${String(at)} of the text`).sort());
  expect((await tess()).title).toBe(`Activity peer-review: 300 of ${String(asked.length)} reviews are sent`);
}, 60_000);
