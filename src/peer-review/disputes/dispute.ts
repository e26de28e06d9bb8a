/** A *dispute* is an author's word, with a reason, that a released score is wrong. A teacher answers it, once. */
export interface Dispute {
  submissionId: string;
  authorId: string;
  reason: string;
  raisedAt: Date;
  /** Missing while it waits. */
  answer?: DisputeAnswer;
}

export interface DisputeAnswer {
  words: string;
  staffId: string;
  answeredAt: Date;
}

/** Days after a release in which its scores can be disputed. */
export const disputeDays = 14;

/** What an author may do about the own score: `until` when it can be disputed. */
export interface Disputing {
  dispute?: Dispute;
  until: Date;
  mayRaise: boolean;
}
