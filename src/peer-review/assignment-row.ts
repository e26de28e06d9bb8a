/** How an assignment is stored; and the rows that jobs and homes ask of it. */
import type { RoundDates } from './dates.rules.js';
import type { Assignment } from './peer-review.js';

export type Started = Pick<
  Assignment,
  'seed' | 'reviewsEach' | 'rubric' | 'method' | 'absentIds' | 'groups' | 'leaseDays' | 'names'
>;

/** The row may be there before reviewing starts, with the dates that are planned: `startedAt` is what starts it. */
export interface Row extends Partial<Started>, RoundDates {
  _id: string;
  courseId: string;
  activityId: string;
  startedAt?: Date;
  /** One process at a time gives out reviews; free again by itself when that process died. */
  allocatingUntil?: Date;
  allocatedAt?: Date;
  closedAt?: Date;
  /** When everybody's score was recorded after closing. */
  scoredAt?: Date;
  /** When the teacher released the scores last, and which release has reached everybody. */
  releasedAt?: Date;
  deliveredRelease?: Date;
  /** At the end: works that got fewer reviews than they should; missing until that was counted. */
  short?: ShortWork[];
}

/** A work that got fewer reviews than it should have. */
export interface ShortWork {
  submissionId: string;
  authorId: string;
  got: number;
}

/** Where works fell short at the end, until scores are released. */
export interface ShortPlace {
  activityId: string;
  share: number;
  works: readonly ShortWork[];
}

/** Where a job has something to do. */
export interface Place {
  courseId: string;
  activityId: string;
}

/** Undefined until reviewing has started. */
export function toAssignment(row: Row): Assignment | undefined {
  const { courseId, activityId, startedAt, seed, reviewsEach, rubric, absentIds = [], ...more } = row;
  if (!startedAt || seed === undefined || reviewsEach === undefined || !rubric) return undefined;
  const { method, groups, leaseDays, names } = more;
  const chosen = {
    ...(names && { names }),
    ...(method && { method }),
    ...(groups && { groups }),
    ...(leaseDays !== undefined && { leaseDays }),
  };
  return { ...{ courseId, activityId, startedAt, seed, reviewsEach, rubric, absentIds }, ...chosen, ...timesOf(more) };
}

/** A round of reviews: its dates, and what was fixed when reviewing started. */
export interface Round {
  activityId: string;
  dates: RoundDates;
  assignment?: Assignment;
}

export function toRound(row: Row): Round {
  const { activityId, opensAt, startsAt, early, reviewUntil, releaseAt } = row;
  const assignment = toAssignment(row);
  const dates = {
    ...{ ...(opensAt && { opensAt }), ...(startsAt && { startsAt }), ...(early && { early }) },
    ...{ ...(reviewUntil && { reviewUntil }), ...(releaseAt && { releaseAt }) },
  };
  return { activityId, dates, ...(assignment && { assignment }) };
}

function timesOf({ allocatedAt, closedAt, releasedAt }: Partial<Row>) {
  return { ...(allocatedAt && { allocatedAt }), ...(closedAt && { closedAt }), ...(releasedAt && { releasedAt }) };
}
