import { peopleControl } from './control-people.js';
import { createSandboxTools, type SandboxTools } from './control-tools.js';
import type { NewActivity } from './demo-world.js';
import { completionOf } from './access.js';
import { copyCourse, duplicateActivity, resetCourse } from './copying.js';
import { giveGrade, gradeOf, lockGrade, overrideGrade } from './gradebook.js';
import type { Moodle } from './moodle.js';
import type { SandboxParts } from './parts.js';
import type { Misbehaviour, Endpoint } from './misbehave.js';
import { lookups, type ActivityRef, type Lookups, type PersonRef } from './lookups.js';
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
  /** Takes out learners, grades and completion; every id stays. */
  reset(courseId?: string): Promise<void>;
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

export function createControl({ moodle, troubles, received, moveClock }: SandboxParts): SandboxControl {
  return {
    state: moodle.state,
    now: () => moodle.now(),
    ...lookups(moodle),
    ...peopleControl(moodle),
    ...gradeControl(moodle),
    ...copyControl(moodle),
    ...createSandboxTools(moodle),
    misbehave: (misbehaviour) => troubles.add(misbehaviour),
    calm: (endpoint) => troubles.calm(endpoint),
    received,
    scores: () => received.flatMap(scoreOf),
    moveClock,
    async setCookies(mode) {
      moodle.state.cookies = mode;
      await moodle.save();
    },
  };
}

function scoreOf(call: Received): ReceivedScore[] {
  if (call.endpoint !== 'scores' || typeof call.body !== 'string') return [];
  const itemId = /lineitems\/([^/]+)\//.exec(call.url)?.[1] ?? '';
  try {
    const body = JSON.parse(call.body) as Record<string, unknown>; // a score is an object; others have no userId
    return [{ status: call.status, itemId, personId: String(body['userId']), body }];
  } catch {
    return [];
  }
}

function copyControl(moodle: Moodle): Pick<SandboxControl, 'copyCourse' | 'duplicate' | 'reset'> {
  const { activity, course } = lookups(moodle);
  return {
    async copyCourse(courseId) {
      const { fullName, shortName } = course(courseId);
      const names = { fullName: `${fullName} copy`, shortName: `${shortName}_1` };
      const copy = copyCourse(moodle.state, course(courseId), names);
      await moodle.save();
      return copy;
    },
    async duplicate(ref) {
      const copy = duplicateActivity(moodle.state, activity(ref));
      await moodle.save();
      return copy;
    },
    async reset(courseId) {
      resetCourse(moodle.state, course(courseId).id);
      await moodle.save();
    },
  };
}

type GradeControl = Pick<SandboxControl, 'grade' | 'completion' | 'giveGrade' | 'overrideGrade' | 'lockGrade'>;

function gradeControl(moodle: Moodle): GradeControl {
  const { person, activity, column } = lookups(moodle);
  return {
    grade: (ref, of) => gradeOf(moodle.state, column(of).id, person(ref).id),
    completion: (ref, of) => completionOf(moodle.state, activity(of).cmId, person(ref).id)?.state ?? 0,
    giveGrade: (ref, of, value) => giveGrade(moodle, column(of), person(ref).id, value),
    overrideGrade: (ref, of, value, feedback) =>
      overrideGrade(moodle, column(of), {
        personId: person(ref).id,
        value,
        ...(feedback === undefined ? {} : { feedback }),
      }),
    lockGrade: (ref, of, locked = true) => lockGrade(moodle, column(of), person(ref).id, locked),
  };
}
