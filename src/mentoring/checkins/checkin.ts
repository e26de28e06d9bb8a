/**
 * A *check-in* is four short answers of one person to one activity. What is saved for later is its *draft*; what
 * partners may read is what was *sent*.
 */
export const moods = ['1', '2', '3', '4', '5'] as const;
export type Mood = (typeof moods)[number];

export const helps = ['no', 'partner', 'teacher'] as const;
export type Help = (typeof helps)[number];

export interface CheckinAnswers {
  /** '1' very hard … '5' very good. */
  mood: Mood;
  /** What got in the way; may be empty. */
  obstacle: string;
  /** One small next step, or "none". */
  step: string;
  help: Help;
}

/** Unfinished answers, as typed. */
export type CheckinDraft = Partial<Record<keyof CheckinAnswers, string>>;

export interface Checkin {
  courseId: string;
  activityId: string;
  personId: string;
  draft?: CheckinDraft;
  answers?: CheckinAnswers;
  /** First sent; stays when the answers are changed. */
  sentAt?: Date;
  /** Calls for help of the teacher that somebody dealt with, oldest first. */
  heard?: readonly Heard[];
  /** The last call for help that a teacher handed on. */
  handed?: Handed;
  /** Set when the answers were changed after they were sent. */
  changedAt?: Date;
}

/** A teacher dealt with a call for help. */
export interface Heard {
  /** When help was asked: the last time the answers were sent. */
  askedAt: Date;
  at: Date;
  byId: string;
}

/** A teacher handed a call for help to a colleague. */
export interface Handed extends Heard {
  toId: string;
}

/** Somebody asked the teacher for help, and nobody dealt with it yet. */
export interface Call extends CheckinKey {
  askedAt: Date;
  handed?: Handed;
}

/** Whose check-in in which activity: the key of a check-in inside its course. */
export interface CheckinKey {
  activityId: string;
  personId: string;
}
