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
  /** Of what takes place rather than is due: when it begins; it ends at `dueAt`. */
  startsAt?: Date;
  /** Of what may move or be cancelled: rises with each change, so that calendars believe the last one. */
  sequence?: number;
  /** It stays in the feed and says so, or calendars that have it would keep it. */
  cancelled?: boolean;
  /** Where it takes place: an address that a browser opens. */
  link?: string;
}

/** Nothing that falls into a break of this person. */
export type Dates = (asked: DatesAsked) => Promise<readonly DueDate[]>;
