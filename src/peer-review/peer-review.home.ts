import type { HomeContribution, Step, Work } from '../home/home.js';
import type { Dates } from '../reminders/dates.js';
import type { Asked } from '../web/routing.js';
import { titleOf } from './own.view.js';
import type { Awaited, AwaitedService } from './awaited.service.js';
import type { Shortfall, ShortfallService } from './shortfall.service.js';
import type { OpenShare, OpenWork, ToDoService } from './todo.service.js';

interface Contributing {
  shortfall: Pick<ShortfallService, 'shortIn'>;
  toDo: ToDoService;
  awaited: AwaitedService;
}

/** Reviews that a person still writes; for staff, works that reviewing ended on with too few. */
export function peerReviewHome({ shortfall, toDo, awaited }: Contributing): HomeContribution {
  return {
    async work(asked) {
      const byActivity = new Map<string, Shortfall[]>();
      for (const one of await shortfall.shortIn(asked.visit.courseId))
        byActivity.set(one.activity.activityId, [...(byActivity.get(one.activity.activityId) ?? []), one]);
      const { overdue, unreleased, disputes } = await awaited.of(asked.visit.courseId, asked.now);
      return [
        ...disputes.map((one) => disputeWork(asked, one)),
        ...overdue.map((one) => overdueWork(asked, one)),
        ...[...byActivity.values()].flatMap((all) => shortWorks(asked, all)),
        ...unreleased.map((one) => unreleasedWork(asked, one)),
      ];
    },

    async own(asked) {
      const { visit, now } = asked;
      const { works, reviews } = await toDo.of(visit.courseId, visit.personId, now);
      return {
        steps: [...reviews.map((open) => openStep(asked, open)), ...works.map((open) => workStep(asked, open))],
      };
    },
  };
}

/** Until when the person hands in and reviews; what is done is not due. */
export function peerReviewDates({ toDo }: Pick<Contributing, 'toDo'>): Dates {
  return async ({ courseId, personId, t, now }) => {
    const { works, reviews } = await toDo.of(courseId, personId, now);
    return [
      ...works.map(({ activity, dueAt }) => ({
        dueId: `hand-in-${activity.activityId}`,
        title: t('peer-review.home.workDue', { title: titleOf(t, activity) }),
        dueAt,
      })),
      ...reviews.flatMap(({ activity, dueAt }) =>
        dueAt
          ? [
              {
                dueId: `reviews-${activity.activityId}`,
                title: t('peer-review.home.reviewsDue', { title: titleOf(t, activity) }),
                dueAt,
              },
            ]
          : [],
      ),
    ];
  };
}

function overdueWork({ t, format }: Asked, { activity, startsAt, works }: Awaited['overdue'][number]): Work {
  const { activityId } = activity;
  return {
    ...{
      item: `review-overdue.${activityId.toLowerCase()}`,
      urgency: 'broken',
      size: 1,
      icon: 'triangle',
      tone: 'warn',
    },
    title: t('peer-review.home.overdue', { title: titleOf(t, activity) }),
    text: t('peer-review.home.overdueText', { count: works, when: format.dateTime(startsAt) }),
    actions: [{ label: t('peer-review.home.overdueOpen'), href: `/reviews/${activityId}` }],
  };
}

function disputeWork(
  { t, format }: Asked,
  { activity, author, submissionId, raisedAt }: Awaited['disputes'][number],
): Work {
  return {
    ...{ item: `review-dispute.${submissionId.toLowerCase()}`, urgency: 'people', size: 1, icon: 'flag', tone: 'warn' },
    title: t('review-scores.dispute.row', { name: author.name, title: titleOf(t, activity) }),
    text: t('review-scores.dispute.rowText', { when: format.dateTime(raisedAt) }),
    actions: [
      {
        label: t('review-scores.dispute.rowOpen'),
        href: `/reviews/${activity.activityId}/submissions/${submissionId}`,
      },
    ],
  };
}

function unreleasedWork({ t }: Asked, activity: Awaited['unreleased'][number]): Work {
  const { activityId } = activity;
  return {
    ...{ item: `review-unreleased.${activityId.toLowerCase()}`, urgency: 'decision', size: 1, icon: 'clock' },
    tone: 'info',
    title: t('peer-review.home.unreleased', { title: titleOf(t, activity) }),
    text: t('peer-review.home.unreleasedText'),
    actions: [{ label: t('peer-review.home.unreleasedOpen'), href: `/reviews/${activityId}/scores` }],
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

function workStep({ t }: Asked, { activity, dueAt, standing }: OpenWork): Step {
  return {
    order: 'due',
    dueAt,
    title: t('peer-review.home.workDue', { title: titleOf(t, activity) }),
    text: t(`peer-review.home.work.${standing}`),
    action: { label: t('peer-review.home.workOpen'), href: `/reviews/${activity.activityId}` },
  };
}

function openStep({ t }: Asked, { activity, count, reviewId, dueAt }: OpenShare): Step {
  return {
    order: 'awaited',
    ...(dueAt && { dueAt }),
    title: t('peer-review.tasks.title', { title: titleOf(t, activity), count }),
    text: t('peer-review.home.openText'),
    action: {
      label: t('peer-review.tasks.review'),
      href: `/reviews/${activity.activityId}/of/${reviewId}`,
    },
  };
}
