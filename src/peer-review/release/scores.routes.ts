import { Forbidden, NotFound } from '../../shared/errors.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { openWork } from '../open-work.view.js';
import { buttonForm } from '../peer-review.forms.js';
import type { CoordinationService } from '../coordination.service.js';
import { mostPoints } from '../rubric.js';
import { answerForm, disputeForm } from '../disputes/disputes.forms.js';
import type { DisputesService } from '../disputes.service.js';
import { ownScore } from './own-score.view.js';
import type { ReleasingService } from './releasing.service.js';
import { gradeForm, type GradeAnswers } from './scores.forms.js';
import { confirmRelease, scoresSheet } from './scores.view.js';

interface Needs {
  coordination: CoordinationService;
  releasing: ReleasingService;
  disputes: DisputesService;
}

/** All scores, their release, and what staff give a work. */
export function scoresRoutes({ coordination, releasing }: Omit<Needs, 'disputes'>): Route[] {
  const sheet = ({ visit, params }: Asked) => releasing.sheet(visit.courseId, params.activityId ?? '');

  async function saveGrade(asked: Answered<GradeAnswers>): Promise<Reply> {
    const { visit, params, answers, posted, now } = asked;
    const { activityId = '', submissionId = '' } = params;
    const { rubric } = await coordination.work(visit.courseId, activityId, submissionId);
    const key = { submissionId, staffId: visit.personId };
    const { points, note } = answers;
    if (points === undefined) await releasing.takeBackGrade(visit.courseId, activityId, key);
    else {
      if (points > mostPoints(rubric))
        return work(coordination, asked, problem(posted, 'points', 'review-scores.grade.points.invalid'));
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
    get('/reviews/:activityId/submissions/:submissionId', 'coordinate', (asked) => work(coordination, asked)),
    post('/reviews/:activityId/submissions/:submissionId', 'coordinate', {
      schema: gradeForm,
      accept: saveGrade,
      refuse: (asked, problems) => work(coordination, asked, problems),
    }),
  ];
}

const refusedDispute = { late: 'review-scores.dispute.tooLate', said: 'review-scores.dispute.saidNow' } as const;

/** The own score of a learner, and what they and staff say where it is disputed. */
export function disputeRoutes({ coordination, releasing, disputes }: Needs): Route[] {
  const keyOf = ({ visit, params }: Asked) => ({ activityId: params.activityId ?? '', personId: visit.personId });

  async function own(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, now } = asked;
    const [score, disputing] = await Promise.all([
      releasing.ownScore(visit.courseId, keyOf(asked)),
      disputes.disputing(visit.courseId, keyOf(asked), now),
    ]);
    if (!score || !disputing) throw new NotFound();
    return show(ownScore(asked, { ...score, disputing }, problems), problems ? 422 : 200);
  }

  async function raise(asked: Answered<{ reason: string }>): Promise<Reply> {
    const { visit, answers, posted, now } = asked;
    if (visit.preview) throw new Forbidden('preview');
    const outcome = await disputes.raise(visit.courseId, keyOf(asked), answers.reason, now);
    if (outcome.ok) return goTo(`/reviews/${keyOf(asked).activityId}/score?done=disputed`);
    if (outcome.failure === 'none') throw new NotFound();
    return own(asked, problem(posted, 'reason', refusedDispute[outcome.failure]));
  }

  async function answer(asked: Answered<{ words: string }>): Promise<Reply> {
    const { visit, params, answers, posted, now } = asked;
    const { activityId = '', submissionId = '' } = params;
    const { submission } = await coordination.work(visit.courseId, activityId, submissionId);
    const key = { activityId, personId: submission.authorId };
    const said = { words: answers.words, staffId: visit.personId };
    if (await disputes.answer(visit.courseId, key, said, now))
      return goTo(`/reviews/${activityId}/submissions/${submissionId}?done=answered`);
    return work(coordination, asked, problem(posted, 'words', 'review-scores.dispute.answeredNow'));
  }

  return [
    get('/reviews/:activityId/score', 'takePart', (asked) => own(asked)),
    post('/reviews/:activityId/score/dispute', 'takePart', { schema: disputeForm, accept: raise, refuse: own }),
    post('/reviews/:activityId/submissions/:submissionId/answer', 'coordinate', {
      schema: answerForm,
      accept: answer,
      refuse: (asked, problems) => work(coordination, asked, problems),
    }),
  ];
}

async function work(coordination: CoordinationService, asked: Asked, problems?: Problems): Promise<Reply> {
  const { visit, params } = asked;
  const found = await coordination.work(visit.courseId, params.activityId ?? '', params.submissionId ?? '');
  return show(openWork(asked, found, problems), problems ? 422 : 200);
}
