import type { PackedRows } from '../../shared/packed.js';

export const roleWishes = ['mentor', 'mentee', 'either', 'both'] as const;
/** `either`: one of the two, whichever is missing. `both`: mentor of one and mentee of another at a time. */
export type RoleWish = (typeof roleWishes)[number];

export const channels = ['video', 'chat', 'forum'] as const;
export type Channel = (typeof channels)[number];

export const meetingFormats = ['one-to-one', 'group', 'either'] as const;
export type MeetingFormat = (typeof meetingFormats)[number];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** 1: not confident yet, 4: could explain it to others. */
export type Confidence = 1 | 2 | 3 | 4;

/** 1: not like me, 5: very much like me. */
export type StyleLevel = 1 | 2 | 3 | 4 | 5;

/** What a learner says for the pairing. What is absent or empty was not said, and that is nobody's disadvantage. */
export interface ProfileAnswers {
  roleWish: RoleWish;
  goals?: string;
  /** One of the course's stages, in its words. */
  stage?: string;
  /** By topic, in the course's words. */
  confidence: Readonly<Record<string, Confidence>>;
  /** Topics of the course's list, in its words. */
  strong: readonly string[];
  wanted: readonly string[];
  helpWith?: string;
  channel?: Channel;
  /** IANA. */
  timeZone?: string;
  /** Codes of the list, and what is in no list as somebody typed it. */
  languages: readonly string[];
  /** Hours of a week in the person's own zone: `mon-18` is Monday, 18:00 to 19:00. */
  availability: readonly string[];
  format?: MeetingFormat;
  /** For coordinators only. */
  constraints?: string;
  /** By the id of the style question. */
  style: Readonly<Record<string, StyleLevel>>;
  /** Most mentees at a time, 1 to 6. */
  maxMentees?: number;
  /** What the person prefers not to say: it is left out of every comparison with them. What is empty is estimated. */
  withheld?: readonly Withholdable[];
}

/** What a teacher may leave out of the questions; what is left out is not used. */
export const optionalFields = [
  'goals',
  'stage',
  'maxMentees',
  'strong',
  'wanted',
  'confidence',
  'helpWith',
  'channel',
  'format',
  'languages',
  'timeZone',
  'availability',
  'style',
  'constraints',
] as const satisfies readonly (keyof ProfileAnswers)[];
export type OptionalField = (typeof optionalFields)[number];

/** Whatever can be asked. */
export type AskedField = OptionalField | 'roleWish';
export const allFields: readonly AskedField[] = ['roleWish', ...optionalFields];

/**
 * Why a field is asked, by what the course's way of pairing does with it: it counts, and most of all; a rule is about it; or
 * a partner sees it.
 */
export type Use = 'most' | 'counts' | 'rule' | 'shown';
/** What is absent is asked only where the teacher adds it. */
export type Uses = Readonly<Partial<Record<AskedField, Use>>>;

/** What two people are compared by, so that it matters whether it is empty or withheld. */
export const withholdable = [
  'strong',
  'wanted',
  'confidence',
  'stage',
  'channel',
  'format',
  'languages',
  'timeZone',
  'availability',
  'style',
] as const satisfies readonly OptionalField[];
export type Withholdable = (typeof withholdable)[number];

/** What partners see only if the person says so; the whole week is not offered any more. */
export const shareables = ['goals', 'helpWith', 'availability', 'style'] as const satisfies readonly OptionalField[];
export type Shareable = (typeof shareables)[number];
/** `commonHours`: those that both have; said beside the week of whoever sent it since there is such a thing. */
export type Share = Shareable | 'commonHours';

export interface Profile extends ProfileAnswers {
  personId: string;
  courseId: string;
  /** What partners may see besides channel and time zone. */
  shares: readonly Share[];
  /** When it was first complete; a later change does not move it. */
  completedAt: Date;
  changedAt: Date;
}

/** All that a partner may be sent of a profile. */
export type SharedProfile = Pick<ProfileAnswers, 'channel' | 'timeZone'> & Partial<Pick<ProfileAnswers, Shareable>>;

/** A statement that people say fits them or not. */
export interface StyleQuestion {
  /** Drawn from the text: reworded, it is another question. */
  id: string;
  text: string;
}

/** What a course asks; the teacher edits all of it. */
export interface Questions {
  /** Stands above the first question; may be empty. */
  intro: string;
  /** Not left out; of these a form has what the way of pairing uses, and what is added. */
  asked: readonly OptionalField[];
  /** Asked though the way of pairing has no use for it. */
  added: readonly OptionalField[];
  /** At most 30. */
  topics: readonly string[];
  /** Modules of the course in their order; at most 30. Empty: nobody is asked. */
  stages: readonly string[];
  /** At most 5. */
  style: readonly StyleQuestion[];
}

/** What other features use of the intake; everything is inside one course. */
export interface Intake {
  /** Complete profiles only, without answers to what is not asked any more. */
  profile(courseId: string, personId: string): Promise<Profile | undefined>;
  /** @param personIds only these: a page of a large course compares few */
  profiles(courseId: string, personIds?: readonly string[]): Promise<ReadonlyMap<string, Profile>>;
  /** Everybody's, to be read in a thread: by `answersIn` of the rules. */
  packedProfiles(courseId: string): Promise<PackedRows>;
  questions(courseId: string): Promise<Questions>;
  /** The list the teacher edits; at most 30. */
  topics(courseId: string): Promise<readonly string[]>;
  /** Replaces the list. Answers that name a topic no longer on it stay stored and are not compared. */
  saveTopics(courseId: string, topics: readonly string[]): Promise<void>;
}

export const maximumTopics = 30;
export const maximumStages = 30;
export const maximumStyleQuestions = 5;
export const mostMentees = 6;
