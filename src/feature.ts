import type { FactOf } from './course/milestones/facts.js';
import type { KindOf } from './course/activities/kind.js';
import type { CourseSettings } from './course/launches/origins.service.js';
import type { HelpEntry } from './web/help.js';
import type { HomeContribution } from './home/home.js';
import type { StoryContribution } from './home/story.js';
import type { Job } from './jobs/job.js';
import type { PairNotes } from './pairing/words/pair-notes.js';
import type { Dates } from './reminders/dates.js';
import type { ReminderKind } from './reminders/reminder.js';
import type { Sealed } from './shared/vault.js';
import type { Place } from './web/place.js';
import type { Route } from './web/routing.js';

/** What a feature stores of one person in a course. */
export interface Records {
  /** Names it among all: the feature. */
  of: string;
  /** All that this person said, wrote or did, as it is stored. */
  list(courseId: string, personId: string): Promise<readonly object[]>;
  /** Others' own words stay. How many records were changed or are gone; done twice, the second time none. */
  erase(courseId: string, personId: string): Promise<number>;
}

/** What a front door brings; each feature only what it has. */
export interface Feature {
  routes?: readonly Route[];
  jobs?: readonly Job[];
  kinds?: readonly KindOf[];
  home?: HomeContribution | readonly HomeContribution[];
  story?: StoryContribution;
  dates?: Dates | readonly Dates[];
  /** What may remind whom. */
  waiting?: readonly ReminderKind[];
  facts?: readonly FactOf[];
  pairNotes?: PairNotes;
  settings?: CourseSettings;
  records?: Records;
  /** Sealed records, which follow a change of the encryption key. */
  sealed?: Sealed;
  tabs?: readonly Place[];
  footer?: readonly Place[];
  guide?: readonly HelpEntry[];
}

/** What all of them bring of one sort, in their order. */
export function broughtBy<Sort extends keyof Feature>(features: readonly Feature[], sort: Sort) {
  return features.flatMap((feature) => (feature[sort] ?? []) as readonly Brought<Feature[Sort]>[]);
}

type Brought<Part> =
  NonNullable<Part> extends readonly (infer One)[] ? One : Exclude<NonNullable<Part>, readonly unknown[]>;
