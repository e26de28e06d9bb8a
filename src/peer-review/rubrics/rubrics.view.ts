/** Pages on which a teacher writes a rubric, without script: criterion by criterion, or as a table. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { mostPoints, mostPointsOf, type Criterion } from '../rubric.js';
import { commentField, levelField } from '../review.view.js';
import type { BadRubricLine } from './rubric-csv.rules.js';
import { longestTable } from './rubrics.forms.js';
import type { RubricSheet } from './rubrics.service.js';
import { criteriaAtMost, printOf } from './writing.rules.js';

interface Button {
  label: string;
  href?: string;
  action?: string;
}

interface RubricModel extends PageModel {
  whoSees: string;
  name: { action: string; field: FieldModel } | undefined;
  rows: readonly { title: string; text: string; actions: readonly Button[] }[];
  buttons: readonly (Button & { tone: 'primary' | 'outline' | 'quiet' })[];
  library: { action: string; field: FieldModel; note: string | undefined } | undefined;
}

interface PreviewModel extends PageModel {
  criteria: readonly { level: FieldModel; comment: FieldModel }[];
  overall: FieldModel;
}

interface TableModel extends PageModel {
  action: string;
  table: FieldModel;
  bad: { title: string; lines: readonly string[] } | undefined;
  /** The print of what the form began with. */
  seen: string;
}

const rubricPage: PageOf<RubricModel> = pageOf('peer-review/rubric');
const previewPage: PageOf<PreviewModel> = pageOf('peer-review/rubric-preview');
const tablePage: PageOf<TableModel> = pageOf('peer-review/rubric-table');

const linesShown = 50;

export function rubricPath(activityId: string): string {
  return `/reviews/${activityId}/rubric`;
}

export function trailTo({ t }: Asked, activityId: string) {
  return [
    { label: t('peer-review.matrix.back'), href: `/reviews/${activityId}` },
    { label: t('review-rubrics.name'), href: rubricPath(activityId) },
  ];
}

function doneBanner({ t, query }: Asked): Banner | undefined {
  const done = ['written', 'removed', 'copied', 'read', 'named'].find((word) => word === query.done);
  return done === undefined ? undefined : { tone: 'good', text: t(`review-rubrics.done.${done}`) };
}

export function rubricView(asked: Asked, sheet: RubricSheet, problems?: Problems): Page {
  const { t } = asked;
  const path = rubricPath(sheet.activity.activityId);
  const isOpen = sheet.phase === 'handing-in';
  const shown = isOpen && sheet.own ? sheet.own : sheet.rubric;
  const isOwn = isOpen && sheet.own !== undefined;
  const form = fieldsFor(t, { title: shown.title, from: '' }, problems);
  return rubricPage({
    title: t('review-rubrics.title.page', { title: shown.title === '' ? t('review-rubrics.untitled') : shown.title }),
    lede: ledeOf(asked, sheet, shown),
    banner: problems ? undefined : doneBanner(asked),
    problems: form.summary,
    trail: trailTo(asked, sheet.activity.activityId).slice(0, 1),
    narrow: true,
    whoSees: t('review-rubrics.whoSees'),
    name: isOwn
      ? { action: `${path}/title`, field: form.field('text', 'title', { label: t('review-rubrics.title.label') }) }
      : undefined,
    rows: shown.criteria.map((criterion, place) => ({
      title: t('peer-review.review.question', { number: place + 1, question: criterion.question }),
      text: aboutCriterion(asked, criterion),
      actions: isOwn ? actionsOf(asked, `${path}/criteria/${criterion.criterionId}`, place) : [],
    })),
    buttons: buttonsOf(asked, path, { isOpen, isOwn, isFull: shown.criteria.length >= criteriaAtMost }),
    library: isOpen
      ? {
          action: `${path}/copy`,
          field: form.field('select', 'from', {
            label: t('review-rubrics.library.label'),
            options: [
              { value: '', label: t('review-rubrics.library.choose') },
              ...sheet.library.map(({ from, title, criteria }) => ({
                value: from,
                label: t('review-rubrics.library.one', { title, count: criteria }),
              })),
            ],
          }),
          note: isOwn && shown.criteria.length > 0 ? t('review-rubrics.library.replaces') : undefined,
        }
      : undefined,
  });
}

function ledeOf({ t }: Asked, { phase, own }: RubricSheet, shown: RubricSheet['rubric']): string {
  const count = shown.criteria.length;
  const facts = t('review-rubrics.facts', { count, points: t('peer-review.points', { count: mostPoints(shown) }) });
  if (phase !== 'handing-in') return t('review-rubrics.ledeFixed', { facts });
  if (!own) return t('review-rubrics.ledeShipped', { facts });
  return t(mostPoints(own) > 0 ? 'review-rubrics.ledeOwn' : 'review-rubrics.ledeEmpty', { facts });
}

function aboutCriterion({ t }: Asked, criterion: Criterion): string {
  const words = t(criterion.needsWords ? 'review-rubrics.wordsNeeded' : 'review-rubrics.wordsFree');
  const points = t('peer-review.points', { count: mostPointsOf(criterion) });
  return t(`review-rubrics.about.${criterion.scale ?? 'levels'}`, { count: criterion.levels.length, points, words });
}

function actionsOf({ t }: Asked, path: string, place: number): Button[] {
  return [
    { label: t('review-rubrics.change'), href: path },
    ...(place > 0 ? [{ label: t('review-rubrics.moveUp'), action: `${path}/move-up` }] : []),
    { label: t('review-rubrics.remove'), action: `${path}/remove` },
  ];
}

function buttonsOf(
  { t }: Asked,
  path: string,
  { isOpen, isOwn, isFull }: { isOpen: boolean; isOwn: boolean; isFull: boolean },
): RubricModel['buttons'] {
  const add = { label: t(isOwn ? 'review-rubrics.add' : 'review-rubrics.writeOwn'), href: `${path}/criteria/new` };
  return [
    ...(isOpen && !isFull ? [{ ...add, tone: 'primary' as const }] : []),
    { label: t('review-rubrics.preview.open'), href: `${path}/preview`, tone: 'outline' },
    ...(isOpen ? [{ label: t('review-rubrics.table.open'), href: `${path}/table`, tone: 'outline' as const }] : []),
    { label: t('review-rubrics.table.download'), href: `${path}/table.csv`, tone: 'quiet' },
  ];
}

export function previewView(asked: Asked, { activity, rubric, own, phase }: RubricSheet): Page {
  const { t } = asked;
  const shown = phase === 'handing-in' && own ? own : rubric;
  const fields = fieldsFor(t, {});
  return previewPage({
    title: t('review-rubrics.preview.title'),
    lede: t('review-rubrics.preview.lede'),
    trail: trailTo(asked, activity.activityId),
    criteria: shown.criteria.map((criterion, place) => ({
      level: levelField(t, fields, { criterion, number: place + 1 }),
      comment: commentField(fields, criterion),
    })),
    overall: fields.field('textarea', 'overall', { label: t('peer-review.review.overall') }),
  });
}

export function tableView(
  asked: Asked,
  { activity, own }: Pick<RubricSheet, 'activity' | 'own'>,
  wrong: { problems?: Problems; bad?: readonly BadRubricLine[]; table: string; isNews?: boolean },
): Page {
  const { t } = asked;
  const form = fieldsFor(t, { table: wrong.table }, wrong.problems);
  return tablePage({
    title: t('review-rubrics.table.title'),
    lede: t('review-rubrics.table.lede'),
    problems: form.summary,
    narrow: true,
    trail: trailTo(asked, activity.activityId),
    action: `${rubricPath(activity.activityId)}/table`,
    table: form.field('textarea', 'table', {
      label: t('review-rubrics.table.label'),
      hint: t('review-rubrics.table.hint'),
      whoSees: t('review-rubrics.whoSees'),
      rows: 12,
      maxLength: longestTable,
    }),
    seen: wrong.problems && !wrong.isNews ? String(wrong.problems.posted.seen ?? '') : printOf(own?.criteria ?? []),
    bad: wrong.isNews ? standsNow(asked, own) : wrong.bad && badLines(asked, wrong.bad),
  });
}

function standsNow({ t }: Asked, own: RubricSheet['own']): TableModel['bad'] {
  return { title: t('review-rubrics.now'), lines: (own?.criteria ?? []).map(({ question }) => question) };
}

function badLines({ t, format }: Asked, bad: readonly BadRubricLine[]): TableModel['bad'] {
  return {
    title: t('review-rubrics.table.badTitle', { count: bad.length }),
    lines: bad.slice(0, linesShown).map(({ line, problem, found }) =>
      t('review-rubrics.table.line', {
        line: format.number(line),
        found,
        reason: t(`review-rubrics.table.bad.${problem}`),
      }),
    ),
  };
}
