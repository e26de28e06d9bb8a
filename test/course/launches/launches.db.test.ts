import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LaunchesService } from '../../../src/course/launches/launches.service.js';
import { activityStore } from '../../../src/course/activities/activities.store.js';
import { buildIndexes } from '../../../src/database.js';
import type { Launch, Member } from '../../../src/lti/gateway.js';
import type { RosterService } from '../../../src/course/roster/roster.service.js';
import { after, minute } from '../../../src/shared/clock.js';
import type { NewVisit } from '../../../src/web/visit.store.js';
import { aLaunch, blankBrowser, type LaunchWish } from '../../support/launches.js';
import { aPlatform } from '../../support/platform.js';
import { useStore } from '../../support/store.js';
import { landingOn } from './landing.js';

const store = useStore();
const platform = aPlatform();
const nudged: string[] = [];
let now = new Date('2030-01-07T09:00:00Z');
let admitted: { visit: NewVisit; path: string; bound: boolean }[] = [];
let asked = 0;
let roster: RosterService;
let launches: LaunchesService;

beforeAll(async () => {
  ({ roster, launches } = landingOn(store.connection(), {
    gateway: platform.gateway,
    nudge: (name) => nudged.push(name),
    clock: () => now,
    admit: (visit, path, { bound }) => {
      admitted.push({ visit, path, bound });
      return Promise.resolve(`https://tandem.example/enter/${admitted.length}`);
    },
  }));
  await buildIndexes(store.connection());
});

beforeEach(async () => {
  await Promise.all(Object.values(store.connection().models).map((model) => model.deleteMany({})));
  admitted = [];
  asked = 0;
  nudged.length = 0;
  now = new Date('2030-01-07T09:00:00Z');
});

const browser = blankBrowser;

async function land(wish: LaunchWish | Launch) {
  const launch = 'message' in wish ? wish : aLaunch(wish);
  await launches.handleLaunch(launch, browser);
  const last = admitted.at(-1);
  if (!last) throw new Error('Nobody was admitted');
  return last;
}

function count(model: string): Promise<number> {
  return store.connection().model(model).countDocuments();
}

async function rosterSays(members: Member[]): Promise<void> {
  platform.hasPeople(members);
  const [course] = await store.connection().model('Course').find().lean<{ _id: string }[]>();
  // A teacher who asks again waits a minute.
  asked += 1;
  const answer = await roster.refresh(course?._id ?? '', { now: after(now, asked * minute), force: true });
  expect(answer.ok).toBe(true);
}

describe('many at once', () => {
  test('1,000 first launches of one course make one course, one activity, one record per person, and no error', async () => {
    const wishes = Array.from({ length: 1000 }, (_, index) => aLaunch({ person: `p${index % 500}`, kind: 'checkin' }));
    await Promise.all(wishes.map((launch) => launches.handleLaunch(launch, browser)));
    expect(await Promise.all(['Course', 'Activity', 'Person', 'Roster'].map(count))).toEqual([1, 1, 500, 1]);
    expect(admitted).toHaveLength(1000);
    expect(new Set(admitted.map(({ visit }) => visit.activityId)).size).toBe(1);
    const byName = new Map<string, Set<string>>();
    for (const { visit } of admitted) {
      byName.set(visit.personName, (byName.get(visit.personName) ?? new Set()).add(visit.personId));
    }
    expect([...byName.values()].every((ids) => ids.size === 1)).toBe(true);
  }, 120_000);

  test('a launch that says nothing new writes nothing', async () => {
    await land({ kind: 'checkin' });
    const before = await store.connection().model('Person').find().lean();
    const writes: string[] = [];
    store.connection().set('debug', (_collection: string, method: string) => writes.push(method));
    await land({ kind: 'checkin' });
    store.connection().set('debug', false);
    expect(writes.filter((method) => !/^find(One)?$/.test(method))).toEqual([]);
    expect(await store.connection().model('Person').find().lean()).toEqual(before);
  });
});

describe('where a launch lands', () => {
  test.each([
    ['mentoring', /^\/mentoring$/],
    ['intake', /^\/intake\/[\w-]{16}$/],
    ['checkin', /^\/checkins\/[\w-]{16}$/],
    ['peer-review', /^\/reviews\/[\w-]{16}$/],
    ['gate', /^\/gates\/[\w-]{16}$/],
    ['nonsense', /^\/activity$/],
    [null, /^\/activity$/],
  ])('kind %s', async (kind, path) => {
    expect((await land({ kind })).path).toMatch(path);
  });

  test('a kind chosen by hand stays when the link names none; a link that names one wins', async () => {
    const { visit } = await land({ activity: '7', kind: null });
    await activityStoreOf().chooseKind(visit.courseId, visit.activityId, 'gate');
    expect((await land({ activity: '7', kind: null })).path).toBe(`/gates/${visit.activityId}`);
    expect((await land({ activity: '7', kind: 'checkin' })).path).toBe(`/checkins/${visit.activityId}`);
    expect(await activityStoreOf().chooseKind(visit.courseId, visit.activityId, 'gate')).toBe(false);
  });

  function activityStoreOf() {
    const connection = store.connection();
    connection.deleteModel('Activity');
    return activityStore(connection);
  }

  test('the visit carries who, where, language and zone, and whether the browser is bound', async () => {
    const { visit, bound } = await land({ kind: 'checkin', timeZone: 'Africa/Dakar', locale: 'pt-BR', bound: false });
    expect(bound).toBe(false);
    expect(visit).toMatchObject({
      role: 'learner',
      preview: false,
      personName: 'Ana Example',
      courseTitle: 'Statistics 101',
      activityTitle: 'Activity checkin',
      locale: 'pt-BR',
      timeZone: 'Africa/Dakar',
      platformOrigin: 'https://platform-1.example',
      returnUrl: 'https://platform-1.example/course/view.php?id=1',
    });
  });

  test('ids of two platforms that collide are two courses and two persons', async () => {
    const one = await land({ platform: 'platform-1' });
    const other = await land({ platform: 'platform-2' });
    expect(one.visit.courseId).not.toBe(other.visit.courseId);
    expect(one.visit.personId).not.toBe(other.visit.personId);
  });

  test('somebody whose name is withheld has a code', async () => {
    expect((await land({ name: undefined })).visit.personName).toMatch(/^Learner [0-9A-F]{4}$/);
  });
});

describe('who somebody is', () => {
  test('Instructor is a teacher, until the roster calls the same person Learner', async () => {
    expect((await land({ person: 'tom', role: 'teacher' })).visit.role).toBe('teacher');
    await rosterSays([{ externalId: 'tom', role: 'learner' }]);
    expect((await land({ person: 'tom', role: 'teacher' })).visit.role).toBe('assistant');
    await rosterSays([{ externalId: 'tom', role: 'teacher' }]);
    expect((await land({ person: 'tom', role: 'teacher' })).visit.role).toBe('teacher');
  });

  test('a manager whom no roster lists stays a teacher and is never closed', async () => {
    await land({ person: 'manager', role: 'teacher' });
    for (let times = 0; times < 3; times += 1) await rosterSays([{ externalId: 'ana', role: 'learner' }]);
    const { visit } = await land({ person: 'manager', role: 'teacher' });
    expect(visit.role).toBe('teacher');
  });

  test('a teacher who switched to student is a preview, and nothing is stored of it', async () => {
    await land({ person: 'tom', role: 'teacher' });
    await rosterSays([{ externalId: 'tom', role: 'teacher', name: 'Tom Teacher' }]);
    const people = await store.connection().model('Person').find().lean();
    const { visit } = await land({ person: 'tom', role: 'learner', name: 'Changed', locale: 'fr' });
    expect(visit).toMatchObject({ role: 'learner', preview: true });
    expect(await store.connection().model('Person').find().lean()).toEqual(people);
  });

  test('a teacher known only from the roster is a preview as learner, too', async () => {
    await land({ person: 'ana' });
    await rosterSays([{ externalId: 'tom', role: 'teacher' }]);
    expect((await land({ person: 'tom', role: 'learner' })).visit.preview).toBe(true);
  });
});

describe('other messages', () => {
  function reviewing(wish: LaunchWish, forPersonExternalId: string): Launch {
    return { ...aLaunch(wish), message: 'submission-review', forPersonExternalId };
  }

  test('a teacher reviews the person of the gradebook cell', async () => {
    const ana = await land({ person: 'ana', kind: 'checkin' });
    const { path } = await land(reviewing({ person: 'tom', role: 'teacher', kind: 'checkin' }, 'ana'));
    expect(path).toBe(`/checkins/${ana.visit.activityId}?person=${ana.visit.personId}`);
  });

  test('a learner who forges the wish to review another sees only the own page', async () => {
    const ana = await land({ person: 'ana', kind: 'checkin' });
    const { path, visit } = await land(reviewing({ person: 'ben', kind: 'checkin' }, 'ana'));
    expect(path).toBe(`/checkins/${ana.visit.activityId}`);
    expect(visit.personName).toBe('Ben Example');
  });

  const picking = (wish: LaunchWish): Launch => {
    const launch = aLaunch(wish);
    const request = {
      platformId: 'platform-1',
      deploymentId: '1',
      returnUrl: 'https://m.example/r',
      acceptsMultiple: true,
    };
    const activity = { externalId: '', title: '', description: '', custom: {} };
    return { ...launch, message: 'deep-linking', activity, deepLinking: request };
  };

  test('a deep-linking request opens the picker, without an activity', async () => {
    const { path, visit } = await land(picking({ person: 'tom', role: 'teacher' }));
    expect(path).toBe('/picker');
    expect(visit).toMatchObject({ role: 'teacher', activityId: '', pickerId: expect.stringMatching(/^[\w-]{16}$/) });
    expect(await count('Activity')).toBe(0);
  });

  test('a learner gets no picker', async () => {
    await expect(launches.handleLaunch(picking({ role: 'learner' }), browser)).rejects.toThrow('forbidden');
    expect(admitted).toEqual([]);
  });
});

describe('the roster is asked for in the background', () => {
  test('at the first launch, and not again within 15 minutes', async () => {
    await land({});
    expect(nudged).toEqual(['refresh-rosters']);
    await rosterSays([{ externalId: 'ana', role: 'learner' }]);
    now = new Date('2030-01-07T09:15:00Z');
    await land({});
    expect(nudged).toHaveLength(1);
    now = new Date('2030-01-07T09:16:01Z');
    await land({});
    expect(nudged).toHaveLength(2);
  });
});
