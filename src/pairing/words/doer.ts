/** Who does it, and where. */
export interface Doer {
  courseId: string;
  personId: string;
}

/** Which draft somebody looked at when they decided. */
export interface Seen {
  draftId: string;
  revision: number;
}
