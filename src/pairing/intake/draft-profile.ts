import type { AskedField, ProfileAnswers, Share } from './profile.js';

/** Answers so far. A key with `undefined` was asked and not said; a missing key was not asked yet. */
export type DraftAnswers = { [Field in keyof ProfileAnswers]?: ProfileAnswers[Field] | undefined };

/** A profile on its way: what is stored of it, complete or not. */
export interface SavedProfile {
  personId: string;
  courseId: string;
  answers: DraftAnswers;
  shares: readonly Share[];
  /** What this person was asked, and sent an answer to or left empty. */
  asked: readonly AskedField[];
  completedAt?: Date;
  changedAt: Date;
}
