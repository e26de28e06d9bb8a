/**
 * A score is *released* when the teacher says so: only then its author sees it and the gradebook gets it, and it stands until
 * it is released again. A *proposal* is a score that would be another one by now.
 */
import type { Method } from './marks.js';

/** What a member of staff gave a work, in points of the rubric; it anchors the scale for all works. */
export interface StaffGrade {
  submissionId: string;
  staffId: string;
  points: number;
  /** Words to the author, may be empty. */
  note: string;
  gradedAt: Date;
}

export type GivenGrade = Omit<StaffGrade, 'gradedAt'>;

export interface ReleasedScore {
  authorId: string;
  submissionId: string;
  method: Method;
  /** Of `most`, the points of the rubric. */
  points: number;
  /** 8 of 10 such scores lie from `low` to `high`. */
  low: number;
  high: number;
  reviews: number;
  /** Mean, lowest and highest total of the reviews. */
  mean: number;
  lowest: number;
  highest: number;
  most: number;
  /** Staff graded this work: `points` is their word, `note` what they say about it. */
  graded: boolean;
  note: string;
  /** Works of all `works` that staff had graded. */
  gradedWorks: number;
  works: number;
  releasedAt: Date;
}

export interface Proposal {
  authorId: string;
  /** Missing: none was released to this author. */
  from?: number;
  to: number;
}
