/** What was done to a course's pairing. */
export const deeds = [
  'made',
  'remade',
  'imported',
  'locked',
  'unlocked',
  'swapped',
  'moved',
  'never',
  'together',
  'discarded',
  'published',
  'invited',
  'undone',
  'placed',
  'unmatched',
  'accepted',
  'declined',
  'expired',
  'invitedNext',
] as const;
export type Deed = (typeof deeds)[number];

/** Why a pair was ended; teachers choose one. */
export const endReasons = ['schedule', 'goals', 'noContact', 'asked', 'conflict', 'other'] as const;
export type EndReason = (typeof endReasons)[number];

export interface HistoryEntry {
  entryId: string;
  courseId: string;
  at: Date;
  /** Absent: Tandem did it by itself. */
  by?: string;
  deed: Deed;
  /** The people it concerns, in no order. */
  personIds: readonly string[];
  /** Pairs, where a number says more than names. */
  count?: number;
  reason?: EndReason;
  /** Only teachers read it. */
  note?: string;
}

export type Happened = Omit<HistoryEntry, 'entryId' | 'courseId'>;
