/** An *entry* of somebody's journal: theirs alone, until they share it with those they are together with. */
import type { PairKey } from '../mentorships/pair.js';

/** About one's own week, or about a review of one's work. */
export const kinds = ['journal', 'review'] as const;
export type EntryKind = (typeof kinds)[number];

export interface Entry {
  entryId: string;
  personId: string;
  kind: EntryKind;
  /** The question that it answers, in the words it was asked in. */
  prompt?: string;
  text: string;
  at: Date;
  /** With whom it is shared: it is never taken back from them. */
  sharedWith: readonly PairKey[];
}

export const longest = 4000;
/** On one page. */
export const onePage = 20;
