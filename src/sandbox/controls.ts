/** What a test or a script may do to the stand-in from outside, and what it may read of it. */
import type { SandboxTools } from './control-tools.js';
import type { ResetOptions } from './copying.js';
import type { NewActivity } from './demo-world.js';
import type { Misbehaviour, Endpoint } from './misbehave.js';
import type { ActivityRef, Lookups, PersonRef } from './lookups.js';
import type { Received } from './received.js';
import type { EnrolmentRole, Grade, SandboxActivity, SandboxCourse, SandboxPerson, State } from './world.js';

export interface ReceivedScore {
  status: number | null;
  itemId: string;
  personId: string;
  body: Record<string, unknown>;
}

/** What a test or a script may do to the stand-in from outside. Every change is saved before its promise resolves. */
export interface SandboxControl extends SandboxTools, Lookups {
  state: State;
  now(): Date;
  addPerson(given: {
    givenName: string;
    familyName: string;
    role?: EnrolmentRole;
    courseId?: string;
    details?: Partial<SandboxPerson>;
  }): Promise<SandboxPerson>;
  addCourse(given: { fullName: string; shortName: string; copiedFrom?: string[] }): Promise<SandboxCourse>;
  addActivity(given: NewActivity): Promise<SandboxActivity>;
  copyCourse(courseId?: string): Promise<SandboxCourse>;
  duplicate(activity: ActivityRef): Promise<SandboxActivity>;
  /** Takes out what is ticked, everything when left out; every id stays. */
  reset(courseId?: string, ticked?: ResetOptions): Promise<void>;
  addGroup(name: string, memberIds: string[], courseId?: string): Promise<string>;
  enrol(person: PersonRef, role: EnrolmentRole, courseId?: string): Promise<void>;
  unenrol(person: PersonRef, courseId?: string): Promise<void>;
  suspend(person: PersonRef, suspended?: boolean, courseId?: string): Promise<void>;
  /** A teacher looks at the course as a student, and back. */
  switchRole(person: PersonRef, role: 'student' | 'own', courseId?: string): Promise<void>;
  grade(person: PersonRef, activity: ActivityRef): Grade | undefined;
  completion(person: PersonRef, activity: ActivityRef): 0 | 1 | 2 | 3;
  /** Gives a grade as Moodle's own activities do. */
  giveGrade(person: PersonRef, activity: ActivityRef, value: number): Promise<void>;
  overrideGrade(person: PersonRef, activity: ActivityRef, value: number | null, feedback?: string): Promise<void>;
  lockGrade(person: PersonRef, activity: ActivityRef, locked?: boolean): Promise<void>;
  misbehave(misbehaviour: Misbehaviour): void;
  calm(endpoint?: Endpoint): void;
  /** Every call to a service, oldest first. */
  received: Received[];
  /** What was posted to score endpoints. */
  scores(): ReceivedScore[];
  moveClock(milliseconds: number): Promise<void>;
  setCookies(mode: 'none' | 'lax'): Promise<void>;
}
