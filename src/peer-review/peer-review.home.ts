import type { HomeContribution, Step, Work } from '../home/home.js';
import type { Asked } from '../web/routing.js';
import { titleOf } from './own.view.js';
import type { OpenShare, Shortfall, ShortfallService } from './shortfall.service.js';

/** Reviews that a person still writes; for staff, works that reviewing ended on with too few. */
export function peerReviewHome(shortfall: Pick<ShortfallService, 'shortIn' | 'openOf'>): HomeContribution {
  return {
    async work(asked) {
      const byActivity = new Map<string, Shortfall[]>();
      for (const one of await shortfall.shortIn(asked.visit.courseId))
        byActivity.set(one.activity.activityId, [...(byActivity.get(one.activity.activityId) ?? []), one]);
      return [...byActivity.values()].flatMap((all) => shortWorks(asked, all));
    },

    async own(asked) {
      const { courseId, personId } = asked.visit;
      return { steps: (await shortfall.openOf(courseId, personId)).map((open) => openStep(asked, open)) };
    },
  };
}

/** Where more fell short than anybody reads one by one, the rest stands on the page of who is where. */
const rowsAtMost = 10;

function shortWorks(asked: Asked, all: readonly Shortfall[]): Work[] {
  const rows = all.slice(0, rowsAtMost).map((one) => shortWork(asked, one));
  const [first] = all;
  const more = all.length - rows.length;
  return first && more > 0 ? [...rows, moreWork(asked, first.activity, more)] : rows;
}

function moreWork({ t }: Asked, activity: Shortfall['activity'], count: number): Work {
  const { activityId } = activity;
  return {
    ...{ item: `review-short-more.${activityId.toLowerCase()}`, urgency: 'people', size: count, icon: 'triangle' },
    tone: 'warn',
    title: t('peer-review.home.more', { title: titleOf(t, activity), count }),
    text: t('peer-review.home.moreText'),
    actions: [{ label: t('peer-review.matrix.back'), href: `/reviews/${activityId}` }],
  };
}

function shortWork({ t }: Asked, { activity, author, submissionId, got, share }: Shortfall): Work {
  return {
    ...{ item: `review-short.${submissionId.toLowerCase()}`, urgency: 'people', size: share - got, icon: 'triangle' },
    tone: 'warn',
    title: t('peer-review.home.short', { name: author.name, title: titleOf(t, activity) }),
    text: t('peer-review.home.shortText', { count: got, share: t('peer-review.matrix.share', { count: share }) }),
    actions: [
      {
        label: t('peer-review.home.grade'),
        href: `/reviews/${activity.activityId}/submissions/${submissionId}`,
      },
    ],
  };
}

function openStep({ t }: Asked, { activity, count, reviewId }: OpenShare): Step {
  return {
    order: 'awaited',
    title: t('peer-review.tasks.title', { title: titleOf(t, activity), count }),
    text: t('peer-review.home.openText'),
    action: {
      label: t('peer-review.tasks.review'),
      href: `/reviews/${activity.activityId}/of/${reviewId}`,
    },
  };
}
