import { describe, expect, test } from '@jest/globals';
import { after, hour, minute, second } from '../../../src/shared/clock.js';
import type { Delivery } from '../../../src/course/grades/delivery.js';
import type { Reading } from '../../../src/course/progress/progress.js';
import {
  deliveredSince,
  gateFreeAt,
  isColumnDue,
  isCourseDue,
  letsEverybodyThrough,
  passedByGate,
  isDone,
  passedByPoints,
  passedIn,
} from '../../../src/course/progress/progress.rules.js';
import type { Person } from '../../../src/course/roster/person.js';

const now = new Date('2026-11-23T09:00:00Z');
const ago = (milliseconds: number) => after(now, -milliseconds);

function learner(name: string): Person {
  const known = { personId: `p-${name}`, courseId: 'c', externalId: name, name, initials: name, hue: 0 };
  return { ...known, role: 'learner', status: 'active', groupIds: [] };
}

const learners = [learner('ana'), learner('ben')];

describe('who has done it', () => {
  test('are read with their scores, be it zero; a comment alone is none, and strangers do not count', () => {
    const results = [
      { personExternalId: 'ana', score: 0, maximum: 2 },
      { personExternalId: 'ben', comment: 'well' },
      { personExternalId: 'zoe', score: 2, maximum: 2 },
    ];
    expect(passedByPoints(results, learners)).toEqual([{ personId: 'p-ana', score: 0, maximum: 2 }]);
  });

  test('is not who has a zero; a gate has no scores', () => {
    const scores = [0, 0.1, 2].map((score) => ({ personId: 'p-ana', score }));
    expect(scores.map(isDone)).toEqual([false, true, true]);
    expect([isDone({ personId: 'p-ana' }), isDone(undefined)]).toEqual([true, false]);
  });

  test('stays who had done it, where a row cannot be read', () => {
    const odd = [{ personExternalId: 'ana', unreadable: true } as const];
    const known = [{ personId: 'p-ana', score: 1, maximum: 2 }];
    expect(passedByPoints(odd, learners, known)).toEqual(known);
    expect(passedByPoints(odd, learners)).toEqual([]);
    expect(passedByPoints([], learners, known)).toEqual([]);
  });

  test('is who may open the gate, without the staff that always may', () => {
    const members = [
      { externalId: 'ben', role: 'learner' as const },
      { externalId: 'noor', role: 'learner' as const },
      { externalId: 'tess', role: 'teacher' as const },
    ];
    expect(passedByGate(members, learners)).toEqual([{ personId: 'p-ben' }]);
  });

  test('is also who was delivered since the column was read, with the newer score', () => {
    const delivery = (personId: string, deliveredAt?: Date): Delivery => ({
      activityId: 'a',
      personId,
      given: 2,
      maximum: 2,
      state: deliveredAt ? 'delivered' : 'waiting',
      recordedAt: ago(hour),
      attempts: 1,
      ...(deliveredAt && { deliveredAt }),
    });
    const passed = [{ personId: 'p-ana', score: 1, maximum: 2 }];
    const reading: Reading = { activityId: 'a', readAt: ago(10 * minute), passed, learners: 3 };
    const deliveries = [delivery('p-ana', ago(minute)), delivery('p-ben', ago(20 * minute)), delivery('p-cleo')];
    const delivered = deliveredSince(reading, deliveries);
    expect([...passedIn({ reading, delivered }).values()]).toEqual([{ personId: 'p-ana', score: 2, maximum: 2 }]);
  });
});

describe('a column is due', () => {
  test.each([
    ['never tried', undefined, false, true],
    ['tried 14 minutes ago', ago(14 * minute), false, false],
    ['tried 15 minutes ago', ago(15 * minute), false, true],
    ['tried a minute ago, and a teacher asks', ago(minute), true, true],
    ['tried a moment ago, and a teacher asks again', ago(5 * second), true, false],
  ])('%s', (_case, at, asked, due) => {
    expect(isColumnDue(at && { at }, asked, now)).toBe(due);
  });
});

describe('a course is due', () => {
  test.each([
    ['never read', undefined, ago(hour), true],
    ['read a quarter of an hour ago, launched since', { attemptedAt: ago(15 * minute) }, ago(minute), true],
    ['read a minute ago, launched since', { attemptedAt: ago(minute) }, now, false],
    ['read an hour ago, and quiet for a day', { attemptedAt: ago(hour) }, ago(24 * hour), false],
    ['read six hours ago, and quiet for a day', { attemptedAt: ago(6 * hour) }, ago(24 * hour), true],
    ['read a minute ago, a gate left over', { attemptedAt: ago(minute), leftUntil: ago(second) }, now, true],
    ['read a minute ago, a gate not free yet', { attemptedAt: ago(minute), leftUntil: after(now, second) }, now, false],
  ])('%s', (_case, turn, launchedAt, due) => {
    expect(isCourseDue(turn, launchedAt, now)).toBe(due);
  });
});

test('gates take at most a twentieth of a platform’s time', () => {
  const took = 700;
  const freeAt = gateFreeAt(ago(took), now);
  expect(took / (freeAt.getTime() - ago(took).getTime())).toBeCloseTo(0.05, 3);
});

test('a gate that holds nobody back is found out, an empty course is not', () => {
  const reading = (passed: number, of: number): Reading => ({
    activityId: 'g',
    readAt: now,
    passed: learners.slice(0, passed).map(({ personId }) => ({ personId })),
    learners: of,
  });
  const found = [reading(2, 2), reading(1, 2), reading(0, 0)].map(letsEverybodyThrough);
  expect([...found, letsEverybodyThrough(undefined)]).toEqual([true, false, false, false]);
});
