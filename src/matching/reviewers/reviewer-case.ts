/** Who reviews whom: every work a number of reviewers, every reviewer as many works as the others, nobody where it is barred. */
export interface ReviewerCase {
  /** Reviewers that a work should have in all. */
  each: number;
  /** Per work. */
  works: readonly WorkPlace[];
  /** Per reviewer. */
  reviewers: readonly ReviewerPlace[];
  /** Pairs that stand already; none of them is touched. */
  existing: readonly ReviewPair[];
  /** Reviews that nobody is given more than, those that stand counted. */
  most: number;
}

export interface WorkPlace {
  /** Its authors among the reviewers: they never review it. */
  authors: readonly number[];
  /** Reviewers whom it must not have: own group, mentors and mentees, pairs of the weeks before. */
  barred: readonly number[];
}

export interface ReviewerPlace {
  /** Reviews given before, that count when loads are evened out; of `existing` nothing is in here. */
  given: number;
}

export interface ReviewPair {
  work: number;
  reviewer: number;
}

export interface ReviewerSolution {
  /** New pairs, beside the existing ones. */
  pairs: readonly ReviewPair[];
  /** Works that get fewer than `each`, and how many they lack: nothing allowed could mend it. */
  short: readonly { work: number; lacks: number }[];
}
