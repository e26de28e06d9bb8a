/**
 * A *check-in* is a few short answers of one person to one *occurrence* of one activity: the activity comes back by the
 * course's rhythm or on dates, or is there once. What is saved for later is its *draft*; what others may read is what was
 * *sent*, each answer by those its writer left it to.
 */
export const moods = ['1', '2', '3', '4', '5'] as const;
export const helps = ['no', 'partner', 'teacher'] as const;
export type Help = (typeof helps)[number];

/** Who reads an answer beside its writer; `all`: partners and teachers. */
export const readers = ['partners', 'all', 'mine'] as const;
export type Readers = (typeof readers)[number];

/** `help` is asked with its own three answers, and who reads it goes by the answer. */
export const questionKinds = ['mood', 'choice', 'text', 'help'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export interface Question {
  /** Names its field and its answers; stays when the words are changed. */
  key: string;
  kind: QuestionKind;
  /** As a teacher wrote it; absent: the proposed one of this key. */
  words?: string;
  /** Of a choice. */
  options?: readonly string[];
  needed: boolean;
  /** Who reads the answer unless its writer says otherwise. */
  readers: Readers;
}

/** Mentors are asked other questions than those they help. */
export const forms = ['learner', 'mentor'] as const;
export type FormName = (typeof forms)[number];
/** Who mentors some and is helped by others is asked as both, in one form. */
export type AskedAs = FormName | 'both';

/** One answer as it was sent: nothing that is set later changes it, or who reads it. */
export interface SentAnswer extends Pick<Question, 'key' | 'kind' | 'words' | 'readers'> {
  /** '1' very hard … '5' very good of a mood; may be empty. */
  text: string;
}

/** Unfinished answers, as typed, by their field. */
export type CheckinDraft = Readonly<Record<string, string>>;

/** What a partner wrote back, or only that they wish well. */
export interface PartnerReply {
  at: Date;
  text?: string;
}

/** What became of the step that was named. */
export const fates = ['done', 'dropped', 'open'] as const;
export type Fate = (typeof fates)[number];

export interface Checkin extends CheckinKey {
  courseId: string;
  draft?: CheckinDraft;
  form?: AskedAs;
  answers?: readonly SentAnswer[];
  /** Of the question about help, where it is asked. */
  help?: Help;
  /** First sent; stays when the answers are changed. */
  sentAt?: Date;
  /** Calls for help of the teacher that somebody dealt with, oldest first. */
  heard?: readonly Heard[];
  /** The last call for help that a teacher handed on. */
  handed?: Handed;
  /** Help was asked of a partner on a form that said: unanswered, teachers learn that it was asked. */
  escalates?: true;
  /** Set when the answers were changed after they were sent. */
  changedAt?: Date;
  /** By partner. */
  replies?: Readonly<Record<string, PartnerReply>>;
  /** Up to when its writer has read replies. */
  repliesSeenAt?: Date;
  fate?: Fate;
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

/** The key of a check-in inside its course. */
export interface CheckinKey {
  activityId: string;
  /** `once`, `week-4` or `date-2`. */
  occurrence: string;
  personId: string;
}

/** The occurrence of an activity that does not come back. */
export const once = 'once';

/** Four questions, one minute. */
export const proposed: Readonly<Record<FormName, readonly Question[]>> = {
  learner: [
    { key: 'mood', kind: 'mood', needed: true, readers: 'partners' },
    { key: 'obstacle', kind: 'text', needed: false, readers: 'partners' },
    { key: 'step', kind: 'text', needed: true, readers: 'partners' },
    { key: 'help', kind: 'help', needed: true, readers: 'partners' },
  ],
  mentor: [
    { key: 'mood', kind: 'mood', needed: true, readers: 'partners' },
    { key: 'saw', kind: 'text', needed: false, readers: 'partners' },
    { key: 'step', kind: 'text', needed: true, readers: 'partners' },
    { key: 'help', kind: 'help', needed: true, readers: 'partners' },
  ],
};
