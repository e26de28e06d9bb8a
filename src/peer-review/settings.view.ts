import { toLocal } from '../shared/local-time.js';
import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import { dateNames, openDates } from './dates.rules.js';
import { namings } from './names.js';
import type { Translate } from '../web/texts.js';
import type { SettingsNow } from './coordination.service.js';
import { titleOf } from './own.view.js';
import { longestComment } from './peer-review.forms.js';
import { groupRules } from './allocation/allocation.js';
import { methods } from './scores/marks.js';
import { mostReviewsEach } from './peer-review.settings.js';

interface SettingsModel extends PageModel {
  action: string;
  whoSees: string;
  fields: readonly FieldModel[];
  /** Those that can still be set. */
  dates: readonly FieldModel[];
  /** Why names cannot be chosen any more. */
  fixed: string | undefined;
}

const settingsPage: PageOf<SettingsModel> = pageOf('peer-review/settings');

/** `zone`: IANA, of the teacher who reads. */
export function settingsForm(asked: Asked, now: SettingsNow & { zone: string }, problems?: Problems): Page {
  const { t } = asked;
  const { activity, settings, rubric, phase, dates, zone } = now;
  const open = phase === 'handing-in';
  const path = `/reviews/${activity.activityId}`;
  const stored = {
    instructions: settings.instructions,
    reviewsEach: String(settings.reviewsEach),
    rubricId: rubric.rubricId,
    method: settings.method,
    names: settings.names,
    groups: settings.groups,
    leaseDays: settings.leaseDays === undefined ? '' : String(settings.leaseDays),
    start: dates.early ? 'early' : 'date',
    ...Object.fromEntries(dateNames.map((name) => [name, local(dates[name], zone)])),
  };
  const fields = fieldsFor(t, stored, problems);
  const instructions = fields.field('textarea', 'instructions', {
    label: t('peer-review.settings.instructions.label'),
    hint: t('peer-review.settings.instructions.hint'),
    rows: 6,
    maxLength: longestComment,
    optional: true,
  });
  return settingsPage({
    title: t('peer-review.settings.title', { title: titleOf(t, activity) }),
    lede: t(open ? 'peer-review.settings.lede' : 'peer-review.settings.ledeStarted'),
    problems: fields.summary,
    trail: [{ label: t('peer-review.settings.back'), href: path }],
    narrow: true,
    action: `${path}/settings`,
    whoSees: t('peer-review.settings.whoSees'),
    fields: open ? [instructions, ...promised(asked, fields, now)] : [instructions],
    dates: dateFields(asked, fields, now),
    fixed: fixedNote(t, now),
  });
}

function fixedNote(t: Translate, { phase, handedIn, names }: SettingsNow): string | undefined {
  if (phase === 'handing-in' && handedIn === 0) return undefined;
  const chosen = t(`peer-review.settings.names.${names}`);
  return t('peer-review.settings.names.fixed', { count: handedIn, chosen });
}

function local(time: Date | undefined, zone: string): string {
  return time ? toLocal(time, zone) : '';
}

function dateFields(
  { t, now: time }: Asked,
  fields: ReturnType<typeof fieldsFor>,
  { phase, dates, assignment, zone }: SettingsNow & { zone: string },
): FieldModel[] {
  const open = openDates(dates, assignment, time);
  const all = dateNames.map((name) =>
    fields.field('text', name, {
      label: t(`peer-review.settings.dates.${name}.label`),
      hint: t(`peer-review.settings.dates.${name}.hint`, { zone }),
      type: 'datetime-local',
      size: 'short',
      optional: true,
    }),
  );
  const start = fields.field('radios', 'start', {
    label: t('peer-review.settings.start.label'),
    options: (['date', 'early'] as const).map((way) => ({
      value: way,
      label: t(`peer-review.settings.start.${way}`),
      hint: t(`peer-review.settings.start.${way}Hint`),
    })),
  });
  const shown = all.filter((_, at) => open.some((name) => name === dateNames[at]));
  return phase === 'handing-in' ? [...shown.slice(0, 2), start, ...shown.slice(2)] : shown;
}

/** Fixed as soon as somebody has handed in: it was promised to them. */
function namesField(t: Translate, fields: ReturnType<typeof fieldsFor>): FieldModel {
  return fields.field('radios', 'names', {
    label: t('peer-review.settings.names.label'),
    hint: t('peer-review.settings.names.hint'),
    options: namings.map((names) => ({
      value: names,
      label: t(`peer-review.settings.names.${names}`),
      hint: t(`peer-review.settings.names.${names}Hint`),
    })),
  });
}

/** What is fixed once reviewing has started. */
function promised(
  { t }: Asked,
  fields: ReturnType<typeof fieldsFor>,
  { rubrics, handedIn }: SettingsNow,
): FieldModel[] {
  const counts = Array.from({ length: mostReviewsEach }, (_, index) => String(index + 1));
  return [
    fields.field('select', 'reviewsEach', {
      label: t('peer-review.settings.reviewsEach.label'),
      hint: t('peer-review.settings.reviewsEach.hint'),
      options: counts.map((count) => ({ value: count, label: count })),
    }),
    fields.field('radios', 'rubricId', {
      label: t('peer-review.settings.rubric.label'),
      options: rubrics.map((rubric) => ({
        value: rubric.rubricId,
        label: rubric.title,
        hint: rubric.criteria.map((criterion) => criterion.question).join(' '),
      })),
    }),
    ...(handedIn > 0 ? [] : [namesField(t, fields)]),
    fields.field('radios', 'groups', {
      label: t('peer-review.settings.groups.label'),
      options: groupRules.map((rule) => ({
        value: rule,
        label: t(`peer-review.settings.groups.${rule}`),
        hint: t(`peer-review.settings.groups.${rule}Hint`),
      })),
    }),
    fields.field('text', 'leaseDays', {
      label: t('peer-review.settings.leaseDays.label'),
      hint: t('peer-review.settings.leaseDays.hint'),
      size: 'short',
      optional: true,
    }),
    fields.field('radios', 'method', {
      label: t('review-scores.method.label'),
      options: methods.map((method) => ({
        value: method,
        label: t(`review-scores.method.${method}.title`),
        hint: t(`review-scores.method.${method}.about`),
      })),
    }),
  ];
}
