/** What features contribute to the calendar of a person: what is due for them. */
import type { Translate } from '../web/texts.js';

export interface DatesAsked {
  courseId: string;
  personId: string;
  t: Translate;
  now: Date;
}

/** Something due; the feed shows it as the half hour before. */
export interface DueDate {
  /** Names it for good, among all that is due. */
  dueId: string;
  title: string;
  dueAt: Date;
}

/** Nothing that falls into a break of this person. */
export type Dates = (asked: DatesAsked) => Promise<readonly DueDate[]>;
