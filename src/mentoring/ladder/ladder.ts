/**
 * The *ladder*: what happens when people of a mentorship miss what they agreed on. One date missed: the partner has a
 * ready text. Two: the coordinator is *called*. So is one of whom nothing is heard for long. What somebody did about it is
 * an *act*.
 */
import type { Expected } from '../mentorships/watched.js';
import type { PairKey } from '../mentorships/pair.js';

export interface LadderSettings {
  /** A date of which nobody said anything counts as missed after so many days. */
  silentDateDays: number;
  /** So many missed… */
  callAfter: number;
  /** …among so many of the last dates call the coordinator. */
  among: number;
  /** Without any sign of either side. */
  silentDays: number;
  /** In which the coordinator should have done something. */
  answerDays: number;
}

export const proposedLadder: LadderSettings = {
  silentDateDays: 1,
  callAfter: 2,
  among: 5,
  silentDays: 15,
  answerDays: 3,
};

export interface Span {
  from: Date;
  until: Date;
}

/** One mentorship with all that the ladder goes by. */
export interface WatchedPair {
  key: PairKey;
  memberIds: readonly string[];
  expected: readonly Expected[];
  signs: readonly Date[];
  /** Nothing before counts: it began, the course began, the ladder began, or staff dealt with it. */
  from: Date;
  /** Holidays and breaks, in which nothing counts. */
  free: readonly Span[];
  /** Dates that staff excused. */
  excused: ReadonlySet<string>;
}

export const rungs = ['fine', 'text', 'called'] as const;
export type Rung = (typeof rungs)[number];

export interface Standing {
  rung: Rung;
  /** What was missed and counts, in order of time. */
  misses: readonly Expected[];
  /** When it came to this; absent where all is fine. */
  since?: Date;
  /** The last sign of somebody of whom too long nothing is heard. */
  silentSince?: Date;
}

/** A mentorship that is not fine, as it was found. */
export interface LadderRow extends Standing {
  key: PairKey;
  memberIds: readonly string[];
  /** When they last did what they agreed on, and will next. */
  lastKeptAt?: Date;
  nextAt?: Date;
  /** Where the pair can be ended; absent where it is not published as one. */
  pairId?: string;
}

/** `text`: the partner's. The others are staff's, and begin the count anew. */
export const actKinds = ['text', 'okay', 'rhythm', 'excused'] as const;
export type ActKind = (typeof actKinds)[number];

export interface Act {
  actId: string;
  key: PairKey;
  kind: ActKind;
  byId: string;
  at: Date;
  /** Dates that do not count because of it. */
  excused: readonly string[];
}
