import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, daysAfter } from '../../../src/shared/local-time.js';
import type { Pauses } from '../../../src/mentoring/pause/pause.js';
import {
  choiceOf,
  ended,
  endOfDay,
  endWithin,
  holds,
  isQuiet,
  lastDayOf,
  paused,
  spansOf,
  standingOf,
  togetherIn,
} from '../../../src/mentoring/pause/pause.rules.js';
import { after, day, hour, minute } from '../../../src/shared/clock.js';

const now = new Date('2026-11-23T09:00:00Z');
const at = (days: number) => after(now, days * day);
const zones = fc.constantFrom(
  ...['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'Atlantic/Azores', 'America/Havana'],
  ...['Africa/Cairo', 'America/Santiago', 'Asia/Beirut', 'Australia/Lord_Howe', 'Europe/Vienna', 'America/Los_Angeles'],
);
const moments = fc.integer({ min: 29_000_000, max: 31_000_000 }).map((minutes) => new Date(minutes * minute));

function pausesOf(until: Date, more: Partial<Pauses> = {}): Pauses {
  return { personId: 'ana', last: { from: now, until, zone: 'UTC', withIds: ['ben'] }, past: [], ...more };
}

test('a break is never longer than allowed, and ends exactly with its last day where the person is', () => {
  fc.assert(
    fc.property(zones, moments, fc.integer({ min: 1, max: 60 }), fc.integer({ min: -5, max: 70 }), (...given) => {
      const [zone, begins, longest, ahead] = given;
      const date = daysAfter(dayOf(begins, zone), ahead);
      const until = endWithin(choiceOf({ zone, longest }, undefined, begins), date);
      expect(until !== undefined).toBe(ahead >= 0 && ahead <= longest);
      if (!until) return;
      const { last } = paused(undefined, { personId: 'ana', zone, until }, { partnerIds: ['ben'], now: begins });
      expect(lastDayOf(last)).toBe(date);
      expect([dayOf(after(until, -1), zone), dayOf(until, zone)]).toEqual([date, daysAfter(date, 1)]);
      expect(until.getTime() - begins.getTime()).toBeLessThanOrEqual((longest + 1) * day + 2 * hour);
      expect(holds(last, ['ben'], begins)).toBe(true);
      expect(holds(last, ['ben'], after(until, -1))).toBe(true);
      expect(holds(last, ['ben'], until)).toBe(false);
    }),
  );
});

test('however often it is changed, it ends so many days after its first day at the latest', () => {
  const steps = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 9 }), ahead: fc.integer({ min: 0, max: 70 }) }));
  fc.assert(
    fc.property(zones, moments, fc.integer({ min: 1, max: 60 }), steps, (zone, begins, longest, changes) => {
      const who = { personId: 'ana', zone };
      const first = { ...who, until: endOfDay(daysAfter(dayOf(begins, zone), 1), zone) ?? begins };
      let pauses = paused(undefined, first, { partnerIds: ['ben'], now: begins });
      let time = begins;
      for (const { wait, ahead } of changes) {
        time = after(time, wait * day);
        if (!holds(pauses.last, ['ben'], time)) break;
        const until = endWithin(choiceOf({ zone, longest }, pauses.last, time), daysAfter(dayOf(time, zone), ahead));
        if (until) pauses = paused(pauses, { ...who, until }, { partnerIds: ['ben'], now: time });
      }
      expect(pauses.last.from).toEqual(begins);
      expect(lastDayOf(pauses.last) <= daysAfter(dayOf(begins, zone), longest)).toBe(true);
    }),
  );
});

test.each(['', 'soon', '2026-02-30', '2026-13-01', '2026-11-24T10:00', '2026-11-22', '2026-12-22', '9'])(
  'what is no day to choose (%j) is none',
  (date) => expect(endWithin(choiceOf({ zone: 'UTC', longest: 28 }, undefined, now), date)).toBeUndefined(),
);

test('a day that was allowed may stay when the course allows less', () => {
  const choice = choiceOf({ zone: 'UTC', longest: 3 }, pausesOf(new Date('2026-12-06T00:00:00Z')).last, now);
  expect(choice).toEqual({ zone: 'UTC', earliest: '2026-11-23', latest: '2026-12-05' });
});

test('the later break replaces one that runs, and keeps what was before', () => {
  const next = { personId: 'ana', zone: 'UTC', until: at(9), reason: 'exams' };
  const replaced = paused(pausesOf(at(5)), next, { partnerIds: ['ben', 'cleo'], now: at(2) });
  const last = { from: now, until: at(9), zone: 'UTC', reason: 'exams', withIds: ['ben', 'cleo'] };
  expect(replaced).toEqual({ personId: 'ana', last, past: [] });
  const later = paused(pausesOf(at(1)), next, { partnerIds: ['ben'], now: at(2) });
  expect([later.last.from, later.past]).toEqual([at(2), [{ from: now, until: at(1) }]]);
  const another = paused(pausesOf(at(5)), next, { partnerIds: ['dan'], now: at(2) });
  expect([another.last.from, another.past]).toEqual([at(2), [{ from: now, until: at(2) }]]);
});

test('ended early it is over at once, and why is forgotten; ended twice it stays as it was', () => {
  const once = ended(pausesOf(at(5), { last: { ...pausesOf(at(5)).last, reason: 'exams' } }), at(2));
  expect(once.last).toEqual({ from: now, until: at(2), zone: 'UTC', withIds: ['ben'] });
  expect(ended(once, at(3))).toEqual(once);
  expect(holds(once.last, ['ben'], at(2))).toBe(false);
});

test('with the last of its pairs a break is over; somebody new in the circle changes nothing', () => {
  const { last } = pausesOf(at(5));
  expect([holds(last, ['ben', 'dan'], at(1)), holds(last, ['dan'], at(1)), holds(last, [], at(1))]).toEqual([
    true,
    false,
    false,
  ]);
  expect(spansOf(pausesOf(at(5)), false, at(1))).toEqual([{ from: now, until: at(1) }]);
});

test('nothing is expected of who takes a break, nor of somebody all of whose partners do', () => {
  const pair = { form: 'mentoring', mentorIds: ['ben'], menteeIds: ['ana'], peerIds: [] } as const;
  const other = { form: 'mentoring', mentorIds: ['ben'], menteeIds: ['cleo'], peerIds: [] } as const;
  const ana = pausesOf(at(5));
  const one = standingOf(
    [ana],
    togetherIn([pair], () => true),
    at(1),
  );
  expect([...one.held.keys()]).toEqual(['ana']);
  expect(['ana', 'ben'].map((who) => isQuiet(one.quiet.get(who), at(4)))).toEqual([true, true]);
  expect(isQuiet(one.quiet.get('ben'), at(5))).toBe(false);
  const cleo: Pauses = { ...pausesOf(at(9)), personId: 'cleo' };
  cleo.last = { ...cleo.last, from: at(3) };
  const two = standingOf(
    [ana, cleo],
    togetherIn([pair, other], () => true),
    at(3),
  );
  expect([2, 3, 4, 5].map((days) => isQuiet(two.quiet.get('ben'), at(days)))).toEqual([false, true, true, false]);
  const half = standingOf(
    [ana],
    togetherIn([pair, other], () => true),
    at(1),
  );
  expect(half.quiet.get('ben')).toBeUndefined();
  const alone = standingOf(
    [ana],
    togetherIn([pair], (personId) => personId !== 'ben'),
    at(1),
  );
  expect([alone.held.size, isQuiet(alone.quiet.get('ana'), at(4))]).toEqual([0, false]);
});
