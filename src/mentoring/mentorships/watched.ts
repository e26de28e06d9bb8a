/** What features know of whether people of a mentorship do what they agreed on, for whoever watches over it. */

/** One thing that was expected by a time. */
export interface Expected {
  /** Names it for good among all that is expected of the same people. */
  expectedId: string;
  kind: 'meeting' | 'checkin';
  /** When it was over, or due. */
  at: Date;
  /** `open`: nobody has said anything of it yet. `excused`: it counts neither way. */
  state: 'kept' | 'missed' | 'open' | 'excused';
  /** Who is known to have missed it. */
  missedBy: readonly string[];
}

export interface Known {
  expected: readonly Expected[];
  /** When somebody did something, in any order. */
  signs: readonly Date[];
  /** The next date that is planned. */
  nextAt?: Date;
}

export interface WatchAsked {
  now: Date;
  /** Whose things are wanted that are one's own, as check-ins are. */
  personIds: readonly string[];
  /** All signs there are, not only the last: for looking back. */
  whole: boolean;
}

/** By the key of a pair, or by person for what is one's own. */
export type Watched = (courseId: string, asked: WatchAsked) => Promise<ReadonlyMap<string, Known>>;
