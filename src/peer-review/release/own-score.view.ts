/** The own score: what it is, how sure, and how it came about. */
import { deliveryText } from '../../course/grades/delivery.view.js';
import { fieldsFor, type Problems } from '../../web/forms.js';
import { ownDispute, type OwnDispute } from '../disputes/disputes.view.js';
import type { Disputing } from '../disputes/dispute.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { titleOf } from '../own.view.js';
import type { OwnScore } from './releasing.service.js';
import { tenth } from './scores.view.js';

interface OwnScoreModel extends PageModel {
  chart: Chart | undefined;
  finding: string;
  table: {
    caption: string;
    hideCaption: boolean;
    together: boolean;
    columns: readonly { label: string; end?: boolean }[];
    rows: readonly { title: string; cells: readonly { text: string }[] }[];
  };
  about: string;
  note: string | undefined;
  formula: { title: string; text: string };
  gradebook: { text: string; delivery: ReturnType<typeof deliveryText> | undefined };
  receivedHref: string;
  dispute: OwnDispute;
}

/** In a drawing 342 wide from `left` on: where each stands. */
interface Chart {
  dots: readonly { x: number; letter: string }[];
  bar: { x: number; width: number };
  score: number;
  ticks: readonly { x: number; label: string }[];
}

const ownScorePage: PageOf<OwnScoreModel> = pageOf('peer-review/score');
const [left, width] = [12, 316];

export function ownScore(asked: Asked, own: OwnScore & { disputing: Disputing }, problems?: Problems): Page {
  const { t, format } = asked;
  const { activity, score, given, share, delivery } = own;
  const path = `/reviews/${activity.activityId}`;
  const points = read(asked, score.points);
  const when = format.date(score.releasedAt);
  const range = { low: read(asked, score.low), high: read(asked, score.high), when };
  return ownScorePage({
    title: t('review-scores.own.title', { points, most: score.most }),
    lede: t(score.graded ? 'review-scores.own.ledeGraded' : 'review-scores.own.lede', range),
    trail: [{ label: titleOf(t, activity), href: path }],
    narrow: true,
    chart: given.length === 0 || score.most === 0 ? undefined : chartOf(asked, own),
    finding: findingOf(asked, own),
    table: {
      caption: t('review-scores.own.how'),
      hideCaption: true,
      together: true,
      columns: [{ label: t('review-scores.own.what') }, { label: t('peer-review.score.heading'), end: true }],
      rows: rowsOf(asked, own),
    },
    about: aboutOf(asked, own),
    note: score.note === '' ? undefined : score.note,
    formula: { title: t('review-scores.formula'), text: t(`review-scores.method.${score.method}.formula`) },
    gradebook: {
      text: t('review-scores.own.gradebook', { ...share, count: share.required }),
      delivery: delivery && deliveryText(t, format, delivery, asked.now),
    },
    receivedHref: `${path}/received`,
    dispute: ownDispute(asked, own.disputing, { path, problems }),
    problems: fieldsFor(t, {}, problems).summary,
    banner: disputedBanner(asked, problems),
  });
}

function disputedBanner({ t, query }: Asked, problems: Problems | undefined): Banner | undefined {
  return query.done === 'disputed' && !problems ? { tone: 'good', text: t('review-scores.dispute.raised') } : undefined;
}

function read({ format }: Pick<Asked, 'format'>, points: number): string {
  return format.number(tenth(points));
}

function findingOf(asked: Asked, { given, score }: OwnScore): string {
  const { t } = asked;
  if (given.length === 0) return t('review-scores.own.noReviews');
  const spread = { low: read(asked, score.lowest), high: read(asked, score.highest), count: given.length };
  const reviews = t('review-scores.own.finding', spread);
  return score.graded ? reviews : t('review-scores.own.bar', { reviews });
}

function rowsOf(asked: Asked, { given, score }: OwnScore) {
  const { t } = asked;
  const line = (title: string, text: string) => ({ title, cells: [{ text }] });
  const change = tenth(score.points) - tenth(score.mean);
  const sign = change < 0 ? '−' : '+';
  const why = score.graded ? 'graded' : score.method;
  return [
    ...given.map(({ letter, points }) => line(t('review-scores.own.gave', { letter }), read(asked, points))),
    ...(given.length > 1 ? [line(t('review-scores.own.mean', { count: given.length }), read(asked, score.mean))] : []),
    ...(given.length > 0 && tenth(Math.abs(change)) > 0
      ? [line(t(`review-scores.own.why.${why}`), `${sign}${read(asked, Math.abs(change))}`)]
      : []),
    line(t('review-scores.own.score'), t('review-scores.of', { points: read(asked, score.points), most: score.most })),
  ];
}

function aboutOf({ t }: Asked, { score }: OwnScore): string {
  if (score.method !== 'estimate' || score.graded) return t(`review-scores.method.${score.method}.about`);
  return score.gradedWorks === 0
    ? t('review-scores.own.unanchored')
    : t('review-scores.own.anchored', { count: score.gradedWorks, works: score.works });
}

function chartOf(asked: Asked, { given, score }: OwnScore): Chart {
  const at = (points: number) => Math.round(left + (width * points) / score.most);
  const quarters = [0, 1, 2, 3, 4].map((quarter) => (score.most * quarter) / 4);
  return {
    dots: given.map(({ letter, points }) => ({ x: at(points), letter })),
    bar: { x: at(score.low), width: Math.max(2, at(score.high) - at(score.low)) },
    score: at(score.points),
    ticks: quarters.map((points) => ({ x: at(points), label: read(asked, points) })),
  };
}
