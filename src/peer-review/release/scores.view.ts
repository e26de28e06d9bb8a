/** All scores as a coordinator reads them, and the question before they are released. */
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import { confirmPage } from '../confirm.view.js';
import { titleOf } from '../own.view.js';
import { goodAgreement, mostAdvised, type Agreement } from '../scores/agreement.rules.js';
import type { ScoresSheet } from './releasing.service.js';

interface SheetModel extends PageModel {
  whoSees: string;
  releaseHref: string | undefined;
  releaseLabel: string;
  changes: readonly { name: string; text: string }[];
  sureness: readonly string[];
  formula: { title: string; text: string };
  table: {
    caption: string;
    hideCaption: boolean;
    columns: readonly { label: string; end?: boolean }[];
    rows: readonly {
      title: string;
      href: string;
      avatar: { initials: string; hue: number };
      cells: readonly { text?: string; chip?: { tone: 'good' | 'calm' | 'warn'; text: string; icon?: string } }[];
    }[];
  };
  paging: Paging;
}

const sheetPage: PageOf<SheetModel> = pageOf('peer-review/scores');
const rowsPerPage = 50;

export function scoresSheet(asked: Asked, sheet: ScoresSheet): Page {
  const { t } = asked;
  const { activity, phase, releasedAt, proposals, scores } = sheet;
  const path = `/reviews/${activity.activityId}`;
  const list = pageOfList(sheet.rows, rowsPerPage, { path: `${path}/scores`, asked: asked.query.page });
  const columns = ['work', 'now', 'between', 'reviews', 'released'];
  return sheetPage({
    title: t('review-scores.sheet.title', { title: titleOf(t, activity) }),
    lede: sheetLede(asked, sheet),
    banner: doneBanner(asked),
    trail: [{ label: t('peer-review.matrix.back'), href: path }],
    whoSees: t(releasedAt ? 'review-scores.sheet.whoSeesReleased' : 'review-scores.sheet.whoSees'),
    releaseHref: phase === 'closed' && (!releasedAt || proposals.length > 0) ? `${path}/release` : undefined,
    releaseLabel: t(releasedAt ? 'review-scores.release.again' : 'review-scores.release.go'),
    changes: proposals.slice(0, rowsPerPage).map(({ author, from, to }) => ({
      name: author?.name ?? t('review-scores.sheet.left'),
      text:
        from === undefined
          ? t('review-scores.sheet.first', { ...shown(asked, { to }), most: scores.most })
          : t('review-scores.sheet.change', { ...shown(asked, { from, to }), most: scores.most }),
    })),
    sureness: surenessOf(asked, sheet),
    formula: { title: t('review-scores.formula'), text: t(`review-scores.method.${sheet.method}.formula`) },
    table: {
      caption: t('review-scores.sheet.table'),
      hideCaption: true,
      columns: columns.map((column) => ({ label: t(`review-scores.sheet.column.${column}`) })),
      rows: list.items.map((row) => sheetRow(asked, sheet, row)),
    },
    paging: pagingOf(t, list),
  });
}

function sheetLede({ t, format }: Asked, { releasedAt, phase, method }: ScoresSheet): string {
  const way = t(`review-scores.method.${method}.title`);
  if (releasedAt) return t('review-scores.sheet.ledeReleased', { when: format.dateTime(releasedAt), way });
  return t(phase === 'closed' ? 'review-scores.sheet.ledeClosed' : 'review-scores.sheet.ledeOpen', { way });
}

function sheetRow(asked: Asked, { activity, scores, releasedAt }: ScoresSheet, row: ScoresSheet['rows'][number]) {
  const { t } = asked;
  const { author, submissionId, released } = row;
  const score = scores.works.get(submissionId);
  const nothing = { text: t('review-scores.sheet.nothing') };
  const numbers = score && shown(asked, { points: score.points, ...score.interval });
  return {
    title: author.name,
    href: `/reviews/${activity.activityId}/submissions/${submissionId}`,
    avatar: { initials: author.initials, hue: author.hue },
    cells: [
      numbers ? { text: t('review-scores.of', { ...numbers, most: scores.most }) } : nothing,
      score && numbers
        ? { text: score.graded ? t('review-scores.sheet.graded') : t('review-scores.sheet.range', numbers) }
        : nothing,
      { text: String(score?.reviews ?? 0) },
      released && releasedAt
        ? { text: t('review-scores.of', { ...shown(asked, { points: released.points }), most: released.most }) }
        : nothing,
    ],
  };
}

/** Half widths, how many graded works would narrow them, and how well reviewers agree. */
function surenessOf(asked: Asked, { scores }: ScoresSheet): string[] {
  const { t, format } = asked;
  const { estimate, gradedWorks, works, most, agreement } = scores;
  const lines: string[] = [];
  const open = [...works.values()].filter(({ graded }) => !graded);
  if (open.length > 0) {
    const half = open.reduce((sum, { interval }) => sum + (interval.high - interval.low) / 2, 0) / open.length;
    lines.push(t('review-scores.sure.half', { half: format.number(tenth(half)), most }));
  }
  lines.push(t('review-scores.sure.graded', { count: gradedWorks }));
  if (estimate && open.length > 0) {
    const more = Math.min(5, open.length);
    const half = format.number(tenth(estimate.halfWidthWith(estimate.graded + more)));
    lines.push(t('review-scores.sure.more', { count: more, half }));
    const halving = estimate.gradedToHalve;
    lines.push(
      halving === undefined
        ? t('review-scores.sure.neverHalf')
        : t('review-scores.sure.halve', { count: halving - estimate.graded }),
    );
    if (estimate.graded === 0) lines.push(t('review-scores.sure.undrawn'));
  }
  return [...lines, ...agreementLines(asked, agreement)];
}

function agreementLines({ t, format }: Asked, agreement: Agreement | undefined): string[] {
  if (!agreement) return [];
  const percent = (share: number) => format.number(Math.round(share * 100));
  const { single, together, reviews, advised } = agreement;
  const now = t('review-scores.sure.agreement', { single: percent(single), together: percent(together) });
  if (together >= goodAgreement) return [now, t('review-scores.sure.enough')];
  if (advised >= mostAdvised) return [now, t('review-scores.sure.never', { count: mostAdvised })];
  return advised > reviews ? [now, t('review-scores.sure.advised', { count: advised })] : [now];
}

function doneBanner({ t, query }: Asked): Banner | undefined {
  const texts: Readonly<Record<string, string>> = {
    released: t('review-scores.release.done'),
    graded: t('review-scores.grade.done'),
  };
  const text = texts[query.done ?? ''];
  return text === undefined ? undefined : { tone: 'good', text };
}

/** Numbers as they are read: one decimal. */
function shown({ format }: Asked, numbers: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, format.number(tenth(value))]));
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function confirmRelease(
  asked: Asked,
  { activity, phase, rows, proposals, releasedAt, scores, names }: ScoresSheet,
): Page {
  const { t } = asked;
  const path = `/reviews/${activity.activityId}/scores`;
  const scored = rows.filter(({ submissionId }) => scores.works.has(submissionId)).length;
  const unscored = rows.length - scored;
  const lines = [
    releasedAt
      ? t('review-scores.release.touches', { count: proposals.length })
      : t('review-scores.release.everybody', { count: scored }),
    ...(unscored === 0 ? [] : [t('review-scores.release.unscored', { count: unscored })]),
    ...(names === 'release' && !releasedAt ? [t('review-scores.release.names')] : []),
    t('review-scores.release.gradebook'),
    t('review-scores.release.stands'),
  ];
  const refused = refusalOf({ phase, proposals, releasedAt });
  return confirmPage({
    title: t(releasedAt ? 'review-scores.release.againTitle' : 'review-scores.release.title'),
    lede: t('review-scores.release.lede'),
    trail: [{ label: t('review-scores.sheet.back'), href: path }],
    narrow: true,
    lines: refused ? [t(`review-scores.release.${refused}`)] : lines,
    action: refused === undefined ? `/reviews/${activity.activityId}/release` : undefined,
    label: t(releasedAt ? 'review-scores.release.again' : 'review-scores.release.go'),
    tone: 'primary',
    backHref: path,
  });
}

function refusalOf({
  phase,
  proposals,
  releasedAt,
}: {
  phase: ScoresSheet['phase'];
  proposals: ScoresSheet['proposals'];
  releasedAt: Date | undefined;
}): 'open' | 'same' | undefined {
  if (phase !== 'closed') return 'open';
  return releasedAt && proposals.length === 0 ? 'same' : undefined;
}
