import type { Kind } from '../activities/activity.js';
import type { Person } from '../roster/person.js';

/**
 * Where a column comes from:
 * - `points`: the activity's own line item; who has a grade there, has done it
 * - `gate`: the roster of a link that Moodle restricts; who may enter, got through
 */
export type Source = 'points' | 'gate';

/** Somebody who has done it, with the score that Moodle holds where there is one. */
export interface Passed {
  personId: string;
  score?: number;
  maximum?: number;
}

/** What Moodle said last about one activity. */
export interface Reading {
  activityId: string;
  /** Absent: not read yet. */
  readAt?: Date;
  passed: readonly Passed[];
  /** Learners in the course when it was read. */
  learners: number;
  /** Why it is not newer: code of {@link ReadingFailureCode}. */
  failure?: { code: string; at: Date };
}

/** An activity whose completion is shown. */
export interface Column {
  activityId: string;
  kind: Kind;
  title: string;
  source: Source;
  reading?: Reading;
  /** By person: what we sent and Moodle took after the column was read. */
  delivered: ReadonlyMap<string, Passed>;
}

export interface ProgressFacts {
  columns: readonly Column[];
  learners: readonly Person[];
}

/** What other features use of progress; everything is inside one course. */
export interface Progress {
  /** Who has done an activity, as far as Moodle has told; undefined when it was never read. */
  passed(courseId: string, activityId: string): Promise<{ readAt: Date; personIds: ReadonlySet<string> } | undefined>;
}
