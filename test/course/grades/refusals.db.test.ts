import { describe, expect, test } from '@jest/globals';
import type { GradebookResult } from '../../../src/lti/gateway.js';
import { after, hour, minute, second } from '../../../src/shared/clock.js';
import { success } from '../../../src/shared/result.js';
import { refusal } from '../../support/platform.js';
import { start, useSending } from './support.js';

const it = useSending();

describe('when Moodle does not take it', () => {
  test('an error of its own: it tries later and later for a day, then says so, and a teacher sends it again', async () => {
    it.refuses('failed', true);
    await it.record();
    await it.send();
    expect(await it.delivery()).toMatchObject({
      ...{ state: 'retrying', attempts: 1, nextTryAt: after(start, 2 * second), failure: { code: 'failed' } },
    });
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    // Seconds first: the next tries come soon.
    for (const seconds of [3, 8, 15, 30]) {
      it.now = after(start, seconds * second);
      await it.send();
    }
    for (let step = 0; step < 24 * 6; step += 1) {
      it.now = after(start, step * 10 * minute + minute);
      await it.send();
      if ((await it.delivery())?.state === 'refused') break;
    }
    expect(it.tries).toBe(8);
    expect(await it.delivery()).toMatchObject({ state: 'refused', attempts: 8, failure: { code: 'failed' } });
    it.now = after(it.now, hour);
    it.platform().takesScores();
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    expect(await it.grades().sendAgain('c1', { activityId: 'one-checkin', personId: 'ana' }, it.now)).toBe(1);
    expect(it.nudges.at(-1)).toBe('deliver-scores');
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    expect(await it.delivery()).toMatchObject({ state: 'delivered', attempts: 1 });
    expect((await it.delivery())?.failure).toBeUndefined();
  }, 60_000);

  test('away for three days: nobody has to do anything, everything arrives within an hour of its return', async () => {
    it.refuses('unreachable', true);
    for (let index = 0; index < 5; index += 1) await it.record({ personId: `p${index}` });
    for (let step = 0; step < 3 * 24 * 2; step += 1) {
      it.now = after(start, step * 30 * minute);
      await it.send();
    }
    const waiting = await it.grades().deliveries('c1');
    expect(waiting.map(({ state }) => state)).toEqual(Array(5).fill('retrying'));
    expect(it.tries).toBeLessThan(2 * 3 * 24 + 20);
    it.platform().takesScores();
    for (let step = 0; step < 6; step += 1) {
      it.now = after(it.now, 10 * minute);
      await it.send();
    }
    const arrived = await it.grades().deliveries('c1');
    expect(arrived.map(({ state }) => state)).toEqual(Array(5).fill('delivered'));
  }, 60_000);

  test('our sign-in is not taken: one score finds out, the others wait', async () => {
    it.refuses('unauthorised');
    for (let index = 0; index < 20; index += 1) await it.record({ personId: `p${index}` });
    await it.send();
    expect(it.tries).toBeLessThanOrEqual(2);
    const states = (await it.grades().deliveries('c1')).map(({ state }) => state);
    expect(states.filter((state) => state === 'retrying').length).toBeGreaterThanOrEqual(18);
  });

  test.each(['locked', 'not_enrolled', 'gone', 'scope_missing'] as const)('%s: it is refused at once', async (code) => {
    it.refuses(code);
    await it.record();
    expect(await it.send()).toEqual({ done: 0, failed: 1 });
    expect(await it.delivery()).toMatchObject({ state: 'refused', failure: { code } });
    it.now = after(start, hour);
    await it.send();
    expect(it.tries).toBe(1);
  });

  test('somebody unknown is refused without a call', async () => {
    await it.record({ personId: 'nobody' });
    await it.send();
    expect(await it.delivery('one-checkin', 'nobody')).toMatchObject({
      state: 'refused',
      failure: { code: 'not_enrolled' },
    });
  });

  test('an activity of a course that started fresh: its score rests', async () => {
    await it.record({ activityId: 'archived' });
    await it.send();
    const rested = await it.delivery('archived');
    expect(rested).toMatchObject({ state: 'waiting' });
    expect(rested).not.toHaveProperty('nextTryAt');
  });

  test('no column: it waits for one, is never sent to nowhere, and goes when there is one', async () => {
    it.platform().takesScores();
    await it.record({ activityId: 'one-ungraded' });
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    expect(await it.delivery('one-ungraded')).toMatchObject({ state: 'ungraded', attempts: 0 });
    it.gradeEverything();
    it.now = after(start, 6 * hour);
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
  });

  test('while a platform is away, one call finds out and the others are put off, not counted as tried', async () => {
    it.platform().takesScores();
    it.platform().answers.submitScore = ({ lineItemUrl }) => {
      it.tries += 1;
      return Promise.resolve(lineItemUrl.includes('away') ? refusal('timed_out', true) : success(undefined));
    };
    for (let index = 0; index < 20; index += 1) {
      await it.record({ activityId: 'away-checkin', personId: `p${index}` });
      await it.record({ activityId: 'one-checkin', personId: `p${index}` });
    }
    expect((await it.send()).done).toBe(20);
    expect(it.tries).toBeLessThanOrEqual(22);
    const waiting = (await it.grades().deliveries('c1')).filter(({ activityId }) => activityId === 'away-checkin');
    expect(waiting.every(({ state, nextTryAt }) => state === 'retrying' && nextTryAt !== undefined)).toBe(true);
    expect(waiting.filter(({ attempts }) => attempts === 0).length).toBeGreaterThanOrEqual(18);
  });
});

describe('a newer grade is there (409)', () => {
  const holds = (...results: GradebookResult[]) => {
    it.platform().answers.results = () => Promise.resolve(success(results));
  };

  test('the same on another scale: it has arrived', async () => {
    it.refuses('stale');
    holds({ personExternalId: 'moodle-ana', score: 10, maximum: 10 });
    await it.record();
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    expect((await it.delivery())?.state).toBe('delivered');
  });

  test('another one: a later second is tried, then it stays visible with what Moodle holds', async () => {
    it.refuses('stale');
    holds({ personExternalId: 'moodle-ana', score: 4, maximum: 10 });
    await it.record();
    await it.send();
    expect((await it.delivery())?.state).toBe('retrying');
    for (const pause of [5 * second, 2 * minute]) {
      it.now = after(it.now, pause);
      await it.send();
    }
    expect(it.tries).toBe(3);
    expect(await it.delivery()).toMatchObject({ state: 'refused', failure: { code: 'stale', detail: '4 / 10' } });
  });

  test('a teacher who overrode it: Moodle then takes ours without showing it, and we say what it holds', async () => {
    it.platform().answers.submitScore = () => {
      it.tries += 1;
      return Promise.resolve(it.tries === 1 ? refusal('stale') : success(undefined));
    };
    holds({ personExternalId: 'moodle-ana', score: 4, maximum: 10 });
    await it.record();
    for (const pause of [0, 5 * second]) {
      it.now = after(it.now, pause);
      await it.send();
    }
    const failure = { code: 'overridden', detail: '4 / 10' };
    expect(await it.delivery()).toMatchObject({ state: 'refused', failure });
    expect(it.tries).toBe(2);
  });

  test('an override before our first score: taken with 200, and not called delivered', async () => {
    it.platform().takesScores();
    holds({ personExternalId: 'moodle-ana', score: 0, maximum: 10 });
    await it.record();
    expect(await it.send()).toEqual({ done: 0, failed: 1 });
    const failure = { code: 'overridden', detail: '0 / 10' };
    expect(await it.delivery()).toMatchObject({ state: 'refused', failure });
  });

  test('a row that cannot be read: it is not called missing, and read again until it can be', async () => {
    it.platform().takesScores();
    holds({ personExternalId: 'moodle-ana', unreadable: true });
    await it.record();
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    expect(await it.delivery()).toMatchObject({ state: 'taken' });
    holds({ personExternalId: 'moodle-ana', score: 2, maximum: 2 });
    it.now = after(it.now, 2 * minute);
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    expect((await it.delivery())?.state).toBe('delivered');
    expect(it.platform().sent).toHaveLength(1);
  });

  test('a clock that was ahead: the next second gets through', async () => {
    const stamps: string[] = [];
    it.platform().answers.submitScore = ({ occurredAt }) => {
      stamps.push(occurredAt.toISOString());
      return Promise.resolve(stamps.length === 1 ? refusal('stale') : success(undefined));
    };
    holds({ personExternalId: 'moodle-ana', score: 0, maximum: 2 });
    await it.record();
    await it.send();
    holds({ personExternalId: 'moodle-ana', score: 2, maximum: 2 });
    it.now = after(it.now, 5 * second);
    await it.send();
    expect((await it.delivery())?.state).toBe('delivered');
    expect(stamps[1]?.localeCompare(stamps[0] ?? '')).toBe(1);
  });
});
