export const roleWishes = ['mentor', 'mentee', 'either'] as const;
export type RoleWish = (typeof roleWishes)[number];

export const channels = ['video', 'chat', 'forum'] as const;
export type Channel = (typeof channels)[number];

/** What a learner says for the pairing. What is absent was not said, and that is nobody's disadvantage. */
export interface ProfileAnswers {
  roleWish: RoleWish;
  /** Topics of the course's list, in its words. */
  strong: readonly string[];
  wanted: readonly string[];
  channel?: Channel;
  /** IANA. */
  timeZone?: string;
  /** ISO 639-1 codes. */
  languages: readonly string[];
}

export interface Profile extends ProfileAnswers {
  personId: string;
  courseId: string;
  /** When it was first complete; a later change does not move it. */
  completedAt: Date;
  changedAt: Date;
}

/** What other features use of the intake; everything is inside one course. */
export interface Intake {
  profile(courseId: string, personId: string): Promise<Profile | undefined>;
  profiles(courseId: string): Promise<Map<string, Profile>>;
  /** The list the teacher edits; at most 30. */
  topics(courseId: string): Promise<readonly string[]>;
  /** Replaces the list. Answers that name a topic no longer on it stay stored and are not compared. */
  saveTopics(courseId: string, topics: readonly string[]): Promise<void>;
}

export const maximumTopics = 30;
