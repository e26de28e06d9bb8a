/** A *letter*: what staff write to one learner, to some, or to everybody of a course. It is kept, with who has read it. */
export interface Letter {
  letterId: string;
  byId: string;
  at: Date;
  text: string;
  /** Absent: everybody who learns in the course. */
  toIds?: readonly string[];
}

/** What other features may have written in somebody's name. */
export interface Letters {
  /** @param once names the page that was filled in: sent twice, it is one letter */
  send(
    doer: { courseId: string; personId: string },
    letter: { text: string; toIds?: readonly string[]; once: string },
    now: Date,
  ): Promise<void>;
}
