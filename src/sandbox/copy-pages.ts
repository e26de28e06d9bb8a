import express, { type Router } from 'express';
import { copyCourse, duplicateActivity, resetCourse, type ResetOptions } from './copying.js';
import { activityByCmId } from './moodle.js';
import { goBack } from './page-frame.js';
import type { SandboxParts } from './parts.js';
import { field, queryCourse, sent } from './visiting.js';

/** *Copy course*, *Duplicate* and *Reset*, at Moodle's addresses. */
export function copyRoutes({ moodle }: SandboxParts): Router {
  const router = express.Router();
  const course = queryCourse('id');
  router.post(
    '/backup/copy.php',
    sent(moodle, 'editor', course, async (visitor, _request, response) => {
      const { fullName, shortName } = visitor.course;
      const number = moodle.state.courses.filter(({ copiedFrom }) => copiedFrom[0] === visitor.course.id).length + 1;
      const names = { fullName: `${fullName} copy ${number}`, shortName: `${shortName}_${number}` };
      const copy = copyCourse(moodle.state, visitor.course, names);
      await moodle.save();
      goBack(response, `/course/view.php?id=${copy.id}`, `Copied to “${copy.fullName}”, without learners`);
    }),
  );
  router.post(
    '/course/mod.php',
    sent(moodle, 'editor', course, async (visitor, request, response) => {
      const activity = activityByCmId(moodle.state, field(request, 'duplicate'));
      const copy = activity?.courseId === visitor.course.id ? duplicateActivity(moodle.state, activity) : undefined;
      await moodle.save();
      goBack(
        response,
        `/course/view.php?id=${visitor.course.id}`,
        copy ? `Added: ${copy.name}` : 'Nothing to duplicate',
      );
    }),
  );
  router.post(
    '/course/reset.php',
    sent(moodle, 'editor', course, async (visitor, request, response) => {
      const ticked = { learners: field(request, 'learners') !== '', grades: field(request, 'grades') !== '' };
      resetCourse(moodle.state, visitor.course.id, ticked);
      await moodle.save();
      goBack(response, `/course/view.php?id=${visitor.course.id}`, resetText(ticked));
    }),
  );
  return router;
}

function resetText({ learners, grades }: ResetOptions): string {
  if (learners && grades) return 'Learners, grades and completion were taken out';
  if (learners) return 'Learners were taken out';
  return grades ? 'Grades and completion were taken out' : 'Nothing was ticked, nothing is reset';
}
