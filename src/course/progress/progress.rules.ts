/** When completion is read from Moodle, and what an answer says about whom. */
import { after, day, hour, minute, second } from '../../shared/clock.js';
import type { Delivery } from '../grades/delivery.js';
import type { GradebookResult, Member } from '../../lti/gateway.js';
import type { Person } from '../roster/person.js';
import type { Column, Passed, Reading } from './progress.js';

/** Moodle is somebody's shared server: nothing is read twice in this time, unless a teacher asks. */
export const readingPause = 15 * minute;
/** Not even when a teacher asks again and again. */
const askedPause = 20 * second;
/** Without any launch a column is still looked at this often, as long as the course is in use. */
const quietPause = 6 * hour;
export const inUseFor = 30 * day;

export function isColumnDue(tried: { at: Date } | undefined, asked: boolean, now: Date): boolean {
  return tried === undefined || after(tried.at, asked ? askedPause : readingPause) <= now;
}

/** What is kept about reading one course. */
export interface CourseTurn {
  attemptedAt: Date;
  /** When who reads it, or died while reading, is forgotten. */
  diedAt?: Date;
  /** When columns that had to wait for their turn are tried again. */
  leftUntil?: Date;
}

/** @param launchedAt the last launch, known to a quarter of an hour */
export function isCourseDue(turn: CourseTurn | undefined, launchedAt: Date, now: Date): boolean {
  if (!turn) return true;
  if (turn.diedAt !== undefined && turn.diedAt <= now) return true;
  if (turn.leftUntil !== undefined && turn.leftUntil <= now) return true;
  const busy = after(launchedAt, readingPause) >= turn.attemptedAt;
  return after(turn.attemptedAt, busy ? readingPause : quietPause) <= now;
}

/** A gate call makes Moodle check every person: of a platform's time it takes at most this part. */
const gateShare = 0.05;

/** When the next gate of the same platform may be asked. */
export function gateFreeAt(startedAt: Date, endedAt: Date): Date {
  const took = endedAt.getTime() - startedAt.getTime();
  return after(endedAt, Math.ceil(took * (1 / gateShare - 1)));
}

/** Learners with a grade in the column; a comment without a score is none, and of an unreadable row stays what was `known`. */
export function passedByPoints(
  results: readonly GradebookResult[],
  learners: readonly Person[],
  known: readonly Passed[] = [],
): Passed[] {
  const byId = new Map(results.map((result) => [result.personExternalId, result]));
  return learners.flatMap(({ personId, externalId }) => {
    const { score, maximum, unreadable } = byId.get(externalId) ?? {};
    if (unreadable) return known.filter((passed) => passed.personId === personId);
    return score === undefined ? [] : [{ personId, score, ...(maximum !== undefined && { maximum }) }];
  });
}

/** Learners on the roster of the gate. Staff always pass and strangers to the course roster do not count. */
export function passedByGate(members: readonly Member[], learners: readonly Person[]): Passed[] {
  const through = new Set(members.map((member) => member.externalId));
  return learners.filter(({ externalId }) => through.has(externalId)).map(({ personId }) => ({ personId }));
}

/** Scores that Moodle took from us after the column was read, by person. */
export function deliveredSince(reading: Reading | undefined, deliveries: readonly Delivery[]): Map<string, Passed> {
  const since = reading?.readAt?.getTime() ?? 0;
  return new Map(
    deliveries
      .filter(({ deliveredAt }) => deliveredAt !== undefined && deliveredAt.getTime() > since)
      .map(({ personId, given, maximum }) => [personId, { personId, score: given, maximum }]),
  );
}

/** What a column says about each person who has a grade in it or got through; our own newer delivery stands before an older reading. */
export function passedIn({ reading, delivered }: Pick<Column, 'reading' | 'delivered'>): Map<string, Passed> {
  const read = (reading?.passed ?? []).map((passed): [string, Passed] => [passed.personId, passed]);
  return new Map([...read, ...delivered]);
}

/** A zero is a grade, and nothing that was done: Moodle tells us no mark that is needed to pass. */
export function isDone(passed: Passed | undefined): boolean {
  return passed !== undefined && passed.score !== 0;
}

/** Nobody is held back: everybody has finished, or the link has no restriction yet. */
export function letsEverybodyThrough(reading: Reading | undefined): boolean {
  return reading !== undefined && reading.learners > 0 && reading.passed.length >= reading.learners;
}
