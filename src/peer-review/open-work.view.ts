/** One work with its reviews, as a coordinator reads it: with names. */
import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { isLearnerHere, type Person } from '../course/roster/person.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import { writtenBlocks, type Block } from '../web/written.js';
import type { OpenWork } from './coordination.service.js';
import { workDispute, type WorkDispute } from './disputes/disputes.view.js';
import { pairsPath } from './pairs/pairs.view.js';
import { mostPoints } from './rubric.js';
import { longestNote } from './peer-review.forms.js';
import { saidIn, type Said } from './review.view.js';

interface Avatar {
  initials: string;
  hue: number;
}

interface WorkModel extends PageModel {
  whoSees: string;
  /** Undefined once nobody can be chosen any more. */
  pairsHref: string | undefined;
  none: string | undefined;
  blocks: readonly Block[];
  dispute: WorkDispute | undefined;
  grade: { action: string; points: FieldModel; note: FieldModel } | undefined;
  /** What other staff gave it. */
  others: readonly string[];
  reviews: readonly { id: string; name: string; avatar: Avatar; note: string; said: readonly Said[] }[];
}

const workPage: PageOf<WorkModel> = pageOf('peer-review/work');

function reviewNote(
  { t, format }: Pick<Asked, 't' | 'format'>,
  { sentAt, lapsedAt }: { sentAt?: Date; lapsedAt?: Date },
  { reviewer, isOver }: { reviewer: Person; isOver: boolean },
): string {
  if (sentAt) return t('peer-review.received.sent', { date: format.date(sentAt) });
  if (lapsedAt) return t('review-pairs.state.lapsed');
  if (isOver) return t('peer-review.tasks.unsent');
  return t(isLearnerHere(reviewer) ? 'peer-review.open.notSent' : 'peer-review.open.left');
}

export function openWork(asked: Asked, work: OpenWork, problems?: Problems): Page {
  const { t, format, visit } = asked;
  const { activity, rubric, author, state, submission, reviews } = work;
  const isOver = work.phase === 'closed';
  const when = submission.sentAt ? format.dateTime(submission.sentAt) : '';
  return workPage({
    title: t('peer-review.open.title', { name: author.name }),
    lede: t(state === 'late' ? 'peer-review.open.ledeLate' : 'peer-review.open.lede', { when }),
    trail: [{ label: t('peer-review.matrix.back'), href: `/reviews/${activity.activityId}` }],
    banner: problems ? undefined : doneBanner(asked),
    problems: fieldsFor(t, {}, problems).summary,
    dispute:
      work.dispute &&
      workDispute(asked, work.dispute, {
        name: author.name,
        action: `/reviews/${activity.activityId}/submissions/${submission.submissionId}/answer`,
        problems,
      }),
    grade: work.mayGrade ? gradeForm(asked, work, problems) : undefined,
    others: work.grades
      .filter(({ staffId }) => staffId !== visit.personId)
      .map(({ points }) => t('review-scores.grade.other', { points: format.number(points), most: mostPoints(rubric) })),
    whoSees: t('peer-review.open.whoSees'),
    pairsHref: isOver ? undefined : `${pairsPath(activity.activityId)}/of/${author.personId}`,
    none: reviews.length > 0 ? undefined : t(isOver ? 'peer-review.open.never' : 'peer-review.open.none'),
    blocks: writtenBlocks(submission.text ?? ''),
    reviews: reviews.map(({ review, reviewer }) => ({
      id: review.reviewId,
      name: work.isReviewerNamed
        ? reviewer.name
        : t('peer-review.open.reviewer', { name: reviewer.name, letter: review.letter }),
      avatar: { initials: reviewer.initials, hue: reviewer.hue },
      note: reviewNote({ t, format }, review, { reviewer, isOver }),
      said: review.sent ? saidIn(t, rubric, review.sent) : [],
    })),
  });
}

function doneBanner({ t, query }: Asked): Banner | undefined {
  if (query.done === 'graded') return { tone: 'good', text: t('review-scores.grade.done') };
  return query.done === 'answered' ? { tone: 'good', text: t('review-scores.dispute.done') } : undefined;
}

function gradeForm({ t, visit }: Asked, { activity, rubric, submission, grades }: OpenWork, problems?: Problems) {
  const own = grades.find(({ staffId }) => staffId === visit.personId);
  const stored = { points: own ? String(own.points) : '', note: own?.note ?? '' };
  const fields = fieldsFor(t, stored, problems);
  return {
    action: `/reviews/${activity.activityId}/submissions/${submission.submissionId}`,
    points: fields.field('text', 'points', {
      label: t('review-scores.grade.points.label', { most: mostPoints(rubric) }),
      hint: t('review-scores.grade.points.hint'),
      size: 'short',
      optional: true,
    }),
    note: fields.field('textarea', 'note', {
      label: t('review-scores.grade.note.label'),
      hint: t('review-scores.grade.note.hint'),
      maxLength: longestNote,
      optional: true,
    }),
  };
}
