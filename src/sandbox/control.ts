import { createSandboxTools, type SandboxTools } from './control-tools.js';
import { addActivity, addPerson, demoCourseId, type NewActivity } from './demo-world.js';
import { completionOf } from './access.js';
import { giveGrade, gradeOf, lockGrade, overrideGrade } from './gradebook.js';
import type { Moodle } from './moodle.js';
import type { Misbehaviour, Troubles, Endpoint } from './misbehave.js';
import { found, lookups, type ActivityRef, type Lookups, type PersonRef } from './lookups.js';
import type { Received } from './received.js';
import {
  enrolmentOf,
  nextId,
  switchedKey,
  type EnrolmentRole,
  type Grade,
  type SandboxActivity,
  type SandboxCourse,
  type SandboxPerson,
  type State,
} from './world.js';

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

export function createControl(moodle: Moodle, troubles: Troubles, received: Received[]): SandboxControl {
  return {
    state: moodle.state,
    now: () => moodle.now(),
    ...lookups(moodle),
    ...peopleControl(moodle),
    ...gradeControl(moodle),
    ...createSandboxTools(moodle),
    misbehave: (misbehaviour) => troubles.add(misbehaviour),
    calm: (endpoint) => troubles.calm(endpoint),
    received,
    scores: () => received.flatMap(scoreOf),
    async moveClock(milliseconds) {
      moodle.state.clockOffset += milliseconds;
      await moodle.save();
    },
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

type PeopleControl = Pick<
  SandboxControl,
  'addPerson' | 'addCourse' | 'addActivity' | 'addGroup' | 'enrol' | 'unenrol' | 'suspend' | 'switchRole'
>;

function peopleControl(moodle: Moodle): PeopleControl {
  const { state } = moodle;
  const { person } = lookups(moodle);
  const enrol: SandboxControl['enrol'] = async (ref, role, courseId = demoCourseId) => {
    const personId = person(ref).id;
    const enrolment = enrolmentOf(state, courseId, personId);
    if (enrolment) Object.assign(enrolment, { role, suspended: false });
    else state.enrolments.push({ courseId, personId, role, suspended: false });
    await moodle.save();
  };
  return {
    enrol,
    async addPerson({ givenName, familyName, role, courseId, details }) {
      const id = nextId(state, 'person');
      const added = addPerson(state, { id, username: `person${id}`, givenName, familyName, ...details });
      if (role) await enrol(added, role, courseId);
      await moodle.save();
      return added;
    },
    addCourse: (given) => addCourse(moodle, given),
    async addActivity(given) {
      const activity = addActivity(state, given);
      await moodle.save();
      return activity;
    },
    async addGroup(name, memberIds, courseId = demoCourseId) {
      const id = nextId(state, 'group');
      state.groups.push({ id, courseId, name, memberIds });
      await moodle.save();
      return id;
    },
    async unenrol(ref, courseId = demoCourseId) {
      const enrolment = enrolmentOf(state, courseId, person(ref).id);
      state.enrolments = state.enrolments.filter((other) => other !== enrolment);
      await moodle.save();
    },
    async suspend(ref, suspended = true, courseId = demoCourseId) {
      found(enrolmentOf(state, courseId, person(ref).id), 'enrolment of this person').suspended = suspended;
      await moodle.save();
    },
    async switchRole(ref, role, courseId = demoCourseId) {
      const key = switchedKey(courseId, person(ref).id);
      state.switchedRoles = state.switchedRoles.filter((other) => other !== key);
      if (role === 'student') state.switchedRoles.push(key);
      await moodle.save();
    },
  };
}

async function addCourse(
  moodle: Moodle,
  given: { fullName: string; shortName: string; copiedFrom?: string[] },
): Promise<SandboxCourse> {
  const { state } = moodle;
  const course: SandboxCourse = {
    id: nextId(state, 'course', 3),
    idNumber: '',
    summary: '',
    startsAt: moodle.seconds(),
    endsAt: moodle.seconds() + 90 * 86_400,
    sections: ['General'],
    copiedFrom: [],
    ...given,
  };
  state.courses.push(course);
  await moodle.save();
  return course;
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
