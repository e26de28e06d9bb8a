/** Pages of learners. Those of coordinators are in coordination.routes.ts. */
import { Forbidden } from '../shared/errors.js';
import { problem, type Problems } from '../web/forms.js';
import { may } from '../web/permissions.js';
import { goTo, show, type Reply } from '../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../web/routing.js';
import { coordinationRoutes } from './coordination.routes.js';
import { matrix } from './matrix.view.js';
import { ownPart } from './own.view.js';
import {
  buttonForm,
  contentFrom,
  draftWorkForm,
  reviewForm,
  seenIn,
  sendWorkForm,
  type ReviewAnswers,
  type WorkAnswers,
} from './peer-review.forms.js';
import type { ReviewContent } from './peer-review.js';
import type { MatrixRow } from './peer-review.rules.js';
import type { PeerReviewService } from './peer-review.service.js';
import { changedMeanwhile, missingProblems, receivedReviews, reviewOf } from './review.view.js';
import type { WritingRefusal } from './reviewing.service.js';
import { pairsRoutes } from './pairs/pairs.routes.js';
import { rubricsRoutes } from './rubrics/rubrics.routes.js';
import { disputeRoutes, scoresRoutes } from './release/scores.routes.js';
import { vagueIn } from './vague.rules.js';
import type { WorkRefusal } from './work.service.js';

export function peerReviewRoutes({ reviews }: { reviews: PeerReviewService }): Route[] {
  return [
    ...workRoutes(reviews),
    ...reviewingRoutes(reviews),
    ...coordinationRoutes(reviews),
    ...scoresRoutes(reviews),
    ...disputeRoutes(reviews),
    ...pairsRoutes(reviews.pairs),
    ...rubricsRoutes(reviews.rubrics),
  ];
}

const refusedWork: Readonly<Record<WorkRefusal, string>> = {
  early: 'peer-review.work.earlyNow',
  locked: 'peer-review.work.lockedNow',
  closed: 'peer-review.work.closedNow',
};

function workRoutes({ work, coordination }: PeerReviewService): Route[] {
  async function form(asked: Asked, problems?: Problems): Promise<Reply> {
    const own = await work.own(asked.visit.courseId, keyOf(asked), asked.now);
    return show(ownPart(asked, own, problems), problems ? 422 : 200);
  }

  async function refuse(asked: Asked, problems: Problems): Promise<Reply> {
    forbidPreview(asked);
    return form(asked, problems);
  }

  /** Once, and nothing is lost meanwhile: the text is kept for later, and may be sent as it is. */
  async function warnOfName(asked: Answered<WorkAnswers>): Promise<Reply> {
    const { visit, answers, posted, now } = asked;
    const outcome = await work.saveDraft(visit.courseId, keyOf(asked), answers.text, now);
    if (!outcome.ok) return form(asked, problem(posted, 'text', refusedWork[outcome.failure]));
    return goTo(`/reviews/${activityIn(asked)}?change=1&named=1`);
  }

  return [
    get('/reviews/:activityId', 'enter', async (asked) => {
      const { courseId, role } = asked.visit;
      if (!may(role, 'coordinate')) return form(asked);
      const overview = await coordination.overview(courseId, activityIn(asked));
      const work = workOf(overview.matrix.rows, asked.query.person);
      if (work !== undefined) return goTo(`/reviews/${activityIn(asked)}/submissions/${work}`);
      return show(matrix(asked, overview));
    }),
    post('/reviews/:activityId', 'takePart', {
      schema: sendWorkForm,
      async accept(asked) {
        forbidPreview(asked);
        const { visit, answers, now, posted } = asked;
        const isNamed =
          answers.named === undefined && (await work.saysOwnName(visit.courseId, keyOf(asked), answers.text));
        if (isNamed) return warnOfName(asked);
        const outcome = await work.send(visit.courseId, keyOf(asked), answers.text, now);
        if (!outcome.ok) return form(asked, problem(posted, 'text', refusedWork[outcome.failure]));
        return goTo(`/reviews/${activityIn(asked)}?done=sent`);
      },
      refuse,
    }),
    post('/reviews/:activityId/draft', 'takePart', {
      schema: draftWorkForm,
      async accept(asked) {
        forbidPreview(asked);
        const { visit, answers, posted, now } = asked;
        const outcome = await work.saveDraft(visit.courseId, keyOf(asked), answers.text, now);
        if (!outcome.ok) return form(asked, problem(posted, 'text', refusedWork[outcome.failure]));
        return goTo(`/reviews/${activityIn(asked)}?change=1&done=saved`);
      },
      refuse,
    }),
    ...(['volunteer', 'step-back'] as const).map((word) =>
      post(`/reviews/:activityId/${word}`, 'takePart', {
        schema: buttonForm,
        async accept(asked) {
          forbidPreview(asked);
          const offers = word === 'volunteer';
          await work.volunteer(asked.visit.courseId, keyOf(asked), offers, asked.now);
          return goTo(`/reviews/${activityIn(asked)}?done=${word}`);
        },
        refuse,
      }),
    ),
  ];
}

function reviewingRoutes({ reviewing }: PeerReviewService): Route[] {
  async function open(asked: Asked) {
    return reviewing.review(asked.visit.courseId, keyOf(asked), reviewIn(asked));
  }

  async function refuse(asked: Asked, problems: Problems): Promise<Reply> {
    forbidPreview(asked);
    return show(reviewOf(asked, await open(asked), problems), 422);
  }

  async function refused(asked: Answered<unknown>, why: WritingRefusal): Promise<Reply> {
    const problems = problem(asked.posted, 'overall', `peer-review.review.${why}Now`);
    if (why === 'final') return refuse(asked, problems);
    return show(changedMeanwhile(asked, await open(asked), problems), 409);
  }

  async function send(asked: Answered<ReviewAnswers>): Promise<Reply> {
    forbidPreview(asked);
    const { rubric } = await open(asked);
    const content = contentFrom(rubric, asked.answers);
    const problems = missingProblems(rubric, content, asked.posted);
    if (problems) return refuse(asked, problems);
    const sending = { reviewId: reviewIn(asked), content, seen: seenIn(asked.answers) };
    if (asked.answers.nudged === undefined && vagueIn(content).length > 0) return nudge(asked, content);
    const outcome = await reviewing.send(asked.visit.courseId, keyOf(asked), sending, asked.now);
    return outcome.ok ? goTo(`/reviews/${activityIn(asked)}?done=review`) : refused(asked, outcome.failure);
  }

  /** Once, and nothing is lost meanwhile: the words are kept as a draft, and may be sent as they are. */
  async function nudge(asked: Answered<ReviewAnswers>, content: ReviewContent): Promise<Reply> {
    const saving = { reviewId: reviewIn(asked), content, seen: seenIn(asked.answers) };
    const outcome = await reviewing.saveDraft(asked.visit.courseId, keyOf(asked), saving, asked.now);
    const path = `/reviews/${activityIn(asked)}/of/${reviewIn(asked)}`;
    return outcome.ok ? goTo(`${path}?nudge=1`) : refused(asked, outcome.failure);
  }

  async function saveDraft(asked: Answered<ReviewAnswers>): Promise<Reply> {
    forbidPreview(asked);
    const { rubric } = await open(asked);
    const content = contentFrom(rubric, asked.answers);
    const saving = { reviewId: reviewIn(asked), content, seen: seenIn(asked.answers) };
    const outcome = await reviewing.saveDraft(asked.visit.courseId, keyOf(asked), saving, asked.now);
    const path = `/reviews/${activityIn(asked)}/of/${reviewIn(asked)}`;
    return outcome.ok ? goTo(`${path}?done=saved`) : refused(asked, outcome.failure);
  }

  return [
    get('/reviews/:activityId/of/:reviewId', 'takePart', async (asked) => show(reviewOf(asked, await open(asked)))),
    post('/reviews/:activityId/of/:reviewId', 'takePart', { schema: reviewForm, accept: send, refuse }),
    post('/reviews/:activityId/of/:reviewId/draft', 'takePart', { schema: reviewForm, accept: saveDraft, refuse }),
    get('/reviews/:activityId/received', 'takePart', async (asked) => {
      return show(receivedReviews(asked, await reviewing.received(asked.visit.courseId, keyOf(asked))));
    }),
  ];
}

/** Of the person that a teacher came for from the gradebook; undefined when nothing was handed in. */
function workOf(rows: readonly MatrixRow[], personId: string | undefined): string | undefined {
  return rows.find(({ person }) => person.personId === personId)?.submissionId;
}

function activityIn({ params }: Asked): string {
  return params.activityId ?? '';
}

function reviewIn({ params }: Asked): string {
  return params.reviewId ?? '';
}

function keyOf(asked: Asked) {
  return { activityId: activityIn(asked), personId: asked.visit.personId };
}

/** A teacher who plays student stores nothing. */
function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
