import { describe, expect, test } from '@jest/globals';
import { after, hour, second } from '../../../src/shared/clock.js';
import { success } from '../../../src/shared/result.js';
import { aScore, start, useSending } from './support.js';

const it = useSending();

describe('a score', () => {
  test('is saved, nudges the job, and arrives for the right person at the right column', async () => {
    it.platform().takesScores();
    await it.record({ comment: 'Thank you' });
    expect(it.nudges).toEqual(['deliver-scores']);
    expect(await it.delivery()).toMatchObject({ state: 'waiting', attempts: 0, recordedAt: start });
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    expect(it.platform().sent).toEqual([
      {
        personExternalId: 'moodle-ana',
        given: 2,
        maximum: 2,
        comment: 'Thank you',
        lineItemUrl: 'https://one.example/lineitems/one-checkin/lineitem',
        occurredAt: start,
      },
    ]);
    expect(await it.delivery()).toMatchObject({ state: 'delivered', deliveredAt: start, attempts: 1 });
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
  });

  test('recorded again changes nothing, a different one is sent with a later second', async () => {
    it.platform().takesScores();
    await it.record();
    await it.send();
    await it.record();
    expect(it.nudges).toHaveLength(1);
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    await it.record({ given: 1 });
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    expect(it.platform().sent.map(({ given, occurredAt }) => [given, occurredAt.toISOString()])).toEqual([
      [2, '2030-01-07T09:00:00.000Z'],
      [1, '2030-01-07T09:00:01.000Z'],
    ]);
  });

  test('that is none is refused before it is stored', async () => {
    await expect(it.record({ given: 3 })).rejects.toThrow('3 of 2 is no score');
    expect(await it.grades().deliveries('c1')).toEqual([]);
  });

  test('wanted by 50 at once is one delivery', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => it.record({ given: index % 2 })));
    expect(await it.grades().deliveries('c1')).toHaveLength(1);
  });

  test('belongs to its course', async () => {
    await it.record();
    expect(await it.grades().delivery('c2', 'one-checkin', 'ana')).toBeUndefined();
    expect(await it.grades().sendAllAgain('c2', it.now)).toBe(0);
    await expect(it.grades().sendAgain('c2', aScore, it.now)).rejects.toThrow('not_found');
  });
});

describe('two at once', () => {
  test('two processes that send 100 scores send each once', async () => {
    it.platform().takesScores();
    for (let index = 0; index < 100; index += 1) await it.record({ personId: `p${index}` });
    const [one, other] = await Promise.all([it.send(), it.send()]);
    expect(one.done + other.done).toBe(100);
    expect(new Set(it.platform().sent.map((score) => score.personExternalId)).size).toBe(100);
    expect(it.platform().sent).toHaveLength(100);
  });

  test('a score that changes while the old one travels is sent too, last', async () => {
    const given: number[] = [];
    it.platform().takesScores();
    it.platform().answers.submitScore = async (score) => {
      given.push(score.given);
      if (given.length === 1) await it.record({ given: 1 });
      return success(undefined);
    };
    await it.record();
    await it.send();
    expect(await it.delivery()).toMatchObject({ state: 'waiting', given: 1 });
    await it.send();
    expect(given).toEqual([2, 1]);
    expect(await it.delivery()).toMatchObject({ state: 'delivered', given: 1 });
  });

  test('what a process that died was sending is sent again some seconds later, with a later second', async () => {
    it.platform().takesScores();
    await it.record();
    const [due] = await it.travels().dueDeliveries(it.now, 1);
    if (!due) throw new Error('It is due');
    expect(await it.travels().claim('c1', due, { now: it.now, stampAt: it.now })).toBeDefined();
    expect(await it.travels().claim('c1', due, { now: it.now, stampAt: it.now })).toBeUndefined();
    expect(await it.send()).toEqual({ done: 0, failed: 0 });
    it.now = after(start, 12 * second);
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    expect(it.platform().sent[0]?.occurredAt.getTime()).toBeGreaterThan(start.getTime());
  });

  test('what somebody holds on to is not sent by another, however long it takes', async () => {
    it.platform().takesScores();
    await it.record();
    const [due] = await it.travels().dueDeliveries(it.now, 1);
    const claimed = due && (await it.travels().claim('c1', due, { now: it.now, stampAt: it.now }));
    if (!claimed) throw new Error('It is due');
    for (let seconds = 10; seconds <= 60; seconds += 10) {
      it.now = after(start, seconds * second);
      await it.travels().hold('c1', claimed, it.now);
      expect(await it.send()).toEqual({ done: 0, failed: 0 });
    }
    await it.travels().settle('c1', claimed, {
      ...{ state: 'taken', takenAt: it.now, proofAt: it.now, disputed: false },
    });
    await it.travels().hold('c1', claimed, it.now);
    await it.record({ given: 1 });
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
  });
});

describe('a clock that is stepped back an hour', () => {
  test('keeps no score waiting: neither one that was wanted before, nor one that somebody who died was sending', async () => {
    it.platform().takesScores();
    await it.record();
    it.now = after(start, -hour);
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
    await it.record({ personId: 'ben' });
    const [due] = await it.travels().dueDeliveries(it.now, 1);
    if (!due) throw new Error('It is due');
    await it.travels().claim('c1', due, { now: it.now, stampAt: it.now });
    it.now = after(start, -2 * hour);
    expect(await it.send()).toEqual({ done: 1, failed: 0 });
  });
});
