import { peopleControl } from './control-people.js';
import { createSandboxTools } from './control-tools.js';
import type { ReceivedScore, SandboxControl } from './controls.js';
import { completionOf } from './access.js';
import { copyCourse, duplicateActivity, resetCourse } from './copying.js';
import { giveGrade, gradeOf, lockGrade, overrideGrade } from './gradebook.js';
import type { Moodle } from './moodle.js';
import type { SandboxParts } from './parts.js';
import { lookups } from './lookups.js';
import type { Received } from './received.js';

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
    async reset(courseId, ticked = { learners: true, grades: true }) {
      resetCourse(moodle.state, course(courseId).id, ticked);
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
