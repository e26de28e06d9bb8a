import type { PairKey } from '../mentorships/pair.js';

/** Who reads a note: all of the mentorship, only its writer, the coordinators. */
export const levels = ['shared', 'own', 'coordinator'] as const;
export type Level = (typeof levels)[number];

export interface Note {
  noteId: string;
  key: PairKey;
  sessionId: string;
  level: Level;
  /** Who wrote it; of a shared one whoever changed it last. */
  authorId: string;
  text: string;
  at: Date;
  /** Rises with every change. */
  revision: number;
  /** When a coordinator has read what is for them. */
  seenAt?: Date;
}
