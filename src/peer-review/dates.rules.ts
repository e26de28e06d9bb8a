/** The dates of a round of reviews: the same for all, planned by the teacher; each may be missing. */
import { after, day } from '../shared/clock.js';
import type { Assignment } from './peer-review.js';

export interface RoundDates {
  /** Nothing can be handed in before. */
  opensAt?: Date;
  /** Hand in until: then reviewing starts by itself, and work is late. */
  startsAt?: Date;
  /** Reviewing starts before that, as soon as there is enough work; work that comes after is given out as it comes. */
  early?: boolean;
  /** Review until: then reviewing closes by itself. */
  reviewUntil?: Date;
  /** Scores are released by themselves then, or when reviewing is closed where that is later. */
  releaseAt?: Date;
}

export const dateNames = ['opensAt', 'startsAt', 'reviewUntil', 'releaseAt'] as const;
export type DateName = (typeof dateNames)[number];

export function isOpen({ opensAt }: RoundDates, now: Date): boolean {
  return opensAt === undefined || opensAt <= now;
}

/** Works without which nothing can be reviewed: where they are there the job that starts comes within a minute. */
export const worksToStart = 2;

/** Works that reviewing starts with where early ones need not wait: each can give and get its share. */
export function enoughEarly(reviewsEach: number): number {
  return reviewsEach + 1;
}

/**
 * When reviewing closes by itself; undefined: only by hand. Where it began later than planned (nothing ran, or too little
 * was handed in), people keep as long as they were promised, at most a day of it.
 */
export function closesAt({ startsAt, reviewUntil }: RoundDates, startedAt: Date): Date | undefined {
  if (!reviewUntil) return undefined;
  const promised = reviewUntil.getTime() - (startsAt ?? startedAt).getTime();
  const least = after(startedAt, Math.min(Math.max(promised, 0), day));
  return startsAt !== undefined && startedAt > startsAt && least > reviewUntil ? least : reviewUntil;
}

/** Closed, or its time is over: the job that closes comes within a minute. */
export function isOver(dates: RoundDates, assignment: Assignment | undefined, now: Date): boolean {
  if (!assignment) return false;
  const at = assignment.closedAt ?? closesAt(dates, assignment.startedAt);
  return at !== undefined && at <= now;
}

/** Until when handing in was on time; undefined until reviewing starts: what comes before is never late. */
export function dueFor({ startsAt }: RoundDates, startedAt: Date | undefined): Date | undefined {
  if (!startsAt || !startedAt) return startedAt;
  return startedAt > startsAt ? startedAt : startsAt;
}

/** Until then later comers still bring reviewers for the last works: nobody is asked for more than their share. */
export function isFilling({ startsAt, early }: RoundDates, now: Date): boolean {
  return early === true && startsAt !== undefined && now < startsAt;
}

/** Which dates can still be set: those that have not done their work. */
export function openDates(dates: RoundDates, assignment: Assignment | undefined, now: Date): DateName[] {
  if (!assignment) return [...dateNames];
  const handIn = dates.startsAt !== undefined && dates.startsAt > now;
  return [
    ...(handIn && !assignment.closedAt ? (['startsAt'] as const) : []),
    ...(assignment.closedAt ? [] : (['reviewUntil'] as const)),
    ...(assignment.releasedAt || !assignment.method ? [] : (['releaseAt'] as const)),
  ];
}

export type DateProblem = 'order' | 'past' | 'noHandIn';

/** The first date that cannot be: before the one that it follows, over already, or early without an end. */
export function problemIn(
  wanted: RoundDates,
  { before, now }: { before: RoundDates; now: Date },
): { name: DateName; problem: DateProblem } | undefined {
  const disordered = outOfOrder(wanted);
  if (disordered) return { name: disordered, problem: 'order' };
  if (wanted.early && !wanted.startsAt) return { name: 'startsAt', problem: 'noHandIn' };
  const { reviewUntil } = wanted;
  if (!reviewUntil || reviewUntil > now) return undefined;
  const isNew = reviewUntil.getTime() !== before.reviewUntil?.getTime();
  return isNew ? { name: 'reviewUntil', problem: 'past' } : undefined;
}

function outOfOrder(dates: RoundDates): DateName | undefined {
  const given = dateNames.flatMap((name) => (dates[name] ? [{ name, at: dates[name] }] : []));
  return given.find(({ at }, place) => at <= (given[place - 1]?.at ?? new Date(0)))?.name;
}
