import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, day, minute, second } from '../../../src/shared/clock.js';
import { newId } from '../../../src/shared/ids.js';
import { success } from '../../../src/shared/result.js';
import type { Activity } from '../../../src/course/activities/activity.js';
import { someKinds } from '../../support/kinds.js';
import { progressStore, type ProgressStore } from '../../../src/course/progress/progress.store.js';
import { readingService, type ReadingNeeds } from '../../../src/course/progress/reading.service.js';
import { isCourseDue } from '../../../src/course/progress/progress.rules.js';
import type { Person } from '../../../src/course/roster/person.js';
import { listing, refusal } from '../../support/platform.js';
import { useStore } from '../../support/store.js';

const db = useStore();
let store: ProgressStore;
let now: Date;
let platformId: string;
let courses: Map<string, { activities: Activity[]; launchedAt: Date }>;
/** What Moodle was asked, with the moment each call began. */
let calls: { what: string; at: Date }[];
/** Milliseconds that Moodle takes for a gate. */
let gateTakes: number;
let gateAnswer: () => ReturnType<ReadingNeeds['gateway']['roster']>;

const ana: Person = {
  ...{ personId: 'p-ana', courseId: 'any', externalId: 'ana', name: 'Ana', initials: 'A', hue: 0 },
  ...{ role: 'learner', status: 'active', groupIds: [], mayBe: {} },
};

beforeAll(() => {
  store = progressStore(db.connection());
});
beforeEach(() => {
  now = new Date('2026-11-23T09:00:00Z');
  platformId = newId();
  courses = new Map();
  calls = [];
  gateTakes = 0;
  gateAnswer = () => Promise.resolve(listing([{ externalId: 'ana', role: 'learner' }]));
});

function aCourse(kinds: readonly string[]): string {
  const courseId = newId();
  const activities = kinds.map((kind): Activity => {
    const activityId = newId();
    const at = { platformId, deploymentId: '1', contextId: courseId, resourceLinkId: activityId, scopes: [] };
    const urls = { membershipsUrl: 'https://m.example/people', lineItemUrl: `https://m.example/${activityId}` };
    return { activityId, courseId, kind, title: kind, settings: {}, service: { ...at, ...urls } };
  });
  courses.set(courseId, { activities, launchedAt: now });
  return courseId;
}

function aReader() {
  return readingService({
    store,
    kinds: someKinds,
    clock: () => now,
    sleep: (milliseconds) => {
      now = after(now, milliseconds);
      return Promise.resolve();
    },
    grades: { compare: () => Promise.resolve() },
    activities: { all: (courseId) => Promise.resolve(courses.get(courseId)?.activities ?? []) },
    roster: { learners: () => Promise.resolve([ana]) },
    courses: {
      course: (courseId) => {
        const service = courses.get(courseId)?.activities[0]?.service;
        return Promise.resolve(service && { courseId, platformId, title: '', label: '', service });
      },
      findCoursesInUse: () =>
        Promise.resolve([...courses].map(([courseId, { launchedAt }]) => ({ courseId, launchedAt }))),
    },
    gateway: {
      roster: (ref, options) => {
        calls.push({ what: `${options?.throughActivity ? 'gate' : 'roster'} ${ref.contextId}`, at: now });
        now = after(now, gateTakes);
        return gateAnswer();
      },
      results: (ref) => {
        calls.push({ what: `results ${ref.contextId}`, at: now });
        return Promise.resolve(success([{ personExternalId: 'ana', score: 1, maximum: 2 }]));
      },
    },
  });
}

async function readingsOf(courseId: string) {
  return [...(await store.readings(courseId)).values()];
}

test('what is due is read once, and again a quarter of an hour after the next launch', async () => {
  const courseId = aCourse(['checkin', 'gate', 'mentoring']);
  const reader = aReader();
  expect(await reader.readDue(now)).toEqual({ done: 2, failed: 0 });
  expect(calls.map(({ what }) => what)).toEqual([`results ${courseId}`, `gate ${courseId}`]);
  now = after(now, 14 * minute);
  await reader.readDue(now);
  expect(calls).toHaveLength(2);
  now = after(now, minute);
  await reader.readDue(now);
  expect(calls).toHaveLength(4);
});

test('a quiet course is left alone for hours', async () => {
  const courseId = aCourse(['checkin']);
  courses.set(courseId, { activities: courses.get(courseId)?.activities ?? [], launchedAt: after(now, -day) });
  const reader = aReader();
  await reader.readDue(now);
  now = after(now, 60 * minute);
  await reader.readDue(now);
  expect(calls).toHaveLength(1);
});

test('gates of one platform are asked one at a time, a twentieth of the time, across its courses', async () => {
  aCourse(['gate', 'gate']);
  aCourse(['gate']);
  gateTakes = 100;
  await aReader().readDue(now);
  const starts = calls.map(({ at }) => at.getTime());
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  expect(gaps).toEqual([2000, 2000]);
});

test('a gate whose turn does not come in this run is taken up when the platform is free', async () => {
  const courseId = aCourse(['gate', 'gate']);
  gateTakes = 10 * second;
  const reader = aReader();
  expect(await reader.readDue(now)).toEqual({ done: 1, failed: 0 });
  now = after(now, minute);
  await reader.readDue(now);
  expect(calls).toHaveLength(1);
  now = after(now, 3 * minute);
  await reader.readDue(now);
  expect(calls).toHaveLength(2);
  expect(await readingsOf(courseId)).toHaveLength(2);
});

test('two processes read a course once', async () => {
  const courseId = aCourse(['checkin', 'gate']);
  const limits = () => ({ asked: false, until: after(now, minute), away: new Map() });
  const outcomes = await Promise.all([
    aReader().readCourse(courseId, limits()),
    aReader().readCourse(courseId, limits()),
  ]);
  expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
  expect(calls).toHaveLength(2);
});

test('a Moodle that is away is asked once in a run, and every gate says why it is old', async () => {
  const courseIds = [aCourse(['gate', 'gate']), aCourse(['gate'])];
  gateAnswer = () => Promise.resolve(refusal('unreachable', true));
  expect(await aReader().readDue(now)).toEqual({ done: 0, failed: 3 });
  expect(calls).toHaveLength(1);
  const readings = (await Promise.all(courseIds.map(readingsOf))).flat();
  expect(readings.map(({ failure }) => failure?.code)).toEqual(['unreachable', 'unreachable', 'unreachable']);
});

test('what was read stays when the next call fails, and the failure goes when it works again', async () => {
  const courseId = aCourse(['gate']);
  const reader = aReader();
  await reader.readDue(now);
  const readAt = now;
  gateAnswer = () => Promise.resolve(refusal('failed', true));
  now = after(now, 20 * minute);
  await reader.readDue(now);
  const failed = { readAt, passed: [{ personId: 'p-ana' }], learners: 1, failure: { code: 'failed', at: now } };
  expect(await readingsOf(courseId)).toEqual([expect.objectContaining(failed)]);
  gateAnswer = () => Promise.resolve(listing([]));
  now = after(now, 20 * minute);
  courses.set(courseId, { activities: courses.get(courseId)?.activities ?? [], launchedAt: now });
  await reader.readDue(now);
  const [reading] = await readingsOf(courseId);
  expect([reading?.readAt, reading?.passed, reading?.failure]).toEqual([now, [], undefined]);
});

test('a link without a column or a roster says so and costs no call', async () => {
  const courseId = aCourse(['checkin', 'gate']);
  for (const { service } of courses.get(courseId)?.activities ?? []) {
    Reflect.deleteProperty(service, 'lineItemUrl');
    Reflect.deleteProperty(service, 'membershipsUrl');
  }
  expect(await aReader().readDue(now)).toEqual({ done: 0, failed: 1 });
  expect((await readingsOf(courseId)).map(({ failure }) => failure?.code).sort()).toEqual(['no_roster', 'ungraded']);
  expect(calls).toEqual([]);
});

test('a course that breaks stops no other, and the run says that it broke', async () => {
  const broken = aCourse(['gate']);
  const whole = aCourse(['checkin']);
  gateAnswer = () => Promise.reject(new Error('of the test'));
  await expect(aReader().readDue(now)).rejects.toThrow('1 courses broke off');
  expect([await readingsOf(broken), (await readingsOf(whole)).length]).toEqual([[], 1]);
});

test('a course that a process died reading, and its platform’s turn, are free again some seconds later', async () => {
  const [courseId, begun] = ['died', now];
  expect(await store.claimCourse(courseId, begun)).toBe(true);
  expect(await store.takeGateTurn(courseId, 'platform-died', begun)).toBeUndefined();
  const held = after(begun, 10_000);
  await Promise.all([store.holdCourse(courseId, held), store.holdGateTurn(courseId, 'platform-died', held)]);
  const still = after(begun, 15_000);
  expect(await store.claimCourse(courseId, still)).toBe(false);
  expect(await store.takeGateTurn('other', 'platform-died', still)).toBeDefined();
  const over = after(begun, 23_000);
  expect(isCourseDue((await store.dueTurns([courseId])).get(courseId), begun, over)).toBe(true);
  expect(await store.claimCourse(courseId, over)).toBe(true);
  expect(await store.takeGateTurn('other', 'platform-died', over)).toBeUndefined();
  await store.releaseCourse(courseId, undefined);
  await store.holdCourse(courseId, over);
  expect(isCourseDue((await store.dueTurns([courseId])).get(courseId), begun, after(over, 60_000))).toBe(false);
});
