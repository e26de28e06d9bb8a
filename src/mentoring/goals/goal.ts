/** A *goal*: what somebody wants to reach, how it shows, until when, and how sure they were of it at the start and at the end. */

/** Each its own thing: reached, replaced by another one, given up. */
export const ends = ['finished', 'changed', 'dropped'] as const;
export type GoalEnd = (typeof ends)[number];

export interface Evidence {
  /** What shows it: an activity of the course, something made, a page. */
  text: string;
  /** An address that a browser opens. */
  href?: string;
}

export interface GoalWords {
  text: string;
  measure: string;
  /** A day, "2026-12-15". */
  by: string;
  /** What will have been reached then; may be empty. */
  week2: string;
  week4: string;
}

export interface Goal extends GoalWords {
  goalId: string;
  personId: string;
  startedAt: Date;
  /** The end of its day, where it was set. */
  dueAt: Date;
  /** "How sure are you that you can do this?", 1 to 5, asked in the same words twice. */
  before: number;
  after?: number;
  evidence: readonly Evidence[];
  end?: { is: GoalEnd; at: Date; why: string };
  /** The goal that this one took the place of. */
  insteadOf?: string;
}

export const levels = ['1', '2', '3', '4', '5'] as const;
/** At a time; more are none. */
export const mostRunning = 5;
export const mostEvidence = 10;
