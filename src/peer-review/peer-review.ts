/**
 * Peer review of one activity. A *submission* is a learner's text; when reviewing starts the submissions are locked and
 * an *assignment* says with which rubric and how many *reviews* each person gives. Late submissions are locked and
 * given reviewers when they arrive.
 */
import type { Naming } from './names.js';
import type { GroupRule } from './allocation/allocation.js';
import type { Rubric } from './rubric.js';
import type { Method } from './scores/marks.js';

/** Written once, when reviewing starts: later changes of settings or of a rubric file do not reach it. */
export interface Assignment {
  courseId: string;
  activityId: string;
  startedAt: Date;
  /** Seeds who reviews whom. */
  seed: number;
  /** Reviews each person gives, and gets: fewer when there are not enough people. */
  reviewsEach: number;
  rubric: Rubric;
  /** Whose names are read; missing where reviewing began before there was a choice: nobody's. */
  names?: Naming;
  /** Whom people review; missing where reviewing began before there was a choice: anybody, and nothing lapses. */
  groups?: GroupRule;
  /** A review that nobody has begun for so long is given to somebody else as well. */
  leaseDays?: number;
  /**
   * How reviews become scores, which are released by the teacher. Missing where reviewing began before there was a choice: the
   * median per criterion, and scores that go as they come.
   */
  method?: Method;
  /** Had handed in and were not learners of the course any more: a start that is repeated after a crash gives the same. */
  absentIds: readonly string[];
  /** When everybody had reviews to do; missing after a crash in between, which a job repairs. */
  allocatedAt?: Date;
  /** No more reviews; everybody reads what they received. */
  closedAt?: Date;
  /** Scores as of then are the authors' to read, and go to the gradebook. */
  releasedAt?: Date;
}

export interface Submission {
  submissionId: string;
  courseId: string;
  activityId: string;
  authorId: string;
  /** Saved for later; not sent. */
  draft?: string;
  text?: string;
  sentAt?: Date;
  /** From then on the text stays as it is, because somebody may be reading it. */
  lockedAt?: Date;
}

/** What a reviewer says about one criterion; no level: not chosen yet. */
export interface CriterionReview {
  /** Index into the criterion's levels. */
  level?: number;
  comment: string;
}

export interface ReviewContent {
  /** By criterion id. */
  criteria: Readonly<Record<string, CriterionReview>>;
  /** One thing the author should do next. */
  overall: string;
}

export interface Review {
  reviewId: string;
  courseId: string;
  activityId: string;
  reviewerId: string;
  authorId: string;
  submissionId: string;
  /** The reviewer knows the work as "Work 1"; stable. */
  work: number;
  /** The author knows the reviewer as "Reviewer A"; stable. */
  letter: string;
  /** Asked of somebody who had done their share: a favour, it counts for nothing and reopens nothing. */
  extra: boolean;
  /** It was not begun in time, or a teacher gave it to somebody else: it is not waited for, but may still be sent. */
  lapsedAt?: Date;
  draft?: ReviewContent;
  sent?: ReviewContent;
  sentAt?: Date;
  /** How often it was saved or sent: a form that began with fewer has not seen what stands there now. */
  writings: number;
}

/** What is written over what a form began with. */
export interface Writing {
  reviewId: string;
  content: ReviewContent;
  /** Writings there were when the form was opened. */
  seen: number;
}

/** Of a review that was sent, the level chosen for each criterion: what scores are made of. */
export interface ReviewLevels {
  reviewId: string;
  reviewerId: string;
  submissionId: string;
  /** Index into the criterion's levels, by criterion id. */
  levels: Readonly<Record<string, number>>;
}

/** Whose part in which activity: a key inside a course. */
export interface PartKey {
  activityId: string;
  personId: string;
}
