import type { Completion } from '../activities/kind.js';
import type { Person } from '../roster/person.js';

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
  title: string;
  /** Text key of what it is, for a link that has no name of its own. */
  kindTitle: string;
  source: Completion;
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
