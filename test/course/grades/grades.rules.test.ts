import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PlatformFailureCode } from '../../../src/lti/gateway.js';
import { isPossible, isSameScore, nextStep, stampAfter, triesAtMost } from '../../../src/course/grades/grades.rules.js';
import { after, day, hour } from '../../../src/shared/clock.js';

const now = new Date('2030-01-07T09:00:00.700Z');
const score = { activityId: 'a', personId: 'p', given: 8, maximum: 10 };

describe('timestamps', () => {
  test('are whole seconds, each later than the last', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(times, (steps) => {
        let clock = now.getTime();
        let last: Date | undefined;
        for (const step of steps) {
          clock += step;
          const stamp = stampAfter(last, new Date(clock));
          if (stamp.getTime() % 1000 !== 0 || (last && stamp.getTime() - last.getTime() < 1000)) return false;
          last = stamp;
        }
        return true;
      }),
    );
  });

  test('two within one second are a second apart', () => {
    const first = stampAfter(undefined, now);
    expect(first).toEqual(new Date('2030-01-07T09:00:00Z'));
    expect(stampAfter(first, now)).toEqual(new Date('2030-01-07T09:00:01Z'));
  });
});

const first = { attempts: 1, recordedAt: now };

describe('after a failure', () => {
  const failed = (code: PlatformFailureCode, retryable: boolean, retryAfter?: number) => ({
    code,
    retryable,
    ...(retryAfter !== undefined && { retryAfter }),
  });

  test('we try 8 times within 24 hours, longer apart each time', () => {
    let time = now;
    const pauses: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const step = nextStep(failed('failed', true), { attempts, recordedAt: now }, time);
      if (step.kind === 'give-up') {
        expect(attempts).toBe(triesAtMost);
        break;
      }
      pauses.push(step.at.getTime() - time.getTime());
      time = step.at;
    }
    expect(pauses[0]).toBe(2_000);
    expect([...pauses].sort((one, other) => one - other)).toEqual(pauses);
    expect(time.getTime() - now.getTime()).toBeLessThanOrEqual(24 * hour);
    expect(triesAtMost).toBe(8);
  });

  test.each<PlatformFailureCode>(['locked', 'not_enrolled', 'gone', 'scope_missing', 'unauthorised', 'refused'])(
    '%s is given up at once: a person has to act',
    (code) => {
      expect(nextStep(failed(code, false), first, now)).toEqual({ kind: 'give-up' });
    },
  );

  test('a platform that is away for three days is asked at least every hour, and given up after two weeks', () => {
    const away = { attempts: 40, recordedAt: now };
    for (const code of ['unreachable', 'timed_out', 'busy'] as const) {
      expect(nextStep(failed(code, true), away, after(now, 3 * day))).toEqual({
        kind: 'retry',
        at: after(now, 3 * day + hour),
      });
      expect(nextStep(failed(code, true), away, after(now, 14 * day))).toEqual({ kind: 'give-up' });
    }
    const stopped = { code: 'refused', retryable: false, detail: 'platform_inactive' } as const;
    expect(nextStep(stopped, first, now).kind).toBe('retry');
  });

  test('what was taken and is not there is sent three times, then shown', () => {
    const missing = { code: 'missing', retryable: true } as const;
    expect(nextStep(missing, { ...first, attempts: 2 }, now).kind).toBe('retry');
    expect(nextStep(missing, { ...first, attempts: 3 }, now).kind).toBe('give-up');
  });

  test('Moodle may ask for a longer pause, but not for more than a day', () => {
    expect(nextStep(failed('busy', true, 120), first, now)).toEqual({
      kind: 'retry',
      at: new Date(now.getTime() + 120_000),
    });
    const step = nextStep(failed('busy', true, 10_000_000), first, now);
    expect(step).toEqual({ kind: 'retry', at: new Date(now.getTime() + 24 * hour) });
  });

  test('a newer grade in Moodle is tried three times, then shown', () => {
    const newer = { code: 'stale', retryable: false, detail: '4 / 10' } as const;
    expect(nextStep(newer, { ...first, attempts: 2 }, now).kind).toBe('retry');
    expect(nextStep(newer, { ...first, attempts: 3 }, now).kind).toBe('give-up');
  });
});

describe('scores', () => {
  test.each([
    [0, 10, true],
    [10, 10, true],
    [10.1, 10, false],
    [-1, 10, false],
    [Number.NaN, 10, false],
    [0, 0, false],
  ])('%d of %d is possible: %s', (given, maximum, possible) => {
    expect(isPossible({ ...score, given, maximum })).toBe(possible);
  });

  test('another comment is another score', () => {
    expect(isSameScore(score, { ...score })).toBe(true);
    expect(isSameScore(score, { ...score, comment: 'well done' })).toBe(false);
    expect(isSameScore(score, { ...score, given: 7 })).toBe(false);
  });
});
