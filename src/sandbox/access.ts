import { byKey } from './by-key.js';
import type { Moodle } from './moodle.js';
import {
  enrolmentOf,
  switchedKey,
  type Completion,
  type SandboxActivity,
  type SandboxCourse,
  type SandboxPerson,
  type State,
  type ToolType,
} from './world.js';

/** Roles, completion and *Restrict access*, by the rules that were observed on Moodle 4.5. */

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';
const institution = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator';
const system = 'http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator';

export function siteRoleOf(state: State, personId: string): 'none' | 'manager' | 'admin' {
  return state.people.find((person) => person.id === personId)?.siteRole ?? 'none';
}

function holdsStaffRole(state: State, courseId: string, personId: string): boolean {
  if (siteRoleOf(state, personId) !== 'none') return true;
  const role = enrolmentOf(state, courseId, personId)?.role;
  return role === 'editingteacher' || role === 'teacher';
}

/** Editing and non-editing teachers, managers and administrators alike; not a teacher who switched to student. */
export function isStaff(state: State, courseId: string, personId: string): boolean {
  return !state.switchedRoles.includes(switchedKey(courseId, personId)) && holdsStaffRole(state, courseId, personId);
}

/** May change grades, enrolments and activities; a non-editing teacher may only grade. */
export function mayEdit(state: State, courseId: string, personId: string): boolean {
  if (!isStaff(state, courseId, personId)) return false;
  return siteRoleOf(state, personId) !== 'none' || enrolmentOf(state, courseId, personId)?.role === 'editingteacher';
}

export function mayEnter(state: State, courseId: string, personId: string): boolean {
  const enrolment = enrolmentOf(state, courseId, personId);
  return siteRoleOf(state, personId) !== 'none' || (enrolment !== undefined && !enrolment.suspended);
}

/**
 * The roster's address comes only where an activity of the tool is in the course already (memberships.php,
 * `is_used_in_context`): not with the first content selection of a course.
 */
export function offersRoster({ activities }: State, { roster, typeId }: ToolType, { id }: SandboxCourse): boolean {
  return roster && activities.some((activity) => activity.courseId === id && activity.typeId === typeId);
}

/** A launch asks the capability mod/lti:manage, so a non-editing teacher is an Instructor here. */
export function launchRoles(state: State, courseId: string, personId: string): string[] {
  if (!isStaff(state, courseId, personId)) return [`${membership}Learner`];
  if (siteRoleOf(state, personId) === 'admin') return [institution, `${membership}Instructor`, system];
  return [`${membership}Instructor`];
}

/**
 * NRPS asks moodle/course:manageactivities, so a non-editing teacher is a Learner here. Looked up once for a whole list: a course
 * may have 10,000 members.
 */
export function rosterRoles(state: State, courseId: string): (person: SandboxPerson) => 'Instructor' | 'Learner' {
  const editing = state.enrolments.filter((one) => one.courseId === courseId && one.role === 'editingteacher');
  const editors = new Set(editing.map(({ personId }) => personId));
  return ({ id, siteRole }) => (siteRole !== 'none' || editors.has(id) ? 'Instructor' : 'Learner');
}

export function completionOf(state: State, cmId: string, personId: string): Completion | undefined {
  return byKey(state.completions, (entry) => `${entry.cmId}:${entry.personId}`, `${cmId}:${personId}`);
}

export function setCompletion(state: State, next: Completion): void {
  const current = completionOf(state, next.cmId, next.personId);
  if (!current) state.completions.push(next);
  else if (current.state !== next.state) Object.assign(current, next);
}

/** *Restrict access*: not met by this person now. */
export function isRestricted(moodle: Moodle, { restriction: rule }: SandboxActivity, personId: string): boolean {
  if (!rule) return false;
  if (rule.by === 'date') return !isWithin(rule, moodle.seconds());
  if (rule.by === 'completion') {
    return isHeldBack(rule.state, completionOf(moodle.state, rule.cmId, personId)?.state ?? 0);
  }
  return !moodle.state.groups.some(({ id, memberIds }) => id === rule.groupId && memberIds.includes(personId));
}

function isWithin({ from, until }: { from: number | null; until: number | null }, now: number): boolean {
  return now >= (from ?? 0) && now < (until ?? Infinity);
}

function isHeldBack(wanted: 'complete' | 'incomplete' | 'pass', reached: Completion['state']): boolean {
  // A failed grade counts as not complete.
  const complete = reached === 1 || reached === 2;
  if (wanted === 'incomplete') return complete;
  return wanted === 'pass' ? reached !== 2 : !complete;
}

function isOpen(moodle: Moodle, activity: SandboxActivity, personId: string): boolean {
  return !activity.hidden && !isRestricted(moodle, activity, personId);
}

/** For the roster of one activity: staff may see what is hidden or restricted, whatever role they look with just now. */
export function listedFor(moodle: Moodle, activity: SandboxActivity, personId: string): boolean {
  return holdsStaffRole(moodle.state, activity.courseId, personId) || isOpen(moodle, activity, personId);
}

export function mayAccess(moodle: Moodle, activity: SandboxActivity, personId: string): boolean {
  return isStaff(moodle.state, activity.courseId, personId) || isOpen(moodle, activity, personId);
}
