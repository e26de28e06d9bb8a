/** Pages of a coordinator: who is where, starting and closing. */
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../web/paging.js';
import { narrowed } from '../web/one-person.js';
import { may } from '../web/permissions.js';
import type { Asked } from '../web/routing.js';
import type { Translate } from '../web/texts.js';
import { closesAt, isFilling } from './dates.rules.js';
import type { Overview } from './coordination.service.js';
import { pairsPath } from './pairs/pairs.view.js';
import { rubricPath } from './rubrics/rubrics.view.js';
import { titleOf } from './own.view.js';
import type { MatrixRow, Phase } from './peer-review.rules.js';

interface Cell {
  text?: string;
  chip?: { tone: 'warn' | 'bad'; text: string; icon: string };
  state?: { done: boolean; text: string };
}

interface Avatar {
  initials: string;
  hue: number;
}

interface MatrixModel extends PageModel {
  forecast:
    | { tone: 'warn'; title: string; text: string; more: { action: string; label: string } | undefined }
    | { tone: 'good'; title: string; text: undefined; more: undefined }
    | null;
  table: {
    caption: string;
    hideCaption: boolean;
    columns: readonly { label: string }[];
    rows: readonly { title: string; href: string | undefined; avatar: Avatar; cells: readonly Cell[] }[];
  };
  paging: Paging;
  note: string;
  startHref: string | undefined;
  pairsHref: string | undefined;
  closeHref: string | undefined;
  scoresHref: string | undefined;
  settingsHref: string | undefined;
  rubricHref: string | undefined;
}

const matrixPage: PageOf<MatrixModel> = pageOf('peer-review/matrix');

const rowsPerPage = 50;

export function matrix(asked: Asked, overview: Overview): Page {
  const { t } = asked;
  const { activity } = overview;
  const path = `/reviews/${activity.activityId}`;
  const { rows } = overview.matrix;
  const shown = narrowed(asked, rows, { path, personOf: ({ person }) => person });
  const list = pageOfList(shown.rows, rowsPerPage, { path, asked: asked.query.page });
  return matrixPage({
    title: matrixTitle(t, overview),
    lede: matrixLede(asked, overview),
    banner: doneBanner(asked, overview) ?? shown.banner,
    trail: shown.trail,
    forecast: isFilling(overview.dates, asked.now) ? null : forecastOf(t, overview, path),
    table: {
      caption: t('peer-review.matrix.list'),
      hideCaption: true,
      columns: columnsOf(overview).map((column) => ({ label: t(`peer-review.matrix.${column}`) })),
      rows: list.items.map((row) => tableRow(t, overview, row)),
    },
    paging: pagingOf(t, list),
    note: t(`peer-review.matrix.note.${overview.names}`),
    ...hrefsOf(asked, overview, path),
  });
}

function columnsOf({ phase }: Overview): string[] {
  return phase === 'closed'
    ? ['learner', 'handedIn', 'gave', 'received', 'outcome']
    : ['learner', 'handedIn', 'gives', 'receives', 'forecast'];
}

function hrefsOf(
  { visit }: Asked,
  { activity, phase, assignment, matrix: { rows } }: Overview,
  path: string,
): Pick<MatrixModel, `${'start' | 'pairs' | 'close' | 'scores' | 'rubric' | 'settings'}Href`> {
  const mayConfigure = may(visit.role, 'configure');
  return {
    startHref: phase === 'handing-in' && rows.length > 0 ? `${path}/start` : undefined,
    pairsHref: rows.length > 0 ? pairsPath(activity.activityId) : undefined,
    closeHref: phase === 'reviewing' ? `${path}/close` : undefined,
    scoresHref: assignment?.method ? `${path}/scores` : undefined,
    rubricHref: mayConfigure ? rubricPath(activity.activityId) : undefined,
    settingsHref: mayConfigure ? `${path}/settings` : undefined,
  };
}

function matrixTitle(t: Translate, { activity, phase, matrix: { rows, works } }: Overview): string {
  const title = titleOf(t, activity);
  if (rows.length === 0) return t('peer-review.matrix.empty');
  if (phase === 'closed') return t('peer-review.matrix.titleClosed', { title });
  if (phase === 'handing-in') return t('peer-review.matrix.titleHandingIn', { title, count: works, all: rows.length });
  const sent = rows.reduce((sum, row) => sum + row.received, 0);
  const asked = rows.reduce((sum, row) => sum + row.reviewers, 0);
  return t('peer-review.matrix.titleReviewing', { title, sent, asked });
}

function matrixLede({ t, format, now }: Asked, { phase, assignment, dates }: Overview): string {
  const { startsAt, early } = dates;
  if (phase === 'closed') return closedLede({ t, format }, assignment);
  if (assignment) return runningLede({ t, format, now }, assignment, dates);
  if (!startsAt) return t('peer-review.matrix.ledeByHand');
  const when = format.dateTime(startsAt);
  if (startsAt <= now) return t('peer-review.matrix.ledeOverdue', { when });
  return t(early ? 'peer-review.matrix.ledeEarly' : 'peer-review.matrix.ledeByDate', { when });
}

function runningLede(
  { t, format, now }: Pick<Asked, 't' | 'format' | 'now'>,
  { startedAt }: { startedAt: Date },
  dates: Overview['dates'],
): string {
  const until = closesAt(dates, startedAt);
  const started = t('peer-review.matrix.ledeStarted', { when: format.dateTime(startedAt) });
  const filling = isFilling(dates, now) && dates.startsAt;
  return [
    started,
    ...(filling ? [t('peer-review.matrix.ledeFilling', { when: format.dateTime(filling) })] : []),
    ...(until ? [t('peer-review.matrix.ledeUntil', { when: format.dateTime(until) })] : []),
  ].join(' ');
}

/** What a second press or an old address says is not true any more once the next phase has come. */
function doneBanner({ t, query }: Asked, { phase }: Overview): Banner | undefined {
  const saved: Banner = { tone: 'good', text: t('peer-review.matrix.saved') };
  const banners: Readonly<Record<Phase, Readonly<Record<string, Banner>>>> = {
    'handing-in': { settings: saved, 'too-few': { tone: 'warn', text: t('peer-review.matrix.tooFew') } },
    reviewing: {
      settings: saved,
      started: { tone: 'good', text: t('peer-review.matrix.started') },
      asked: { tone: 'good', text: t('peer-review.matrix.asked') },
    },
    closed: { settings: saved, closed: { tone: 'good', text: t('peer-review.matrix.closed') } },
  };
  return banners[phase][query.done ?? ''];
}

function forecastOf(
  t: Translate,
  { phase, volunteers, matrix: figures }: Overview,
  path: string,
): MatrixModel['forecast'] {
  const { works, provided, share: count, finished } = figures;
  if (phase !== 'reviewing' || works === 0) return null;
  const short = works - provided;
  if (short === 0) {
    const title = t('peer-review.matrix.forecastAll', { count });
    return { tone: 'good', title, text: undefined, more: undefined };
  }
  const share = t('peer-review.matrix.share', { count });
  return {
    tone: 'warn',
    title: t('peer-review.matrix.forecastShort', { provided, works, share, count: short }),
    text: takersText(t, volunteers, finished),
    more: moreButton(t, volunteers + finished, { volunteers, path }),
  };
}

function takersText(t: Translate, volunteers: number, finished: number): string {
  if (volunteers > 0) return t('peer-review.matrix.forecastVolunteers', { count: volunteers });
  return finished === 0
    ? t('peer-review.matrix.forecastNoTakers')
    : t('peer-review.matrix.forecastTakers', { count: finished });
}

function moreButton(t: Translate, takers: number, { volunteers, path }: { volunteers: number; path: string }) {
  if (takers === 0) return undefined;
  const asking =
    volunteers > 0 ? t('peer-review.matrix.askVolunteers', { count: volunteers }) : t('peer-review.matrix.askMore');
  return { action: `${path}/more`, label: asking };
}

function closedLede({ t, format }: Pick<Asked, 't' | 'format'>, assignment: Overview['assignment']): string {
  if (!assignment?.method) return t('peer-review.matrix.ledeClosed');
  const { releasedAt } = assignment;
  if (!releasedAt) return t('peer-review.matrix.ledeUnreleased');
  return t('peer-review.matrix.ledeReleased', { when: format.dateTime(releasedAt) });
}

function tableRow(t: Translate, { activity, phase, matrix: { share } }: Overview, row: MatrixRow) {
  const { person, submissionId } = row;
  const started = phase !== 'handing-in';
  const counted = (count: number, all: number): Cell =>
    started && all > 0
      ? { state: { done: count >= all, text: t('peer-review.matrix.of', { count, all }) } }
      : { text: t('peer-review.matrix.nothing') };
  return {
    title: person.name,
    href: submissionId === undefined ? undefined : `/reviews/${activity.activityId}/submissions/${submissionId}`,
    avatar: { initials: person.initials, hue: person.hue },
    cells: [
      workCell(t, row, phase),
      counted(row.given, row.required),
      receivedCell(t, row, { share, phase }) ?? counted(row.received, row.reviewers),
      { text: outlookText(t, row, { share, phase }) },
    ],
  };
}

function workCell(t: Translate, { work }: MatrixRow, phase: Phase): Cell {
  const states: Record<MatrixRow['work'], Cell> = {
    sent: { state: { done: true, text: t('peer-review.matrix.done') } },
    late: { state: { done: true, text: t('peer-review.matrix.late') } },
    draft: { state: { done: false, text: t('peer-review.matrix.draft') } },
    none: { state: { done: false, text: t(`peer-review.matrix.${phase === 'closed' ? 'never' : 'none'}`) } },
  };
  return states[work];
}

function receivedCell(t: Translate, row: MatrixRow, { share, phase }: Shown): Cell | undefined {
  if (phase === 'handing-in' || !['no-reviewer', 'too-few'].includes(row.outlook)) return undefined;
  const text = t('peer-review.matrix.of', { count: row.received, all: share });
  return { chip: { tone: row.outlook === 'no-reviewer' ? 'bad' : 'warn', text, icon: 'triangle' } };
}

interface Shown {
  share: number;
  phase: Phase;
}

function outlookText(t: Translate, row: MatrixRow, { share, phase }: Shown): string {
  if (phase === 'closed') return outcomeText(t, row, share);
  if (phase === 'handing-in' && row.outlook !== 'no-work') return t('peer-review.matrix.outlookBefore');
  const words = t('peer-review.matrix.share', { count: row.outlook === 'too-few' ? share : row.reviewers });
  return t(`peer-review.matrix.outlook.${row.outlook}`, { reviewers: row.reviewers, share: words });
}

function outcomeText(t: Translate, { outlook, received }: MatrixRow, share: number): string {
  const count = Math.max(share, received);
  return t(`peer-review.matrix.ended.${outlook}`, { got: received, share: t('peer-review.matrix.share', { count }) });
}
