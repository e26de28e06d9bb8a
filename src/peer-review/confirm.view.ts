/** What a coordinator is asked before reviewing starts or ends. */
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { Trial } from './allocation.service.js';
import type { Overview } from './coordination.service.js';
import type { Phase } from './peer-review.rules.js';

interface ConfirmModel extends PageModel {
  lines: readonly string[];
  /** Undefined: it cannot be done now; the lines say why. */
  action: string | undefined;
  label: string;
  tone: 'primary' | 'outline';
  backHref: string;
}

export const confirmPage: PageOf<ConfirmModel> = pageOf('peer-review/confirm');

/** Opened by an old address or the back button when it is done, or too early: says so and asks nothing. */
function notNow({ t }: Asked, { activity, phase }: Overview, title: string): Page {
  const path = `/reviews/${activity.activityId}`;
  const reasons: Readonly<Record<Phase, string>> = {
    'handing-in': t('peer-review.close.early'),
    reviewing: t('peer-review.start.done'),
    closed: t('peer-review.close.done'),
  };
  return confirmPage({
    ...{ title, narrow: true, trail: [{ label: t('peer-review.matrix.back'), href: path }] },
    ...{ lines: [reasons[phase]], action: undefined, label: '', tone: 'outline', backHref: path },
  });
}

export function confirmStart(asked: Asked, overview: Overview, trial: Trial): Page {
  const { t } = asked;
  const { activity, rubric, settings, phase } = overview;
  const { works, share: count } = overview.matrix;
  if (phase !== 'handing-in') return notNow(asked, overview, t('peer-review.matrix.start'));
  const path = `/reviews/${activity.activityId}`;
  const share = t('peer-review.matrix.share', { count });
  const lines = [
    t('peer-review.start.share', { share }),
    t(`peer-review.start.groups.${settings.groups}`),
    ...(trial.short.length > 0 ? [t('peer-review.start.short', { count: trial.short.length, share })] : []),
    ...(trial.again > 0 ? [t('peer-review.start.again', { count: trial.again })] : []),
    t('peer-review.start.locked'),
    t('peer-review.start.late'),
    t('peer-review.start.settings', { rubric: rubric.title }),
  ];
  return confirmPage({
    title: t('peer-review.start.title', { count: works }),
    lede: t('peer-review.start.lede'),
    trail: [{ label: t('peer-review.matrix.back'), href: path }],
    narrow: true,
    lines: works < 2 ? [t('peer-review.start.tooFew')] : lines,
    action: works < 2 ? undefined : `${path}/start`,
    label: t('peer-review.start.go'),
    tone: 'primary',
    backHref: path,
  });
}

export function confirmClose(asked: Asked, overview: Overview): Page {
  const { t } = asked;
  const { activity, assignment, phase } = overview;
  const { rows } = overview.matrix;
  if (phase !== 'reviewing') return notNow(asked, overview, t('peer-review.matrix.close'));
  const path = `/reviews/${activity.activityId}`;
  const open = rows.reduce((sum, row) => sum + row.reviewers - row.received, 0);
  return confirmPage({
    title: t('peer-review.close.title'),
    lede: t('peer-review.close.lede'),
    trail: [{ label: t('peer-review.matrix.back'), href: path }],
    narrow: true,
    lines: [
      open === 0 ? t('peer-review.close.none') : t('peer-review.close.open', { count: open }),
      t('peer-review.close.read'),
      t(assignment?.method ? 'peer-review.close.scoreLater' : 'peer-review.close.score'),
    ],
    action: `${path}/close`,
    label: t('peer-review.close.go'),
    tone: 'outline',
    backHref: path,
  });
}
