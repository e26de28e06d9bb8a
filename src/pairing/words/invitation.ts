/** An offer to become a pair: it runs when everybody said yes, and is over when one says no or nobody answered in time. */
export const answers = ['accepted', 'declined'] as const;
export type InvitationAnswer = (typeof answers)[number];

export interface Answered {
  answer: InvitationAnswer;
  at: Date;
  /** The teacher who answered for them. */
  by?: string;
  /** Of a refusal; only coordinators read it. */
  reason?: string;
  /** Of a refusal: look for somebody else. */
  wantsAnother?: boolean;
}

export interface Invitation {
  invitationId: string;
  courseId: string;
  /** The draft with which it was published, or whose publication it continues: taken back with it. */
  publicationId: string;
  memberIds: readonly string[];
  invitedAt: Date;
  dueAt: Date;
  answers: Readonly<Record<string, Answered>>;
  /** What follows from it is done. */
  settledAt?: Date;
}

export type InvitationState = 'waiting' | 'accepted' | 'declined' | 'expired';

/** How a course publishes, and what comes after. */
export interface AfterSettings {
  /** Hours in which an invitation is answered. */
  invitationHours: number;
  /** After a refusal: the next best is invited at once, or the teacher chooses. */
  next: 'invite' | 'ask';
  /** From so many weeks after a pair began learners may ask for another partner. */
  changeAfterWeeks: number;
  /** Days ahead of its first day on which a break of somebody ends at the latest. */
  longestPause: number;
}

export const defaultAfter: AfterSettings = {
  invitationHours: 72,
  next: 'invite',
  changeAfterWeeks: 2,
  longestPause: 28,
};
export const longestInvitation = 14 * 24;
export const longestWait = 12;
export const longestBreak = 60;
