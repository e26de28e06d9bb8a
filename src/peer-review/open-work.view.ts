/** One work with its reviews, as a coordinator reads it: with names. */
import { isLearnerHere, type Person } from '../course/roster/person.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { OpenWork } from './coordination.service.js';
import { saidIn, type Said } from './review.view.js';

interface Avatar {
  initials: string;
  hue: number;
}

interface WorkModel extends PageModel {
  whoSees: string;
  text: string;
  reviews: readonly { id: string; name: string; avatar: Avatar; note: string; said: readonly Said[] }[];
}

const workPage: PageOf<WorkModel> = pageOf('peer-review/work');

function reviewNote(
  { t, format }: Pick<Asked, 't' | 'format'>,
  { sentAt }: { sentAt?: Date },
  reviewer: Person,
): string {
  if (sentAt) return t('peer-review.received.sent', { date: format.date(sentAt) });
  return t(isLearnerHere(reviewer) ? 'peer-review.open.notSent' : 'peer-review.open.left');
}

export function openWork(
  { t, format }: Asked,
  { activity, rubric, author, state, submission, reviews }: OpenWork,
): Page {
  const when = submission.sentAt ? format.dateTime(submission.sentAt) : '';
  return workPage({
    title: t('peer-review.open.title', { name: author.name }),
    lede: t(state === 'late' ? 'peer-review.open.ledeLate' : 'peer-review.open.lede', { when }),
    trail: [{ label: t('peer-review.matrix.back'), href: `/reviews/${activity.activityId}` }],
    whoSees: t('peer-review.open.whoSees'),
    text: submission.text ?? '',
    reviews: reviews.map(({ review, reviewer }) => ({
      id: review.reviewId,
      name: t('peer-review.open.reviewer', { name: reviewer.name, letter: review.letter }),
      avatar: { initials: reviewer.initials, hue: reviewer.hue },
      note: reviewNote({ t, format }, review, reviewer),
      said: review.sent ? saidIn(t, rubric, review.sent) : [],
    })),
  });
}
