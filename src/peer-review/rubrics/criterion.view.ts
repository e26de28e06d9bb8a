/** The form of one criterion. */
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Activity } from '../../course/activities/activity.js';
import { scales, type Criterion } from '../rubric.js';
import { longestLine } from './rubric-csv.rules.js';
import { rubricPath, trailTo } from './rubrics.view.js';
import { levelsAtMost, printOf, stepsAtMost } from './writing.rules.js';

interface CriterionModel extends PageModel {
  action: string;
  whoSees: string;
  /** The print of what the form began with. */
  seen: string;
  /** What stands there since the form was opened. */
  now: { title: string; lines: readonly string[] } | undefined;
  question: FieldModel;
  hint: FieldModel;
  scale: FieldModel;
  levels: readonly { number: number; title: FieldModel; about: FieldModel; points: FieldModel }[];
  most: FieldModel;
  prompt: FieldModel;
  needsWords: FieldModel;
}

const criterionPage: PageOf<CriterionModel> = pageOf('peer-review/criterion');

type Fields = ReturnType<typeof fieldsFor>;

export function criterionView(
  asked: Asked,
  { activity, criterion, isNews = false }: { activity: Activity; criterion: Criterion | undefined; isNews?: boolean },
  problems?: Problems,
): Page {
  const { t } = asked;
  const fields = fieldsFor(t, storedOf(criterion), problems);
  const line = (name: string, more: object = {}) =>
    fields.field('text', name, { label: t(`review-rubrics.criterion.${name}.label`), maxLength: longestLine, ...more });
  return criterionPage({
    title: criterion ? t('review-rubrics.criterion.title') : t('review-rubrics.criterion.titleNew'),
    problems: fields.summary,
    narrow: true,
    trail: trailTo(asked, activity.activityId),
    action: `${rubricPath(activity.activityId)}/criteria/${criterion?.criterionId ?? 'new'}`,
    whoSees: t('review-rubrics.whoSees'),
    seen: seenBy(criterion, isNews ? undefined : problems),
    now: isNews && criterion ? { title: t('review-rubrics.now'), lines: linesOf(asked, criterion) } : undefined,
    question: line('question'),
    hint: line('hint', { optional: true }),
    scale: fields.field('radios', 'scale', {
      label: t('review-rubrics.criterion.scale.label'),
      options: scales.map((scale) => ({
        value: scale,
        label: t(`review-rubrics.criterion.scale.${scale}`),
        hint: t(`review-rubrics.criterion.scale.${scale}Hint`),
      })),
    }),
    levels: Array.from({ length: Math.max(levelsAtMost, levelsOf(criterion).length) }, (_, place) =>
      levelFields(asked, fields, place),
    ),
    most: fields.field('text', 'most', {
      label: t('review-rubrics.criterion.most.label'),
      hint: t('review-rubrics.criterion.most.hint', { most: stepsAtMost }),
      size: 'short',
      optional: true,
    }),
    prompt: line('prompt', { hint: t('review-rubrics.criterion.prompt.hint') }),
    needsWords: fields.field('checkboxes', 'needsWords', {
      label: t('review-rubrics.criterion.needsWords.label'),
      options: [{ value: '1', label: t('review-rubrics.criterion.needsWords.yes') }],
    }),
  });
}

function levelFields({ t }: Asked, fields: Fields, place: number): CriterionModel['levels'][number] {
  const number = place + 1;
  const field = (name: 'title' | 'about' | 'points') =>
    fields.field('text', `${name}-${String(place)}`, {
      label: t(`review-rubrics.criterion.level.${name}`, { number }),
      maxLength: longestLine,
      ...(name === 'points' && { size: 'short' as const }),
      optional: true,
    });
  return { number, title: field('title'), about: field('about'), points: field('points') };
}

/** A form that comes back keeps what it began with, until its writer has been told what stands there. */
function seenBy(criterion: Criterion | undefined, kept: Problems | undefined): string {
  return kept ? String(kept.posted.seen ?? '') : printOf(criterion ? [criterion] : []);
}

function linesOf({ t }: Asked, { question, hint, prompt, levels }: Criterion): string[] {
  const steps = levels.map(({ title, description, points }) => {
    const level = t('peer-review.received.level', { level: title, points: t('peer-review.points', { count: points }) });
    return description === '' ? level : `${level}. ${description}`;
  });
  return [question, hint, ...steps, prompt].filter((text) => text !== '');
}

const nothing: Criterion = { criterionId: '', question: '', hint: '', prompt: '', levels: [] };

function levelsOf({ scale = 'levels', levels }: Criterion = nothing): Criterion['levels'] {
  return scale === 'levels' ? levels : [];
}

function storedOf(criterion: Criterion = nothing): Posted {
  const { question, hint, prompt, scale = 'levels', most, needsWords } = criterion;
  const stored = levelsOf(criterion).flatMap(({ title, description, points }, place) => [
    [`title-${String(place)}`, title],
    [`about-${String(place)}`, description],
    [`points-${String(place)}`, String(points)],
  ]);
  return {
    ...(Object.fromEntries(stored) as Record<string, string>),
    ...{ question, hint, prompt, scale, most: most === undefined ? '' : String(most) },
    ...(needsWords && { needsWords: '1' }),
  };
}
