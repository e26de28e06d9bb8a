import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Launch } from '../../../src/lti/gateway.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { newSecret } from '../../../src/shared/ids.js';
import { browserCookie } from '../../../src/web/proof.js';
import { SmallBrowser } from '../../support/small-browser.js';
import { aLaunch, type LaunchWish } from '../../support/launches.js';

const store = useStore();
let site: TestSite;
let copied: [from: string, to: string][] = [];

beforeAll(async () => {
  site = await startSite(store.connection());
  const { intake } = site.services;
  const copy = intake.copySettings.bind(intake);
  intake.copySettings = (from, to) => {
    copied.push([from, to]);
    return copy(from, to);
  };
});
afterAll(() => site.close());

const tess = { person: 'tess', role: 'teacher' } as const;
const identity = 'identity-of-check';
const check = { kind: 'checkin', activity: '70', custom: { activity_id: identity } } as const;

/** A course that Moodle says was copied from these. */
function copyOf(course: string, history: readonly string[]): Partial<Launch> {
  return { course: { externalId: course, title: 'Copy', label: 'C', copiedFrom: history } };
}

/** What somebody's launch led to, as stored. */
async function landed(wish: LaunchWish) {
  const visit = await site.arrive(wish);
  const found = await site.services.visits.find(visit.visitPath.split('/')[2] ?? '', site.now);
  const { courseId = '', activityId = '' } = found?.visit ?? {};
  const activity = await site.services.activities.activity(courseId, activityId);
  return { ...visit, courseId, activityId, kind: activity?.kind, settings: activity?.settings };
}

async function original(course: string) {
  const found = await landed({ ...tess, ...check, course });
  const settings = { dueAt: '2026-12-01T20:00:00.000Z', note: 'kept' };
  await site.services.activities.changeSettings(found.courseId, found.activityId, settings);
  await landed({ person: 'ana', ...check, course });
  return found;
}

describe('a copied course', () => {
  test('begins with the settings of its links, without dates and without people, and course settings come once', async () => {
    const first = await original('10');
    copied = [];
    const wish = { ...tess, ...check, course: '11', activity: '80', more: copyOf('11', ['10']) };
    const copy = await landed(wish);
    expect(copy.courseId).not.toBe(first.courseId);
    expect(copy.settings).toEqual({ note: 'kept' });
    expect(copied).toEqual([[first.courseId, copy.courseId]]);
    expect((await site.services.roster.people(copy.courseId)).map(({ externalId }) => externalId)).toEqual(['tess']);
    await site.services.activities.changeSettings(copy.courseId, copy.activityId, { note: 'changed' });
    expect((await landed(wish)).settings).toEqual({ note: 'changed' });
    await landed({ ...wish, activity: '81', custom: { activity_id: 'another-identity' } });
    expect(copied).toHaveLength(1);
  });

  test('of a copy reaches back to the first course', async () => {
    const copy = await landed({ ...tess, ...check, course: '13', activity: '82', more: copyOf('13', ['12', '10']) });
    expect(copy.settings).toEqual({ note: 'kept' });
  });

  test('keeps what a teacher chose for a link by hand', async () => {
    const hand = { ...tess, kind: null, activity: '90' } as const;
    const there = await landed({ ...hand, course: '14' });
    await site.services.activities.chooseKind(there.courseId, there.activityId, 'gate');
    const copy = { ...hand, course: '15', activity: '91' };
    const activity = { externalId: '91', title: 'Activity 90', description: '', custom: {} };
    expect((await landed({ ...copy, more: { ...copyOf('15', ['14']), activity } })).kind).toBe('gate');
    expect((await landed({ ...hand, course: '16', activity: '91', more: copyOf('16', ['14']) })).kind).toBeUndefined();
  });

  test('many first launches at once make one activity with the settings', async () => {
    const more = copyOf('17', ['10']);
    const people = Array.from({ length: 20 }, (_, index) => ({ ...check, person: `p${index}`, course: '17', more }));
    const all = await Promise.all(people.map((wish) => landed(wish)));
    expect(new Set(all.map(({ activityId }) => activityId)).size).toBe(1);
    expect(all.every(({ settings }) => settings?.['note'] === 'kept')).toBe(true);
  });
});

describe('an identity that is not of this course clones nothing', () => {
  test.each<[string, LaunchWish]>([
    ['from a course that the platform does not name', {}],
    ['from another Moodle that names the same ids', { platform: 'platform-2', more: copyOf('21', ['10']) }],
    ['under another kind', { kind: 'gate', more: copyOf('22', ['10']) }],
    ['made up', { custom: { activity_id: 'made-up-identity' }, more: copyOf('23', ['10']) }],
  ])('%s', async (_name, wish) => {
    copied = [];
    const course = wish.more?.course?.externalId ?? '20';
    const found = await landed({ ...tess, ...check, activity: '99', course, ...wish });
    expect(found.settings).toEqual({});
    expect(copied).toEqual([]);
  });
});

test('a duplicated activity is its own, with the settings it was duplicated with, and its own grade column', async () => {
  const first = await original('30');
  const twin = await landed({ ...tess, ...check, course: '30', activity: '71' });
  expect(twin.activityId).not.toBe(first.activityId);
  expect(twin.settings).toEqual({ note: 'kept', dueAt: '2026-12-01T20:00:00.000Z' });
  await site.services.activities.changeSettings(twin.courseId, twin.activityId, { note: 'twin' });
  expect((await site.services.activities.activity(first.courseId, first.activityId))?.settings).toMatchObject({
    note: 'kept',
  });
  const columns = (await site.services.activities.all(first.courseId)).map(({ service }) => service.lineItemUrl);
  expect(new Set(columns).size).toBe(2);
});

describe('a course that was reset', () => {
  async function resetCourse(course: string) {
    const first = await original(course);
    for (const person of ['ben', 'chloe', 'daiki']) await landed({ person, ...check, course });
    site.platform.hasPeople([{ externalId: 'tess', role: 'teacher', name: 'Tess Example' }]);
    for (let times = 0; times < 2; times += 1) {
      site.now = new Date(site.now.getTime() + 3_600_000);
      expect((await site.services.roster.refresh(first.courseId, { now: site.now, force: true })).ok).toBe(true);
    }
    const tom = await landed({ ...tess, kind: 'mentoring', course });
    return { first, tom };
  }

  test('starts fresh: a new course with the same settings, and nobody reads the old one', async () => {
    const { first, tom } = await resetCourse('40');
    const learner = await site.arrive({ person: 'ema', ...check, course: '40' });
    const home = await tom.get('/mentoring');
    expect(home.text).toContain('Was this course reset? 4 of 4 learners are gone');
    const page = await home.follow('Choose: Was this course reset? 4 of 4 learners are gone');
    copied = [];
    const done = await page.submit('Start fresh');
    expect(done.title).toBe('The course has started fresh');
    expect((await learner.get('/mentoring')).status).toBe(401);
    expect((await tom.get('/mentoring')).text).toContain('Please open this again from the course');
    const fresh = await landed({ ...tess, ...check, course: '40' });
    expect(fresh.courseId).not.toBe(first.courseId);
    expect(fresh.settings).toEqual({ note: 'kept' });
    expect(copied).toEqual([[first.courseId, fresh.courseId]]);
    expect(await site.services.activities.all(first.courseId)).toEqual([]);
    expect((await site.services.roster.people(fresh.courseId)).map(({ externalId }) => externalId)).toEqual(['tess']);
  });

  test('and takes it back within a day', async () => {
    const { first, tom } = await resetCourse('41');
    await (await tom.get('/start-over')).submit('Start fresh');
    const fresh = await landed({ ...tess, kind: 'mentoring', course: '41' });
    expect((await fresh.get('/mentoring')).text).toContain('This course started fresh');
    const undone = await (await fresh.get('/start-over')).submit('Undo the fresh start');
    expect(undone.title).toBe('Everything is as before');
    const back = await landed({ ...tess, ...check, course: '41' });
    expect([back.courseId, back.activityId]).toEqual([first.courseId, first.activityId]);
    expect(back.settings).toMatchObject({ dueAt: '2026-12-01T20:00:00.000Z' });
    expect((await fresh.get('/mentoring')).status).toBe(401);
    expect((await (await back.get('/start-over')).submit('Start fresh')).status).toBe(200);
    site.now = new Date(site.now.getTime() + 25 * 3_600_000);
    const later = await landed({ ...tess, ...check, course: '41' });
    expect((await later.get('/start-over')).title).toBe('Start this course fresh?');
    expect((await later.forge('/start-over/undo', 'confirm=yes')).status).toBe(409);
  });

  test('lets nobody into its old life who launched, or was on the way in, at that moment', async () => {
    const { first } = await resetCourse('44');
    const { renewals, roster, visits, launches } = site.services;
    const [want, begin] = [roster.want.bind(roster), visits.begin.bind(visits)];
    roster.want = async (course, launch, now) => {
      roster.want = want;
      await renewals.startFresh(first.courseId, now);
      return want(course, launch, now);
    };
    const launched = await landed({ ...tess, ...check, course: '44' });
    expect(launched.courseId).not.toBe(first.courseId);
    expect((await launched.get('/mentoring')).status).toBe(200);
    const browser = new SmallBrowser({ cookies: new Map([[browserCookie, newSecret()]]), destination: 'iframe' });
    const onTheWay = await launches.handleLaunch(aLaunch({ ...tess, ...check, course: '44' }), browser.atLaunch);
    visits.begin = async (...visit) => {
      visits.begin = begin;
      await renewals.startFresh(launched.courseId, site.now);
      return begin(...visit);
    };
    expect((await browser.open(onTheWay)).status).toBe(410);
    expect(await store.connection().model('Visit').countDocuments({ 'visit.courseId': launched.courseId })).toBe(0);
  });

  test('leaves its jobs and its scores alone, until the fresh start is taken back', async () => {
    const review = { kind: 'peer-review', activity: '72', course: '45' } as const;
    const { first, tom } = await resetCourse('45');
    const { activityId, courseId } = await landed({ ...tess, ...review });
    const { grades, reviews, jobs, roster } = site.services;
    await landed({ person: 'ema', ...check, course: '45' });
    const dated = { settings: {}, dates: { startsAt: site.now } };
    await reviews.coordination.saveSettings(courseId, activityId, dated, site.now);
    const [person] = await roster.learners(courseId);
    const score = { activityId: first.activityId, personId: person?.personId ?? '', given: 1, maximum: 1 };
    await grades.recordScore(courseId, score, site.now);
    site.platform.takesScores();
    const sent = site.platform.sent.length;
    const run = (name: string) => jobs.find((job) => job.name === name)?.run(site.now);
    await (await tom.get('/start-over')).submit('Start fresh');
    expect(await run('start-reviews')).toMatchObject({ failed: 0 });
    expect(await run('deliver-scores')).toEqual({ done: 0, failed: 0 });
    expect(site.platform.sent).toHaveLength(sent);
    const fresh = await landed({ ...tess, kind: 'mentoring', course: '45' });
    await (await fresh.get('/start-over')).submit('Undo the fresh start');
    await run('deliver-scores');
    expect(site.platform.sent).toHaveLength(sent + 1);
    expect((await (await landed({ ...tess, ...check, course: '45' })).get('/mentoring')).status).toBe(200);
  });

  test('or goes on, and is not asked again', async () => {
    const { first, tom } = await resetCourse('42');
    const went = await (await tom.get('/start-over')).submit('Go on with what is there');
    expect(went.path).toContain('/mentoring');
    expect(went.text).not.toContain('Was this course reset?');
    expect((await landed({ ...tess, ...check, course: '42' })).courseId).toBe(first.courseId);
  });

  test('is not started fresh by a stray post, nor by two at once', async () => {
    const { tom } = await resetCourse('43');
    const [first, second] = [
      await tom.get('/start-over'),
      await (await landed({ ...tess, kind: 'mentoring', course: '43' })).get('/start-over'),
    ];
    expect((await tom.forge('/start-over', '')).status).toBe(422);
    const both = await Promise.all([first.submit('Start fresh'), second.submit('Start fresh')]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const rows = await store.connection().model('Course').countDocuments({ externalId: '43' });
    expect(rows).toBe(2);
  });
});
