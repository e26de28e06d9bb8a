/**
 * A *session*: when people of a mentorship meet, or go through its questions in writing. An *offer*: two times, of which
 * the other one takes one. A *series*: many dates at once, of which single ones are left out. All of a mentorship's are
 * in its *book*.
 */
import type { PairKey } from '../mentorships/pair.js';

/** Of oneself: we met, I missed it, the other one missed it. */
export const saids = ['happened', 'mine', 'theirs'] as const;
export type Said = (typeof saids)[number];

export interface Answer {
  said: Said;
  at: Date;
}

export interface NextStep {
  text: string;
  /** A day, "2026-11-20", on whatever clock. */
  by?: string;
  authorId: string;
}

export interface Session {
  sessionId: string;
  way: 'meeting' | 'writing';
  startsAt: Date;
  endsAt: Date;
  agendaId: string;
  /** Where they meet, an address. */
  link?: string;
  /** Who took the time, or noted it afterwards. */
  plannedBy: string;
  /** Rises whenever calendars must learn of a change. */
  revision: number;
  /** Before it began; `apart`: nobody is left to meet. */
  cancelled?: { at: Date; by?: string; why: 'excused' | 'apart'; reason?: string };
  /** By person. */
  answers: Readonly<Record<string, Answer>>;
  /** What each says when asked once more. */
  again: Readonly<Record<string, Answer>>;
  /** In writing: the questions that each has answered, by person. */
  written: Readonly<Record<string, readonly number[]>>;
  next?: NextStep;
  /** When a teacher has seen that those in it do not agree. */
  disputeSeenAt?: Date;
}

interface Proposed {
  by: string;
  at: Date;
  minutes: number;
  agendaId: string;
  link?: string;
}

export interface Offer extends Proposed {
  offerId: string;
  /** Two times, or one. */
  startsAt: readonly Date[];
  /** The planned session that moves to one of these times. */
  instead?: string;
}

export interface Series extends Proposed {
  seriesId: string;
  starts: readonly Date[];
}

export interface Book {
  key: PairKey;
  memberIds: readonly string[];
  offer?: Offer;
  series?: Series;
  /** In the order of their times. */
  sessions: readonly Session[];
}
