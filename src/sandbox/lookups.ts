import { demoCourseId } from './demo-world.js';
import { ownColumn } from './gradebook.js';
import { courseById, type Moodle } from './moodle.js';
import {
  enrolmentOf,
  fullName,
  type GradeItem,
  type SandboxActivity,
  type SandboxCourse,
  type SandboxPerson,
} from './world.js';

/** A person by id, user name or full name; an activity by course module id or name. */
export type PersonRef = SandboxPerson | string;
export type ActivityRef = SandboxActivity | string;

export function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`the sandbox knows no ${name}`);
  return thing;
}

export interface Lookups {
  person: (ref: PersonRef) => SandboxPerson;
  /** The demonstration's course when left out. */
  course: (courseId?: string) => SandboxCourse;
  activity: (ref: ActivityRef) => SandboxActivity;
  learners: (courseId?: string) => SandboxPerson[];
  /** The activity's own column. */
  column: (activity: ActivityRef) => GradeItem;
}

export function lookups({ state }: Moodle): Lookups {
  const activity = (ref: ActivityRef): SandboxActivity =>
    typeof ref === 'string'
      ? found(
          state.activities.find(({ cmId, name }) => cmId === ref || name === ref),
          `activity ${ref}`,
        )
      : ref;
  return {
    activity,
    person: (ref) =>
      typeof ref === 'string'
        ? found(
            state.people.find((person) => [person.id, person.username, fullName(person)].includes(ref)),
            `person ${ref}`,
          )
        : ref,
    course: (courseId = demoCourseId) => found(courseById(state, courseId), `course ${courseId}`),
    learners: (courseId = demoCourseId) =>
      state.people.filter((person) => enrolmentOf(state, courseId, person.id)?.role === 'student'),
    column: (ref) => found(ownColumn(state, activity(ref)), 'column of this activity'),
  };
}
