/**
 * Moodle compares timestamps of scores in whole seconds and refuses (409) one that is not later than the last; only
 * finished scores may be sent, anything else erases the grade.
 */
import { besideRows } from '../../shared/beside-rows.js';
import { after, day, hour, minute, second } from '../../shared/clock.js';
import type { PlatformFailure, PlatformFailureCode } from '../../lti/gateway.js';
import type { Person } from '../roster/person.js';
import type { Delivery, DeliveryCounts, Shown, WantedScore } from './delivery.js';

/** Pauses between tries: 8 tries in 24 hours, then a teacher is asked. */
const pauses = [2 * second, 4 * second, 6 * second, 10 * second, 10 * minute, 6 * hour, 17 * hour];
export const triesAtMost = pauses.length + 1;

/** A platform that is away comes back: it is asked every hour, and nobody has to do anything, for so long. */
const longestAway = 14 * day;

/** A 409 with a grade that is not ours: somebody else's clock is ahead, or a teacher changed it by hand. */
const staleTriesAtMost = 3;
/** Taken with 200, and not in the gradebook, or a former one of ours is. */
const missingTriesAtMost = 3;

/** A retry-after beyond this is not believed. */
const longestWait = 24 * hour;

/** An activity without a column is looked at again: a teacher may have switched grading on. */
export const ungradedPause = 6 * hour;

/** The next second after everything sent before: strictly increasing per activity and person. */
export function stampAfter(lastStampAt: Date | undefined, now: Date): Date {
  const current = Math.floor(now.getTime() / second) * second;
  const last = lastStampAt?.getTime() ?? 0;
  return new Date(Math.max(current, last + second));
}

/** Why a score did not go into the gradebook; `overridden`: a teacher's own grade stays; `missing`: taken, and not there. */
export type SendFailure = Omit<PlatformFailure, 'code'> & { code: PlatformFailureCode | 'overridden' | 'missing' };

export type NextStep = { kind: 'retry'; at: Date } | { kind: 'give-up' };

interface Tried {
  /** Tries made, this one included. */
  attempts: number;
  recordedAt: Date;
}

export function nextStep(problem: SendFailure, { attempts, recordedAt }: Tried, now: Date): NextStep {
  const pause = concernsWholePlatform(problem)
    ? after(recordedAt, longestAway) > now && Math.min(pauses[attempts - 1] ?? hour, hour)
    : attempts < triesFor(problem) && pauses[attempts - 1];
  if (pause === undefined || pause === false) return { kind: 'give-up' };
  const asked = Math.min((problem.retryAfter ?? 0) * second, longestWait);
  return { kind: 'retry', at: after(now, Math.max(pause, asked)) };
}

function triesFor({ code, retryable, detail }: SendFailure): number {
  if (code === 'missing' || code === 'overridden') return retryable ? missingTriesAtMost : 0;
  if (code === 'stale' && detail !== undefined) return staleTriesAtMost;
  return retryable ? triesAtMost : 0;
}

/** The platform as a whole is away, or was stopped by an operator: further calls in this run would only wait. */
export function concernsWholePlatform({ code, detail }: Pick<SendFailure, 'code' | 'detail'>): boolean {
  return ['unreachable', 'timed_out', 'busy'].includes(code) || detail === 'platform_inactive';
}

export const countsOf = besideRows((deliveries: readonly Delivery[]): DeliveryCounts => {
  const counts = {
    ...{
      held: 0,
      waiting: 0,
      taken: 0,
      delivered: 0,
      retrying: 0,
      refused: 0,
      ungraded: 0,
      withdrawn: 0,
      overridden: 0,
      notNeeded: 0,
    },
  };
  for (const delivery of deliveries) counts[countedAs(delivery)] += 1;
  return counts;
});

/** Of how many points each column was when it was last looked at. */
export const maximaOf = besideRows((deliveries: readonly Delivery[]): ReadonlyMap<string, number> => {
  const newest = new Map<string, Shown>();
  for (const { activityId, shown } of deliveries) {
    if (shown && shown.at >= (newest.get(activityId)?.at ?? shown.at)) newest.set(activityId, shown);
  }
  return new Map([...newest].map(([activityId, { maximum }]) => [activityId, maximum]));
});

function countedAs(delivery: Delivery): keyof DeliveryCounts {
  if (isOverridden(delivery)) return 'overridden';
  const { state, withdrawal } = delivery;
  return state === 'withdrawn' && withdrawal?.reason === 'not_needed' ? 'notNeeded' : state;
}

/** Why nobody waits for this person's scores; undefined: they are a learner of the course. */
export function withdrawalReason(person: Person): 'left' | 'staff' | undefined {
  if (person.status !== 'active') return 'left';
  return person.role === 'learner' ? undefined : 'staff';
}

export function isOverridden({ state, failure }: Pick<Delivery, 'state' | 'failure'>): boolean {
  return state === 'refused' && failure?.code === 'overridden';
}

/** Is the score another than the one that is known, or no longer held, or held until another time? */
export function isNews(known: Pick<Delivery, 'state' | 'nextTryAt'> & WantedScore, score: WantedScore): boolean {
  if (!isSameScore(known, score)) return true;
  if (known.state !== 'held') return false;
  return score.held === undefined || score.held.until?.getTime() !== known.nextTryAt?.getTime();
}

export function isSameScore(one: WantedScore, other: WantedScore): boolean {
  return one.given === other.given && one.maximum === other.maximum && one.comment === other.comment;
}

export function isPossible(score: WantedScore): boolean {
  return score.maximum > 0 && score.given >= 0 && score.given <= score.maximum;
}
