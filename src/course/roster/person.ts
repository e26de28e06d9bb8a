import type { PackedRows } from '../../shared/packed.js';
import type { Role } from '../../web/permissions.js';
import { takesPartAtAll, type MayBe, type WhoMay } from './who-may.js';

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
  /** By the course's own word, whatever the platform calls them. */
  mayBe: MayBe;
}

/** What of a person hangs on nothing but what is stored of them. */
export type Basics = Omit<Person, 'mayBe'>;

/** Stored people are asked of the roster before anything is given to them, asked of them or promised of them. */
export function takesPartHere(person: Pick<Person, 'mayBe' | 'status'> | undefined): boolean {
  return person?.status === 'active' && takesPartAtAll(person.mayBe);
}

/** Learners, and staff who take part, have a home of their own beside the pages of staff. */
export function hasOwnHome(person: Pick<Person, 'mayBe' | 'role' | 'status'> | undefined): boolean {
  return isLearnerHere(person) || takesPartHere(person);
}

/** `staff`: one of the teachers, without a part; `out`: a learner who, by the course's word, takes part in nothing. */
export type Absence = 'left' | 'staff' | 'out';

/** Why nobody can count on somebody as a partner; undefined: they take part. */
export function absenceOf(person: Pick<Person, 'mayBe' | 'role' | 'status'> | undefined): Absence | undefined {
  if (takesPartHere(person)) return undefined;
  if (person?.status !== 'active') return 'left';
  return person.role === 'learner' ? 'out' : 'staff';
}

/** Of all partners of somebody: whether everybody left, or nobody here takes part; undefined while one of them does. */
export function absenceOfAll(partners: readonly Person[]): 'left' | 'out' | undefined {
  const absent = partners.map(absenceOf);
  if (absent.includes(undefined)) return undefined;
  return absent.every((one) => one === 'left') ? 'left' : 'out';
}

/** Whom the platform keeps a cell of its gradebook for. */
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

/** Everybody of a course, to be read in a thread: by `thoseTakingPart` of the rules. */
export interface PackedPeople {
  rows: PackedRows;
  /** What somebody without a name is called, with a mark where the code belongs. */
  nameless: string;
  whoMay: WhoMay;
}

/** What other features use of the roster; everything is inside one course. */
export interface Roster {
  /** Everybody active, staff included, sorted by name. While nobody changes, pages get the same list. */
  people(courseId: string): Promise<readonly Person[]>;
  /** Whom the platform calls learners: they have cells in its gradebook. */
  learners(courseId: string): Promise<readonly Person[]>;
  /** Everybody who may be in a pair, staff among them where the course says so, sorted by name. */
  takingPart(courseId: string): Promise<readonly Person[]>;
  /** Learners, and staff who take part: {@link hasOwnHome}. */
  withOwnHome(courseId: string): Promise<readonly Person[]>;
  /** Whether somebody has one: {@link hasOwnHome}. */
  hasHome(courseId: string, personId: string): Promise<boolean>;
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
