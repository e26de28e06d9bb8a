/** A break that somebody takes from mentoring: the pair stays, and it ends by itself at its time. */

export interface Span {
  from: Date;
  /** The first moment after it. */
  until: Date;
}

/** What partners may know: they never learn why. */
export interface ShownPause extends Span {
  /** IANA, of the person: the break ends at the end of a day there. */
  zone: string;
}

/** By person: the reader's own break and their partners'. */
export type Near = ReadonlyMap<string, ShownPause>;

/** Who rests, for those that would ask something of them. */
export interface Resting {
  near(courseId: string, personId: string, now: Date): Promise<Near>;
}

export interface Pause extends ShownPause {
  /** Only teachers read it. */
  reason?: string;
  /** Who were their partners: the break is over with the last of these pairs. */
  withIds: readonly string[];
}

/** Of one person in one course. */
export interface Pauses {
  personId: string;
  /** The one that runs, or ran last. */
  last: Pause;
  /** Those before, oldest first. */
  past: Span[];
}
