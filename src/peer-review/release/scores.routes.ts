import { NotFound } from '../../shared/errors.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { openWork } from '../open-work.view.js';
import { buttonForm } from '../peer-review.forms.js';
import type { CoordinationService } from '../coordination.service.js';
import { mostPoints } from '../rubric.js';
import { ownScore } from './own-score.view.js';
import type { ReleasingService } from './releasing.service.js';
import { gradeForm, type GradeAnswers } from './scores.forms.js';
import { confirmRelease, scoresSheet } from './scores.view.js';

interface Needs {
  coordination: CoordinationService;
  releasing: ReleasingService;
}

/** All scores, their release, what staff give a work, and the own score of a learner. */
export function scoresRoutes({ coordination, releasing }: Needs): Route[] {
  const sheet = ({ visit, params }: Asked) => releasing.sheet(visit.courseId, params.activityId ?? '');

  async function work(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, params } = asked;
    const found = await coordination.work(visit.courseId, params.activityId ?? '', params.submissionId ?? '');
    return show(openWork(asked, found, problems), problems ? 422 : 200);
  }

  async function saveGrade(asked: Answered<GradeAnswers>): Promise<Reply> {
    const { visit, params, answers, posted, now } = asked;
    const { activityId = '', submissionId = '' } = params;
    const { rubric } = await coordination.work(visit.courseId, activityId, submissionId);
    const key = { submissionId, staffId: visit.personId };
    const { points, note } = answers;
    if (points === undefined) await releasing.takeBackGrade(visit.courseId, activityId, key);
    else {
      if (points > mostPoints(rubric))
        return work(asked, problem(posted, 'points', 'review-scores.grade.points.invalid'));
      const known = await releasing.grade(visit.courseId, activityId, { ...key, points, note }, now);
      if (!known) throw new NotFound();
    }
    return goTo(`/reviews/${activityId}/submissions/${submissionId}?done=graded`);
  }

  return [
    get('/reviews/:activityId/scores', 'coordinate', async (asked) => show(scoresSheet(asked, await sheet(asked)))),
    get('/reviews/:activityId/release', 'coordinate', async (asked) => show(confirmRelease(asked, await sheet(asked)))),
    post('/reviews/:activityId/release', 'coordinate', {
      schema: buttonForm,
      async accept({ visit, params, now }) {
        const activityId = params.activityId ?? '';
        const outcome = await releasing.release(visit.courseId, activityId, now);
        return goTo(`/reviews/${activityId}/scores${outcome.ok ? '?done=released' : ''}`);
      },
      refuse: async (asked) => show(scoresSheet(asked, await sheet(asked)), 422),
    }),
    get('/reviews/:activityId/submissions/:submissionId', 'coordinate', (asked) => work(asked)),
    post('/reviews/:activityId/submissions/:submissionId', 'coordinate', {
      schema: gradeForm,
      accept: saveGrade,
      refuse: work,
    }),
    get('/reviews/:activityId/score', 'takePart', async (asked) => {
      const { visit, params } = asked;
      const key = { activityId: params.activityId ?? '', personId: visit.personId };
      const own = await releasing.ownScore(visit.courseId, key);
      if (!own) throw new NotFound();
      return show(ownScore(asked, own));
    }),
  ];
}
