/** What the people of one mentorship write to each other. Only they read it. */

/** Their ids, sorted and joined by dots: whoever is together again goes on where they stopped. */
export type ThreadKey = string;

export interface Message {
  messageId: string;
  authorId: string;
  sentAt: Date;
  /** Absent once it was taken back. */
  text?: string;
  /** The question that it answers, in the words it was asked in. */
  prompt?: string;
  takenBackAt?: Date;
}

/** What one person decided about a thread. */
export interface OwnPlace {
  /** Up to where they have read. */
  seenAt?: Date;
  /** No step on the home of what is new. */
  mutedSince?: Date;
  /** Where they say that the conversation is held. */
  elsewhere?: { where: string; at: Date };
}

export interface Thread {
  key: ThreadKey;
  memberIds: readonly string[];
  lastAt?: Date;
  lastBy?: string;
  /** By person. */
  places: Readonly<Record<string, OwnPlace>>;
}

/** Why nothing can be written: the mentorship is over, everybody else left the course, or takes no part in it now. */
export type Closed = 'apart' | 'left' | 'out';
