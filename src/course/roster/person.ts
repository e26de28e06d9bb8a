import type { PackedRows } from '../../shared/packed.js';
import type { Role } from '../../web/permissions.js';

/** Somebody in a course. Names may be withheld by the platform: then `name` is "Learner 7F3" or self-chosen. */
export interface Person {
  personId: string;
  courseId: string;
  /** The platform's id, for calls about this person; never shown. */
  externalId: string;
  /** What others read. */
  name: string;
  /** One or two letters for the avatar, and its hue 0-5, drawn from the id: it means nothing. */
  initials: string;
  hue: number;
  role: Role;
  status: 'active' | 'left';
  /** IANA; the person said so, else the launch. */
  timeZone?: string;
  locale?: string;
  /** The platform's group ids in this course; absent while no launch told them, empty for somebody in none. */
  groupIds?: readonly string[];
}

/** Stored people are asked of the roster before anything is given to them, asked of them or promised of them. */
export function isLearnerHere(person: Pick<Person, 'role' | 'status'> | undefined): boolean {
  return person?.status === 'active' && person.role === 'learner';
}

export function isStaffHere<Somebody extends Pick<Person, 'role' | 'status'>>(
  person: Somebody | undefined,
): person is Somebody {
  return person?.status === 'active' && person.role !== 'learner';
}

/** Where the name comes from that others read; the platform's wins over one's own. */
export type NameSource = 'platform' | 'self' | 'none';

/** How old the roster is, and why it is not newer. */
export interface RosterAge {
  /** Since when half of the course is missing and nobody is closed, because a teacher has to say what it is. */
  heldSince?: Date;
  refreshedAt?: Date;
  /** Code of the platform's last refusal, when it came after `refreshedAt`. */
  failure?: { code: string; at: Date };
}

/** Everybody of a course, to be read in a thread: by `learnersIn` of the rules. */
export interface PackedPeople {
  rows: PackedRows;
  /** What somebody without a name is called, with a mark where the code belongs. */
  nameless: string;
}

/** What other features use of the roster; everything is inside one course. */
export interface Roster {
  /** Everybody active, staff included, sorted by name. While nobody changes, pages get the same list. */
  people(courseId: string): Promise<readonly Person[]>;
  learners(courseId: string): Promise<readonly Person[]>;
  /** Learners who have opened nothing yet: one of them may be staff, whom the platform does not tell apart. */
  unopened(courseId: string): Promise<readonly Person[]>;
  /** Also those who left, so that old work keeps its author. */
  person(courseId: string, personId: string): Promise<Person | undefined>;
  /** @param personIds only these: a page of a large course names few */
  peopleById(courseId: string, personIds?: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** What a person told Tandem wins over what the platform says; undefined: as the platform says again. */
  sayZone(courseId: string, personId: string, timeZone: string | undefined): Promise<void>;
  packedPeople(courseId: string): Promise<PackedPeople>;
  age(courseId: string): Promise<RosterAge>;
  /** By group id, as a teacher gave them: no platform tells a tool the names of its groups. */
  groupNames(courseId: string): Promise<Map<string, string>>;
}
