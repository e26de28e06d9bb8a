import type { SandboxControl } from './controls.js';
import { addActivity, addPerson, demoCourseId } from './demo-world.js';
import { found, lookups } from './lookups.js';
import type { Moodle } from './moodle.js';
import { enrolmentOf, nextId, switchedKey, type SandboxCourse } from './world.js';

/** People, their enrolments, courses and activities, changed from outside or from the participants page. */
export type PeopleControl = Pick<
  SandboxControl,
  'addPerson' | 'addCourse' | 'addActivity' | 'addGroup' | 'enrol' | 'unenrol' | 'suspend' | 'switchRole'
>;

export function peopleControl(moodle: Moodle): PeopleControl {
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
