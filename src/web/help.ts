/** What features contribute to the pages of help, which know none of them. */
import type { Permission } from './permissions.js';

/** Who a page of help is for; the first two are of those who take part. */
export const readers = ['learner', 'mentor', 'teacher', 'administrator'] as const;
export type Reader = (typeof readers)[number];

/** A title, two or three sentences, and where it is. */
export interface HelpEntry {
  for: readonly Reader[];
  /** Its place on the page. */
  at: number;
  /** Text keys. */
  title: string;
  text: string;
  /** Called as the page calls itself; shown to those who may open it. */
  link?: { path: string; label: string; permission: Permission };
}
