import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from '../../src/activities/activity.js';
import { buildIndexes } from '../../src/database.js';
import { deliveryStore, type DeliveryStore } from '../../src/grades/deliveries.store.js';
import { gradesService } from '../../src/grades/grades.service.js';
import { deliverScoresJob, sendingService, type SendingNeeds } from '../../src/grades/sending.service.js';
import type { GradebookResult } from '../../src/lti/gateway.js';
import type { Person } from '../../src/roster/person.js';
import { after, hour, minute, second } from '../../src/shared/clock.js';
import { success } from '../../src/shared/result.js';
import { aLaunch } from '../support/launches.js';
import { aPlatform, refusal, type FakePlatform } from '../support/platform.js';
import { useStore } from '../support/store.js';

const store = useStore();
const start = new Date('2030-01-07T09:00:00Z');
let deliveries: DeliveryStore;
let platform: FakePlatform;
let now: Date;
let needs: SendingNeeds;
let nudges: string[];
let grades: ReturnType<typeof gradesService>;
let tries: number;

beforeAll(async () => {
  deliveries = deliveryStore(store.connection());
  await buildIndexes(store.connection());
});

beforeEach(async () => {
  await store.connection().model('Delivery').deleteMany({});
  platform = aPlatform();
  now = start;
  nudges = [];
  tries = 0;
  grades = gradesService({ deliveries, nudge: (name) => nudges.push(name) });
  needs = {
    deliveries,
    gateway: platform.gateway,
    clock: () => now,
    activities: { activity: (courseId, activityId) => Promise.resolve(anActivity(courseId, activityId)) },
    roster: {
      person: (courseId, personId) => Promise.resolve(personId === 'nobody' ? undefined : aPerson(courseId, personId)),
    },
  };
});

function anActivity(courseId: string, activityId: string): Activity | undefined {
  if (activityId === 'removed') return undefined;
  const [platformId = 'one'] = activityId.split('-');
  const wish = { platform: platformId, activity: activityId, graded: !activityId.endsWith('ungraded') };
  return { activityId, courseId, title: activityId, settings: {}, service: aLaunch(wish).service };
}

function aPerson(courseId: string, personId: string): Person {
  const shown = { name: personId, initials: 'A', hue: 0, groupIds: [] };
  return { personId, courseId, externalId: `moodle-${personId}`, role: 'learner', status: 'active', ...shown };
}

const aScore = { activityId: 'one-checkin', personId: 'ana', given: 2, maximum: 2 };

function record(score: Partial<typeof aScore> & { comment?: string } = {}): Promise<void> {
  return grades.recordScore('c1', { ...aScore, ...score }, now);
}

const send = () => deliverScoresJob(sendingService(needs)).run(now);
const delivery = (activityId = 'one-checkin', personId = 'ana') => grades.delivery('c1', activityId, personId);

function refuses(...answer: Parameters<typeof refusal>): void {
  platform.answers.submitScore = () => {
    tries += 1;
    return Promise.resolve(refusal(...answer));
  };
}

describe('a score', () => {
  test('is saved, nudges the job, and arrives for the right person at the right column', async () => {
    platform.takesScores();
    await record({ comment: 'Thank you' });
    expect(nudges).toEqual(['deliver-scores']);
    expect(await delivery()).toMatchObject({ state: 'waiting', attempts: 0, recordedAt: start });
    expect(await send()).toEqual({ done: 1, failed: 0 });
    expect(platform.sent).toEqual([
      {
        personExternalId: 'moodle-ana',
        given: 2,
        maximum: 2,
        comment: 'Thank you',
        lineItemUrl: 'https://one.example/lineitems/one-checkin/lineitem',
        occurredAt: start,
      },
    ]);
    expect(await delivery()).toMatchObject({ state: 'delivered', deliveredAt: start, attempts: 1 });
    expect(await send()).toEqual({ done: 0, failed: 0 });
  });

  test('recorded again changes nothing, a different one is sent with a later second', async () => {
    platform.takesScores();
    await record();
    await send();
    await record();
    expect(nudges).toHaveLength(1);
    expect(await send()).toEqual({ done: 0, failed: 0 });
    await record({ given: 1 });
    expect(await send()).toEqual({ done: 1, failed: 0 });
    expect(platform.sent.map(({ given, occurredAt }) => [given, occurredAt.toISOString()])).toEqual([
      [2, '2030-01-07T09:00:00.000Z'],
      [1, '2030-01-07T09:00:01.000Z'],
    ]);
  });

  test('that is none is refused before it is stored', async () => {
    await expect(record({ given: 3 })).rejects.toThrow('3 of 2 is no score');
    expect(await grades.deliveries('c1')).toEqual([]);
  });

  test('wanted by 50 at once is one delivery', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => record({ given: index % 2 })));
    expect(await grades.deliveries('c1')).toHaveLength(1);
  });

  test('belongs to its course', async () => {
    await record();
    expect(await grades.delivery('c2', 'one-checkin', 'ana')).toBeUndefined();
    expect(await grades.sendAgain('c2', {}, now)).toBe(0);
  });
});

describe('when Moodle does not take it', () => {
  test('away: it tries later and later for a day, then says so, and a teacher sends it again', async () => {
    refuses('unreachable', true);
    await record();
    await send();
    expect(await delivery()).toMatchObject({
      state: 'retrying',
      attempts: 1,
      nextTryAt: after(start, 5 * second),
      failure: { code: 'unreachable' },
    });
    expect(await send()).toEqual({ done: 0, failed: 0 });
    for (let step = 0; step < 24 * 60; step += 1) {
      now = after(start, step * minute);
      await send();
      if ((await delivery())?.state === 'refused') break;
    }
    expect(tries).toBe(8);
    expect(await delivery()).toMatchObject({ state: 'refused', attempts: 8, failure: { code: 'unreachable' } });
    now = after(now, hour);
    platform.takesScores();
    expect(await send()).toEqual({ done: 0, failed: 0 });
    expect(await grades.sendAgain('c1', { activityId: 'one-checkin', personId: 'ana' }, now)).toBe(1);
    expect(nudges.at(-1)).toBe('deliver-scores');
    expect(await send()).toEqual({ done: 1, failed: 0 });
    expect(await delivery()).toMatchObject({ state: 'delivered', attempts: 1 });
    expect((await delivery())?.failure).toBeUndefined();
  }, 60_000);

  test.each(['locked', 'not_enrolled', 'gone', 'scope_missing'] as const)('%s: it is refused at once', async (code) => {
    refuses(code);
    await record();
    expect(await send()).toEqual({ done: 0, failed: 1 });
    expect(await delivery()).toMatchObject({ state: 'refused', failure: { code } });
    now = after(start, hour);
    await send();
    expect(tries).toBe(1);
  });

  test('somebody unknown or a removed activity is refused without a call', async () => {
    await record({ personId: 'nobody' });
    await record({ activityId: 'removed' });
    await send();
    expect(await delivery('one-checkin', 'nobody')).toMatchObject({
      state: 'refused',
      failure: { code: 'not_enrolled' },
    });
    expect(await delivery('removed')).toMatchObject({ state: 'refused', failure: { code: 'gone' } });
  });

  test('no column: it waits for one, is never sent to nowhere, and goes when there is one', async () => {
    platform.takesScores();
    await record({ activityId: 'one-ungraded' });
    expect(await send()).toEqual({ done: 0, failed: 0 });
    expect(await delivery('one-ungraded')).toMatchObject({ state: 'ungraded', attempts: 0 });
    needs.activities = { activity: (courseId) => Promise.resolve(anActivity(courseId, 'one-checkin')) };
    now = after(start, 6 * hour);
    expect(await send()).toEqual({ done: 1, failed: 0 });
  });

  test('while a platform is away, one call finds out and the others are put off, not counted as tried', async () => {
    platform.answers.submitScore = ({ lineItemUrl }) => {
      tries += 1;
      return Promise.resolve(lineItemUrl.includes('away') ? refusal('timed_out', true) : success(undefined));
    };
    for (let index = 0; index < 20; index += 1) {
      await record({ activityId: 'away-checkin', personId: `p${index}` });
      await record({ activityId: 'one-checkin', personId: `p${index}` });
    }
    expect((await send()).done).toBe(20);
    expect(tries).toBeLessThanOrEqual(22);
    const waiting = (await grades.deliveries('c1')).filter(({ activityId }) => activityId === 'away-checkin');
    expect(waiting.every(({ state, nextTryAt }) => state === 'retrying' && nextTryAt !== undefined)).toBe(true);
    expect(waiting.filter(({ attempts }) => attempts === 0).length).toBeGreaterThanOrEqual(18);
  });
});

describe('a newer grade is there (409)', () => {
  const holds = (...results: GradebookResult[]) => {
    platform.answers.results = () => Promise.resolve(success(results));
  };

  test('the same on another scale: it has arrived', async () => {
    refuses('stale');
    holds({ personExternalId: 'moodle-ana', score: 10, maximum: 10 });
    await record();
    expect(await send()).toEqual({ done: 1, failed: 0 });
    expect((await delivery())?.state).toBe('delivered');
  });

  test('another one: a later second is tried, then it stays visible with what Moodle holds', async () => {
    refuses('stale');
    holds({ personExternalId: 'moodle-ana', score: 4, maximum: 10 });
    await record();
    await send();
    expect((await delivery())?.state).toBe('retrying');
    for (const pause of [5 * second, 2 * minute]) {
      now = after(now, pause);
      await send();
    }
    expect(tries).toBe(3);
    expect(await delivery()).toMatchObject({ state: 'refused', failure: { code: 'stale', detail: '4 / 10' } });
  });

  test('a teacher who overrode it: Moodle then takes ours without showing it, and we say what it holds', async () => {
    platform.answers.submitScore = () => {
      tries += 1;
      return Promise.resolve(tries === 1 ? refusal('stale') : success(undefined));
    };
    holds({ personExternalId: 'moodle-ana', score: 4, maximum: 10 });
    await record();
    for (const pause of [0, 5 * second, 2 * minute]) {
      now = after(now, pause);
      await send();
    }
    expect(await delivery()).toMatchObject({ state: 'refused', failure: { code: 'stale', detail: '4 / 10' } });
  });

  test('a clock that was ahead: the next second gets through', async () => {
    const stamps: string[] = [];
    platform.answers.submitScore = ({ occurredAt }) => {
      stamps.push(occurredAt.toISOString());
      return Promise.resolve(stamps.length === 1 ? refusal('stale') : success(undefined));
    };
    holds({ personExternalId: 'moodle-ana', score: 0, maximum: 2 });
    await record();
    await send();
    holds({ personExternalId: 'moodle-ana', score: 2, maximum: 2 });
    now = after(now, 5 * second);
    await send();
    expect((await delivery())?.state).toBe('delivered');
    expect(stamps[1]?.localeCompare(stamps[0] ?? '')).toBe(1);
  });
});

describe('two at once', () => {
  test('two processes that send 100 scores send each once', async () => {
    platform.takesScores();
    for (let index = 0; index < 100; index += 1) await record({ personId: `p${index}` });
    const [one, other] = await Promise.all([send(), send()]);
    expect(one.done + other.done).toBe(100);
    expect(new Set(platform.sent.map((score) => score.personExternalId)).size).toBe(100);
    expect(platform.sent).toHaveLength(100);
  });

  test('a score that changes while the old one travels is sent too, last', async () => {
    const given: number[] = [];
    platform.answers.submitScore = async (score) => {
      given.push(score.given);
      if (given.length === 1) await record({ given: 1 });
      return success(undefined);
    };
    await record();
    await send();
    expect(await delivery()).toMatchObject({ state: 'waiting', given: 1 });
    await send();
    expect(given).toEqual([2, 1]);
    expect(await delivery()).toMatchObject({ state: 'delivered', given: 1 });
  });

  test('what a process that died was sending is sent again two minutes later, with a later second', async () => {
    platform.takesScores();
    await record();
    const [due] = await deliveries.dueDeliveries(now, 1);
    if (!due) throw new Error('It is due');
    expect(await deliveries.claim('c1', due, { now, stampAt: now })).toBeDefined();
    expect(await deliveries.claim('c1', due, { now, stampAt: now })).toBeUndefined();
    expect(await send()).toEqual({ done: 0, failed: 0 });
    now = after(start, 2 * minute);
    expect(await send()).toEqual({ done: 1, failed: 0 });
    expect(platform.sent[0]?.occurredAt.getTime()).toBeGreaterThan(start.getTime());
  });
});
