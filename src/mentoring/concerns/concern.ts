/** Something that worries somebody, told to named contacts and to nobody else. */

export const urgencies = ['today', 'days', 'whenever'] as const;
export type Urgency = (typeof urgencies)[number];

/** How its writer wants to hear back. */
export const answerWays = ['here', 'inPerson'] as const;
export type AnswerWay = (typeof answerWays)[number];

export interface Topic {
  topicId: string;
  name: string;
}

/** Somebody to turn to. */
export interface Contact {
  contactId: string;
  /** Of the staff of this course, who then reads concerns; absent: somebody outside Tandem, who reads none. */
  personId?: string;
  /** What an outsider is called. */
  name: string;
  /** "student counsellor"; may be empty. */
  title: string;
  /** Room and hours, in words; may be empty. */
  reach: string;
  /** May be empty. */
  phone: string;
  answersWithinHours: number;
  topicIds: readonly string[];
}

/** What a course says about help, as its teachers set it. */
export interface HelpPage {
  /** Numbers for an emergency, first on every page of a concern; may be empty. */
  danger: string;
  topics: readonly Topic[];
  contacts: readonly Contact[];
  /** A closed concern is deleted after so many months. */
  keptMonths: number;
  /** Since when somebody found nobody to tell; taken away when a contact is named. */
  missedAt?: Date;
}

/** A message of a conversation that was reported, with its neighbours, as they stood then. */
export interface ReportedMessage {
  name: string;
  sentAt: Date;
  text: string;
  /** The one that was reported. */
  isReported: boolean;
}

/** What only its writer and its readers may know; sealed in the store. */
export interface ConcernWords {
  authorId: string;
  words: string;
  /** In the writer's words; may be empty. */
  about: string;
  answerWay: AnswerWay;
  /** Contacts who must not read it, nor learn that it is there. */
  keptFromIds: readonly string[];
  reported: readonly ReportedMessage[];
}

/** One more message between writer and readers. */
export interface Entry {
  authorId: string;
  text: string;
  at: Date;
}

/** What may stand where others see it: neither name nor words. */
export interface ConcernFacts {
  concernId: string;
  topic: string;
  topicId: string;
  urgency: Urgency;
  sentAt: Date;
  /** Those it was given to when it was sent. */
  readerIds: readonly string[];
  /** By when an answer is owed; absent while none is. */
  answerBy?: Date;
  closedAt?: Date;
  /** When its writer last opened it. */
  seenAt?: Date;
  lastEntryAt?: Date;
  looks: readonly { personId: string; at: Date }[];
}

export interface Concern extends ConcernFacts, ConcernWords {
  entries: readonly Entry[];
}
