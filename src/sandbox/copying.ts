import {
  nextId,
  type GradeItem,
  type Restriction,
  type SandboxActivity,
  type SandboxCourse,
  type State,
} from './world.js';

/**
 * Course copy, duplicate and reset, as on Moodle 4.5: a copy has links with their custom values, columns with resource id
 * and tag, completion and restrictions, under new ids; no grade and no learner comes along. A reset keeps every id.
 */
export function copyCourse(
  state: State,
  course: SandboxCourse,
  names: { fullName: string; shortName: string },
): SandboxCourse {
  const copy: SandboxCourse = {
    ...structuredClone(course),
    ...names,
    id: nextId(state, 'course', 3),
    idNumber: '',
    // The nearest first.
    copiedFrom: [course.id, ...course.copiedFrom],
  };
  state.courses.push(copy);
  const groups = copyGroups(state, course, copy);
  const originals = state.activities.filter(({ courseId }) => courseId === course.id);
  const copies = new Map(originals.map((activity) => [activity.cmId, copyActivity(state, activity, copy.id)]));
  for (const [original, made] of originals.map((activity) => [activity, copies.get(activity.cmId)] as const)) {
    if (made) made.restriction = restrictionIn(original.restriction, copies, groups);
  }
  copyColumns(state, { from: course.id, to: copy.id, originals, copies });
  for (const enrolment of state.enrolments.filter(({ courseId }) => courseId === course.id)) {
    // Of "Keep users with these roles" the teachers are ticked.
    if (enrolment.role !== 'student') state.enrolments.push({ ...enrolment, courseId: copy.id });
  }
  return copy;
}

function copyGroups(state: State, from: SandboxCourse, to: SandboxCourse): Map<string, string> {
  const ids = new Map<string, string>();
  for (const group of state.groups.filter(({ courseId }) => courseId === from.id)) {
    const id = nextId(state, 'group');
    ids.set(group.id, id);
    state.groups.push({ ...group, id, courseId: to.id, memberIds: [] });
  }
  return ids;
}

function copyActivity(state: State, activity: SandboxActivity, courseId: string): SandboxActivity {
  const copy: SandboxActivity = {
    ...structuredClone(activity),
    cmId: nextId(state, 'courseModule'),
    instanceId: nextId(state, `instance:${activity.module}`),
    courseId,
  };
  state.activities.push(copy);
  return copy;
}

function restrictionIn(
  restriction: Restriction | null,
  activities: ReadonlyMap<string, SandboxActivity>,
  groups: ReadonlyMap<string, string>,
): Restriction | null {
  if (restriction?.by === 'group') return { ...restriction, groupId: groups.get(restriction.groupId) ?? '' };
  if (restriction?.by === 'completion') {
    return { ...restriction, cmId: activities.get(restriction.cmId)?.cmId ?? '' };
  }
  return restriction;
}

/** Also columns that stand alone, and the course total. */
function copyColumns(
  state: State,
  course: {
    from: string;
    to: string;
    originals: readonly SandboxActivity[];
    copies: ReadonlyMap<string, SandboxActivity>;
  },
): void {
  const copyOf = (module: string | null, instanceId: string | null) => {
    const original = course.originals.find((one) => one.module === module && one.instanceId === instanceId);
    return original && course.copies.get(original.cmId);
  };
  for (const item of state.gradeItems.filter(({ courseId }) => courseId === course.from)) {
    const instanceId =
      item.type === 'course'
        ? nextId(state, 'gradeCategory', 2)
        : (copyOf(item.module, item.instanceId)?.instanceId ?? null);
    const link = item.service && copyOf('lti', item.service.linkId);
    addColumn(state, item, { courseId: course.to, instanceId, linkId: link?.instanceId ?? null });
  }
}

function addColumn(
  state: State,
  item: GradeItem,
  place: { courseId: string; instanceId: string | null; linkId: string | null },
): void {
  const { courseId, instanceId, linkId } = place;
  const copy: GradeItem = { ...structuredClone(item), id: nextId(state, 'gradeItem'), courseId, instanceId };
  if (copy.service) copy.service.linkId = linkId;
  state.gradeItems.push(copy);
}

/** *Duplicate*: beside the original, with its column, under a name of its own. */
export function duplicateActivity(state: State, activity: SandboxActivity): SandboxActivity {
  const copy = copyActivity(state, activity, activity.courseId);
  copy.name = `${activity.name} (copy)`;
  const own = state.gradeItems.find(
    ({ type, module, instanceId }) =>
      type === 'mod' && module === activity.module && instanceId === activity.instanceId,
  );
  if (own) {
    const { courseId, instanceId } = copy;
    addColumn(state, { ...own, name: copy.name }, { courseId, instanceId, linkId: own.service ? instanceId : null });
  }
  return copy;
}

/** What is ticked on *Reset*. */
export interface ResetOptions {
  /** *Unenrol users*: students. */
  learners: boolean;
  /** *Delete all grades*, and completion with them. */
  grades: boolean;
}

/** *Reset*: course, links and columns keep their ids, and what is ticked is gone. A later score is taken as a first one. */
export function resetCourse(state: State, courseId: string, { learners, grades }: ResetOptions): void {
  if (learners) {
    state.enrolments = state.enrolments.filter((one) => one.courseId !== courseId || one.role !== 'student');
    for (const group of state.groups) if (group.courseId === courseId) group.memberIds = [];
  }
  if (!grades) return;
  const columns = new Set(state.gradeItems.filter((item) => item.courseId === courseId).map(({ id }) => id));
  const modules = new Set(state.activities.filter((one) => one.courseId === courseId).map(({ cmId }) => cmId));
  state.grades = state.grades.filter(({ itemId }) => !columns.has(itemId));
  state.completions = state.completions.filter(({ cmId }) => !modules.has(cmId));
}
