import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ServiceRef } from '../../../src/lti/gateway.js';
import { groupStore } from '../../../src/course/roster/groups.store.js';
import { peopleStore } from '../../../src/course/roster/people.store.js';
import { rosterService, type RosterService } from '../../../src/course/roster/roster.service.js';
import { rosterStore, type RosterStore } from '../../../src/course/roster/rosters.store.js';
import { buildIndexes } from '../../../src/database.js';
import { after, minute } from '../../../src/shared/clock.js';
import { aLaunch } from '../../support/launches.js';
import { aPlatform } from '../../support/platform.js';
import { useStore } from '../../support/store.js';

const store = useStore();
const start = new Date('2030-01-07T09:00:00Z');
let rosters: RosterStore;
let roster: RosterService;
let nudges: string[] = [];

const service: ServiceRef = { ...aLaunch().service };
const aCourse = { platformId: 'platform-1', title: 'Statistics', label: 'S', service };

beforeAll(async () => {
  rosters = rosterStore(store.connection());
  roster = rosterService({
    followStanding: () => Promise.resolve(),
    hear: () => Promise.resolve(),
    people: peopleStore(store.connection()),
    groups: groupStore(store.connection()),
    rosters,
    courses: { course: (courseId) => Promise.resolve({ ...aCourse, courseId }) },
    gateway: aPlatform().gateway,
    nudge: (name) => nudges.push(name),
    clock: () => start,
    nameless: (code) => `Learner ${code}`,
  });
  await buildIndexes(store.connection());
});

beforeEach(async () => {
  await Promise.all(Object.values(store.connection().models).map((model) => model.deleteMany({})));
  nudges = [];
  await roster.want({ ...aCourse, courseId: 'c1' }, aLaunch(), start);
});

describe('a launch that names no roster service', () => {
  const unaddressed = { ...aCourse, courseId: 'c3', service: { ...service } };
  delete unaddressed.service.membershipsUrl;
  const selection = { message: 'deep-linking' } as const;

  test('of content selection, asks for no reading and blames nobody', async () => {
    nudges = [];
    await roster.want(unaddressed, selection, start);
    expect(nudges).toEqual([]);
    expect(await roster.dueCourses(after(start, 60 * minute), 10)).toEqual(['c1']);
    expect(await roster.age('c3')).toEqual({});
  });

  test('of an activity, says that the service is switched off, and asks for no reading', async () => {
    await roster.want(unaddressed, aLaunch(), start);
    await roster.want(unaddressed, aLaunch(), after(start, minute));
    expect(await roster.dueCourses(after(start, 60 * minute), 10)).toEqual(['c1']);
    expect(await roster.age('c3')).toEqual({ failure: { code: 'no_roster', at: start } });
  });

  test('is followed by one that does: the course is due at once, whatever was tried a moment ago', async () => {
    await roster.want(unaddressed, selection, start);
    await roster.want(unaddressed, aLaunch(), start);
    await rosters.claim('c3', { now: start, force: true });
    await rosters.failed('c3', { code: 'no_roster', now: start, dueAt: after(start, 15 * minute) });
    const soon = after(start, minute);
    nudges = [];
    await roster.want({ ...aCourse, courseId: 'c3' }, aLaunch(), soon);
    expect(nudges).toEqual(['refresh-rosters']);
    expect(await roster.dueCourses(soon, 10)).toContain('c3');
    expect(await roster.age('c3')).toEqual({});
    await roster.refresh('c3', { now: soon, force: false });
    await roster.want({ ...aCourse, courseId: 'c3' }, aLaunch(), after(soon, minute));
    expect(nudges).toEqual(['refresh-rosters']);
  });
});
