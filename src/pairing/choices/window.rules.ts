/** When learners may choose: until pairs are published, and again whenever a teacher opens it for the next round. */

/** Opened by a teacher, for one round. */
export interface ChoosingWindow {
  openedAt: Date;
  until: Date;
}

export interface ChoosingTime {
  open: boolean;
  /** Absent: until pairs are published. */
  until?: Date;
}

/** A window is for the pairs that come next: once others are published it is over. */
export function choosingTime(
  publishedAt: Date | undefined,
  window: ChoosingWindow | undefined,
  now: Date,
): ChoosingTime {
  if (!window || (publishedAt && window.openedAt < publishedAt)) return { open: publishedAt === undefined };
  return { open: now < window.until, until: window.until };
}
