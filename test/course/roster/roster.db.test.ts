import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Course } from '../../../src/course/activities/course.js';
import { buildIndexes } from '../../../src/database.js';
import type { Member, ServiceRef } from '../../../src/lti/gateway.js';
import { groupStore } from '../../../src/course/roster/groups.store.js';
import { peopleStore } from '../../../src/course/roster/people.store.js';
import { refreshRostersJob } from '../../../src/course/roster/roster.jobs.js';
import { rosterService, type RosterService } from '../../../src/course/roster/roster.service.js';
import { rosterStore, type RosterStore } from '../../../src/course/roster/rosters.store.js';
import { after, minute } from '../../../src/shared/clock.js';
import { success } from '../../../src/shared/result.js';
import { aLaunch } from '../../support/launches.js';
import { aPlatform, listing, refusal, type FakePlatform } from '../../support/platform.js';
import { useStore } from '../../support/store.js';

const store = useStore();
const start = new Date('2030-01-07T09:00:00Z');
let people: ReturnType<typeof peopleStore>;
let rosters: RosterStore;
let groups: ReturnType<typeof groupStore>;
let platform: FakePlatform;
let roster: RosterService;
let calls = 0;
let nudges: string[] = [];

const service: ServiceRef = { ...aLaunch().service };
const courses = { course: (courseId: string) => Promise.resolve<Course>({ ...aCourse, courseId }) };
const aCourse = { platformId: 'platform-1', title: 'Statistics', label: 'S', service };

beforeAll(async () => {
  people = peopleStore(store.connection());
  rosters = rosterStore(store.connection());
  groups = groupStore(store.connection());
  await buildIndexes(store.connection());
});

beforeEach(async () => {
  await Promise.all(Object.values(store.connection().models).map((model) => model.deleteMany({})));
  platform = aPlatform();
  calls = 0;
  nudges = [];
  roster = aRoster();
  await roster.want({ ...aCourse, courseId: 'c1' }, aLaunch(), start);
});

function aRoster(more: { patience?: number } = {}) {
  return rosterService({
    followStanding: () => Promise.resolve(),
    hear: () => Promise.resolve(),
    people,
    groups,
    rosters,
    courses,
    gateway: {
      roster: (ref) => {
        calls += 1;
        return platform.gateway.roster(ref);
      },
    },
    nudge: (name) => nudges.push(name),
    clock: () => start,
    nameless: (code) => `Learner ${code}`,
    ...more,
  });
}

const member = (externalId: string, more: Partial<Member> = {}): Member => ({
  externalId,
  role: 'learner',
  name: `${externalId} Example`,
  ...more,
});

async function sync(minutes: number, ...members: string[]): Promise<void> {
  platform.hasPeople(members.map((externalId) => member(externalId)));
  const answer = await roster.refresh('c1', { now: after(start, minutes * minute), force: true });
  expect(answer.ok).toBe(true);
}

async function names(): Promise<string[]> {
  return (await roster.people('c1')).map((person) => person.name);
}

test('people come from the roster, sorted by name, with role, initials and colour', async () => {
  platform.hasPeople([
    member('zoe'),
    member('ana'),
    member('tom', { role: 'teacher' }),
    { externalId: 'x', role: 'learner' },
  ]);
  await roster.refresh('c1', { now: start, force: false });
  const found = await roster.people('c1');
  expect(found.map(({ name, role }) => [name.replace(/[0-9A-F]{4}/, '?'), role])).toEqual([
    ['ana Example', 'learner'],
    ['Learner ?', 'learner'],
    ['tom Example', 'teacher'],
    ['zoe Example', 'learner'],
  ]);
  expect(found[0]).toMatchObject({ initials: 'AE', externalId: 'ana', status: 'active' });
  expect(found[0]).not.toHaveProperty('groupIds');
  expect((await roster.learners('c1')).map((person) => person.externalId)).not.toContain('tom');
  expect(await roster.people('c2')).toEqual([]);
  expect(await roster.person('c2', found[0]?.personId ?? '')).toBeUndefined();
});

test('somebody leaves after two complete syncs without them, keeps their record, and comes back as the same person', async () => {
  await sync(0, 'ana', 'ben');
  const ben = (await roster.people('c1')).find((person) => person.externalId === 'ben');
  await sync(20, 'ana');
  expect(await names()).toHaveLength(2);
  await sync(40, 'ana');
  expect(await names()).toEqual(['ana Example']);
  expect(await roster.person('c1', ben?.personId ?? '')).toMatchObject({ status: 'left', name: 'ben Example' });
  expect((await roster.peopleById('c1')).has(ben?.personId ?? '')).toBe(true);
  await sync(60, 'ana', 'ben');
  expect(await roster.people('c1')).toHaveLength(2);
  expect((await roster.person('c1', ben?.personId ?? ''))?.status).toBe('active');
});

test('a launch brings back somebody who had left', async () => {
  await sync(0, 'ana', 'ben');
  await sync(20, 'ana');
  await sync(40, 'ana');
  const { person } = await roster.welcome('c1', aLaunch({ person: 'ben' }), after(start, 50 * minute));
  expect(person.status).toBe('active');
  expect(await names()).toHaveLength(2);
});

test('a launch between two lists without somebody proves that they are here', async () => {
  await sync(0, 'ana', 'ben');
  await sync(20, 'ana');
  await roster.welcome('c1', aLaunch({ person: 'ben' }), after(start, 30 * minute));
  await sync(40, 'ana');
  expect(await names()).toHaveLength(2);
});

describe('groups', () => {
  const told = (groupIds?: readonly string[]) =>
    aLaunch({ person: 'ana', more: { person: { externalId: 'ana', ...(groupIds && { groupIds }) } } });

  test('are unknown until a launch tells them, and stay known when a later one does not', async () => {
    const first = await roster.welcome('c1', told(), start);
    expect(first.person).not.toHaveProperty('groupIds');
    const second = await roster.welcome('c1', told(['2', '1', '2', 'not a group!']), after(start, minute));
    expect(second.person.groupIds).toEqual(['1', '2']);
    await roster.welcome('c1', told(), after(start, 2 * minute));
    const [ana] = await roster.members('c1');
    expect(ana).toMatchObject({ groupIds: ['1', '2'], groupsKnownAt: after(start, minute) });
    await roster.welcome('c1', told([]), after(start, 3 * minute));
    expect((await roster.members('c1'))[0]).toMatchObject({ groupIds: [], groupsKnownAt: after(start, minute) });
  });
});

test('a failed sync and an empty list close nobody, and say why the roster is old', async () => {
  await sync(0, 'ana', 'ben');
  platform.answers.roster = () => Promise.resolve(refusal('timed_out', true));
  for (const minutes of [20, 40, 60]) {
    await roster.refresh('c1', { now: after(start, minutes * minute), force: true });
  }
  expect(await roster.age('c1')).toEqual({
    refreshedAt: start,
    failure: { code: 'timed_out', at: after(start, 60 * minute) },
  });
  platform.hasPeople([]);
  for (const minutes of [80, 100, 120]) {
    const answer = await roster.refresh('c1', { now: after(start, minutes * minute), force: true });
    expect(answer).toEqual({ ok: false, failure: { code: 'empty_roster' } });
  }
  expect(await names()).toHaveLength(2);
  await sync(140, 'ana', 'ben');
  expect(await roster.age('c1')).toEqual({ refreshedAt: after(start, 140 * minute) });
});

test('a sync that finds nothing new writes nothing', async () => {
  await sync(0, 'ana', 'ben');
  const answer = await roster.refresh('c1', { now: after(start, minute), force: true });
  expect(answer).toEqual(success({ members: 2, changes: 0 }));
});

describe('how often', () => {
  test('20 who ask at once share one call', async () => {
    platform.hasPeople([member('ana')]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => roster.refresh('c1', { now: start, force: true })),
    );
    expect(calls).toBe(1);
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  test('a teacher who clicks again and again gets one call a minute', async () => {
    await sync(0, 'ana');
    expect(await roster.refreshSoon('c1', after(start, minute - 1))).toBe('busy_here');
    expect(calls).toBe(1);
    expect(await roster.refreshSoon('c1', after(start, minute))).toBe('refreshed');
  });

  test('not again within 15 minutes, unless a teacher asks', async () => {
    await sync(0, 'ana');
    const soon = after(start, 14 * minute);
    expect(await roster.refresh('c1', { now: soon, force: false })).toEqual({
      ok: false,
      failure: { code: 'busy_here' },
    });
    expect(calls).toBe(1);
    expect(await roster.refreshSoon('c1', soon)).toBe('refreshed');
    expect(calls).toBe(2);
  });

  test('a teacher waits for a slow Moodle only so long, and the list arrives later', async () => {
    let answerNow = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (answerNow = resolve));
    platform.answers.roster = () => waiting.then(() => listing([member('ana')]));
    const impatient = aRoster({ patience: 50 });
    expect(await impatient.refreshSoon('c1', start)).toBe('later');
    expect(await names()).toEqual([]);
    answerNow();
    await impatient.refresh('c1', { now: start, force: true });
    expect(await names()).toEqual(['ana Example']);
  });

  test('the job reads what is due, one broken course does not stop the others', async () => {
    await roster.want({ ...aCourse, courseId: 'c2' }, aLaunch(), start);
    platform.hasPeople([member('ana')]);
    const whole = courses.course;
    courses.course = (courseId) => (courseId === 'c1' ? Promise.reject(new Error('broken')) : whole(courseId));
    await expect(refreshRostersJob(roster).run(start)).rejects.toThrow('1 rosters broke off');
    courses.course = whole;
    expect(await roster.people('c2')).toHaveLength(1);
    const later = after(start, 16 * minute);
    expect(await refreshRostersJob(roster).run(later)).toEqual({ done: 1, failed: 0 });
    expect(await refreshRostersJob(roster).run(after(later, minute))).toEqual({ done: 0, failed: 0 });
    expect(await roster.dueCourses(after(later, 7 * 60 * minute), 10)).toHaveLength(2);
  });
});

test('10,000 people are taken in, and found unchanged the next time', async () => {
  const everybody = Array.from({ length: 10_000 }, (_, index) => `person${index}`);
  await sync(0, ...everybody);
  expect(await names()).toHaveLength(10_000);
  platform.hasPeople(everybody.map((externalId) => member(externalId)));
  const answer = await roster.refresh('c1', { now: after(start, minute), force: true });
  expect(answer).toEqual(success({ members: 10_000, changes: 0 }));
}, 180_000);
