/** People of a course as its list and its launches show them. */
import type { Basics, NameSource, Person } from './person.js';
import type { Capacity, MayBe } from './who-may.js';

/** A row of the roster page. */
export interface Membership extends Person {
  joinedAt: Date;
  nameFrom: NameSource;
  /** The last list of the platform did not name them. */
  missing: boolean;
  groupsKnownAt?: Date;
  /** Has launched anything. */
  opened: boolean;
  /** A teacher may say that this member of staff is a learner now. */
  mayBecomeLearner: boolean;
  /** A teacher may say that this learner is staff: a non-editing teacher who has opened nothing yet. */
  mayBecomeStaff: boolean;
}

/** Who launched, as the course knows them. */
export interface Arrival {
  person: Basics;
  /** A teacher who plays student: nothing was stored. */
  preview: boolean;
  /** A learner's first visit, and the platform shares no name: ask how they want to be called. */
  nameWanted: boolean;
}

/** What one person may be. */
export interface MayBeFacts {
  person: Person;
  /** By name; undefined: as the course says of all. */
  said: readonly Capacity[] | undefined;
  /** What they would be without it. */
  word: MayBe;
}
