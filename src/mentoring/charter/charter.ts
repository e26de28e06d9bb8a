/**
 * A *charter*: what the people of a mentorship agree on, in the words that each of them signed. A *version* is never changed:
 * who changes a line makes the next one. *Asking*: when and how one may be asked, and how fast they answer.
 */
import type { PairKey } from '../mentorships/pair.js';

export const longestLine = 1000;

export interface CharterLine {
  id: string;
  title: string;
  text: string;
  /** The people of a mentorship may change it. */
  open: boolean;
}

export interface Version {
  number: number;
  at: Date;
  lines: readonly CharterLine[];
  /** Absent in the first one, which is the course's. */
  change?: { lineId: string; before: string; by: string; why: string };
}

export interface Signature {
  personId: string;
  version: number;
  at: Date;
}

export const speeds = ['sameDay', 'twoDays', 'week'] as const;
export type Speed = (typeof speeds)[number];

export interface Asking {
  when: string;
  how: string;
  within: Speed;
}

export interface Charter {
  key: PairKey;
  memberIds: readonly string[];
  /** Oldest first; empty while nobody has signed or changed anything: then the course's words hold. */
  versions: readonly Version[];
  signatures: readonly Signature[];
  /** By person. */
  asking: Readonly<Record<string, Asking>>;
}

/** For mentors with mentees, and for peers. */
export const forms = ['mentoring', 'peers'] as const;
export type CharterForm = (typeof forms)[number];
export type Templates = Readonly<Record<CharterForm, readonly CharterLine[]>>;
