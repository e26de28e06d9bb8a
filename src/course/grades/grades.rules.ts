/**
 * Moodle compares timestamps of scores in whole seconds and refuses (409) one that is not later than the last; only
 * finished scores may be sent, anything else erases the grade.
 */
import { besideRows } from '../../shared/beside-rows.js';
import { after, hour, minute, second } from '../../shared/clock.js';
import type { GradebookResult, PlatformFailure, PlatformFailureCode } from '../../lti/gateway.js';
import type { Person } from '../roster/person.js';
import type { Delivery, DeliveryCounts, WantedScore } from './delivery.js';

/** Pauses between tries: 8 tries in 24 hours, then a teacher is asked. */
const pauses = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 6 * hour, 16 * hour];
export const triesAtMost = pauses.length + 1;

/** A 409 that is not an equal score: somebody else's clock is ahead, or a teacher changed the grade by hand. */
const staleTriesAtMost = 3;

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

/** Why a score did not go into the gradebook; `overridden`: Moodle took it, and a teacher's own grade stays. */
export type SendFailure = Omit<PlatformFailure, 'code'> & { code: PlatformFailureCode | 'overridden' };

export type NextStep = { kind: 'retry'; at: Date } | { kind: 'give-up' };

/** @param attempts tries made, this one included */
export function nextStep(problem: SendFailure, attempts: number, now: Date): NextStep {
  const tries = problem.code === 'stale' ? staleTriesAtMost : problem.retryable ? triesAtMost : 0;
  const pause = pauses[attempts - 1];
  if (attempts >= tries || pause === undefined) return { kind: 'give-up' };
  const asked = Math.min((problem.retryAfter ?? 0) * second, longestWait);
  return { kind: 'retry', at: after(now, Math.max(pause, asked)) };
}

/** The platform as a whole is away: further calls in this run would only wait. */
export function concernsWholePlatform(code: SendFailure['code']): boolean {
  return ['unreachable', 'timed_out', 'busy'].includes(code);
}

/** Moodle rescales to the column's maximum and rounds to five decimals. */
const tolerance = 0.0001;

/** Does the gradebook hold what we want, whatever its scale? */
export function isHeld(wanted: WantedScore, result: GradebookResult | undefined): boolean {
  if (result?.score === undefined || !result.maximum || wanted.maximum === 0) return false;
  return Math.abs(result.score / result.maximum - wanted.given / wanted.maximum) < tolerance;
}

/** What Moodle's gradebook holds in place of what we sent; undefined: it holds ours, or we cannot say. */
export type Discrepancy = { code: 'missing' } | { code: 'overridden'; detail: string };

/**
 * Moodle takes a score for an overridden grade with 200 and leaves the grade, and a course reset deletes grades without a
 * word: only the results tell.
 */
export function discrepancy(wanted: WantedScore, held: GradebookResult | undefined): Discrepancy | undefined {
  if (held?.score === undefined) return { code: 'missing' };
  if (isHeld(wanted, held)) return undefined;
  return { code: 'overridden', detail: `${held.score} / ${held.maximum ?? '-'}` };
}

export const countsOf = besideRows((deliveries: readonly Delivery[]): DeliveryCounts => {
  const counts = {
    ...{
      held: 0,
      waiting: 0,
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

const corrected: readonly (string | undefined)[] = ['missing', 'overridden', 'stale'];

export type Correction = { state: 'delivered' } | { state: 'refused'; failure: Discrepancy };

/**
 * What a reading of the results changes about a delivery that was over when the reading began; undefined: nothing.
 */
export function correctionOf(
  delivery: Delivery,
  held: GradebookResult | undefined,
  readFrom: Date,
): Correction | undefined {
  if (!isOverSince(delivery, readFrom)) return undefined;
  const found = discrepancy(delivery, held);
  if (!found) return delivery.state === 'delivered' ? undefined : { state: 'delivered' };
  const known = delivery.failure;
  const detail = 'detail' in found ? found.detail : undefined;
  return known?.code === found.code && known.detail === detail ? undefined : { state: 'refused', failure: found };
}

function isOverSince({ state, failure, deliveredAt }: Delivery, readFrom: Date): boolean {
  if (state === 'refused') return corrected.includes(failure?.code);
  return state === 'delivered' && deliveredAt !== undefined && deliveredAt < readFrom;
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
