import { describe, expect, test } from '@jest/globals';
import { after, hour, minute } from '../../../src/shared/clock.js';
import { aScore, start, useSending } from './support.js';

const it = useSending();
const hold = (until?: Date) =>
  it.grades().recordScore('c1', { ...aScore, held: until === undefined ? {} : { until } }, it.now);

describe('a score that is held', () => {
  test('is not sent before it is released, and then at once', async () => {
    it.platform().takesScores();
    await hold();
    expect(await it.delivery()).toMatchObject({ state: 'held', given: 2 });
    it.now = after(start, 24 * hour);
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    expect(await it.grades().release('c1', 'another-activity', it.now)).toBe(0);
    expect(await it.grades().release('c1', aScore.activityId, it.now)).toBe(1);
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    expect((await it.delivery())?.state).toBe('delivered');
    expect(await it.grades().release('c1', aScore.activityId, it.now)).toBe(0);
  });

  test('until a time goes then, and another time is believed', async () => {
    it.platform().takesScores();
    await hold(after(start, hour));
    expect(await it.delivery()).toMatchObject({ state: 'held', nextTryAt: after(start, hour) });
    await hold(after(start, 2 * hour));
    it.now = after(start, hour);
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    it.now = after(start, 2 * hour);
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
  });

  test('and then wanted without it goes; what has arrived is not taken back', async () => {
    it.platform().takesScores();
    await hold(after(start, hour));
    await it.record();
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    await hold();
    expect((await it.delivery())?.state).toBe('delivered');
  });

  test('stays held when the clock is stepped back', async () => {
    it.platform().takesScores();
    await hold(after(start, minute));
    it.now = after(start, -hour);
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
  });

  test('can be another one before its release: only the last is sent', async () => {
    it.platform().takesScores();
    await hold();
    await it.grades().recordScore('c1', { ...aScore, given: 1, held: {} }, it.now);
    await it.grades().release('c1', aScore.activityId, it.now);
    await it.send();
    expect(it.platform().sent.map(({ given }) => given)).toEqual([1]);
  });
});
