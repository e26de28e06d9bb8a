import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CourseClock } from '../../../src/course/clock/clock.js';
import {
  checkinSettings,
  storedPlan,
  type CheckinSettings,
} from '../../../src/mentoring/checkins/checkins.settings.js';
import { countOf, namedDates, planOf, scoreOf, takenNow, turnOf } from '../../../src/mentoring/checkins/plan.rules.js';

const clock: CourseClock = { zone: 'Europe/Vienna', firstDay: '2026-10-26', lastDay: '2027-01-29', holidays: [] };
const rhythm = { every: 1, firstWeek: 1, lastWeek: 6, weekday: 4, time: '20:00' };
const weekly = settingsOf({ when: 'rhythm', dates: [], rhythm });
const at = (time: string) => new Date(time);

function settingsOf(plan: Omit<CheckinSettings, 'questions'>): CheckinSettings {
  return checkinSettings(storedPlan(plan));
}

describe('a plan', () => {
  test('of one that comes once is there always', () => {
    expect(planOf(settingsOf({ when: 'once', dates: [] }), clock)).toEqual([{ occurrence: 'once', place: 1 }]);
  });

  test('of a rhythm goes by the weeks of the course, and waits for them', () => {
    const plan = planOf(weekly, clock);
    expect(plan.map(({ occurrence }) => occurrence)).toEqual([1, 2, 3, 4, 5, 6].map((week) => `week-${week}`));
    expect(plan[3]?.dueAt).toEqual(at('2026-11-19T19:00:00Z'));
    expect(planOf(weekly, undefined)).toEqual([]);
  });

  test('shows the one of now, also after a week that was missed', () => {
    const plan = planOf(weekly, clock);
    const nameAt = (time: string) => turnOf(plan, at(time)).current?.occurrence;
    expect(nameAt('2026-10-25T12:00:00Z')).toBeUndefined();
    expect(nameAt('2026-11-18T12:00:00Z')).toBe('week-4');
    expect(nameAt('2026-11-21T12:00:00Z')).toBe('week-4');
    expect(nameAt('2026-11-23T12:00:00Z')).toBe('week-5');
    expect(nameAt('2027-05-01T12:00:00Z')).toBe('week-6');
  });

  test('takes what was written while the next one opened, for a quarter of an hour', () => {
    const plan = planOf(weekly, clock);
    const taken = (wanted: string | undefined, time: string) => takenNow(plan, wanted, at(time))?.occurrence;
    expect(taken('week-4', '2026-11-22T22:59:59Z')).toBe('week-4');
    expect(taken('week-4', '2026-11-22T23:00:00Z')).toBe('week-4');
    expect(taken('week-4', '2026-11-22T23:16:00Z')).toBeUndefined();
    expect(taken(undefined, '2026-11-22T23:16:00Z')).toBe('week-5');
    expect(taken('week-6', '2026-11-22T23:16:00Z')).toBeUndefined();
  });
});

describe('dates', () => {
  const [first, second, third] = [at('2026-11-05T19:00:00Z'), at('2026-11-08T19:00:00Z'), at('2026-12-03T19:00:00Z')];

  test('open a week before they are due, never before the one before is due', () => {
    const dates = namedDates([], [third, first, second, first]);
    expect(dates.map(({ id }) => id)).toEqual([1, 2, 3]);
    const plan = planOf(settingsOf({ when: 'dates', dates }), undefined);
    expect(plan.map(({ opensAt }) => opensAt?.toISOString())).toEqual([
      '2026-10-29T19:00:00.000Z',
      '2026-11-05T19:00:00.001Z',
      '2026-11-26T19:00:00.000Z',
    ]);
  });

  test('keep their names when others are moved, added or taken away', () => {
    const dates = namedDates([], [first, second, third]);
    const moved = at('2026-11-10T19:00:00Z');
    expect(namedDates(dates, [first, moved, third])).toEqual([dates[0], { id: 2, dueAt: moved }, dates[2]]);
    expect(namedDates(dates, [second, third])).toEqual([dates[1], dates[2]]);
    const added = namedDates(dates, [first, second, moved, third]);
    expect(added.map(({ id }) => id)).toEqual([1, 2, 4, 3]);
  });
});

describe('the score', () => {
  const plan = planOf(weekly, clock);
  const noExcuse = () => false;

  test('is the share of what was sent; what was due before the plan was made is not owed', () => {
    const sent = new Set(['week-4']);
    expect(countOf({ sent, plan, isExcused: noExcuse })).toEqual({ sent: 1, all: 6 });
    const owedFrom = at('2026-11-18T12:00:00Z');
    expect(countOf({ sent, plan, owedFrom, isExcused: noExcuse })).toEqual({ sent: 1, all: 3 });
    expect(countOf({ sent, plan, isExcused: ({ week }) => week === 5 })).toEqual({ sent: 1, all: 5 });
  });

  test('is full for one that comes once, and full is exactly full', () => {
    expect(scoreOf({ sent: 1, all: 1 }, undefined)).toBe(100);
    expect(scoreOf({ sent: 3, all: 3 }, 66.66667)).toBe(100);
    expect(scoreOf({ sent: 1, all: 1 }, 100)).toBeUndefined();
    // As a share of its maximum and back again.
    expect(scoreOf({ sent: 1, all: 7 }, (14.28571 / 100) * 100 - 1e-12)).toBeUndefined();
  });

  test('never falls, whatever is planned later', () => {
    const step = fc.record({ sent: fc.integer({ min: 1, max: 60 }), more: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let recorded: number | undefined;
        for (const { sent, more } of steps) {
          const given = scoreOf({ sent, all: sent + more }, recorded);
          expect(given === undefined || recorded === undefined || given > recorded).toBe(true);
          expect(given ?? recorded).toBeGreaterThanOrEqual(sent / (sent + more) - 1);
          recorded = given ?? recorded;
        }
      }),
    );
  });
});
