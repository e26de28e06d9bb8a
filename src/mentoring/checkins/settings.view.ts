/** When a check-in comes back, and what its points mean in Moodle. */
import { toLocal } from '../../shared/local-time.js';
import { spoken } from '../../shared/zones.js';
import { weekOf, weeksIn } from '../../course/clock/clock.rules.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { titleOf } from './checkins.view.js';
import type { SettingsSheet } from './settings.service.js';

interface SettingsModel extends PageModel {
  action: string;
  whoSees: string;
  when: FieldModel;
  once: readonly FieldModel[];
  rhythm: readonly FieldModel[];
  dates: readonly FieldModel[];
  clock: string;
  points: readonly string[];
}

const page: PageOf<SettingsModel> = pageOf('mentoring/checkins/settings');

export function settingsPage(asked: Asked, sheet: SettingsSheet, problems?: Problems): Page {
  const { t } = asked;
  const { activity } = sheet;
  const path = `/checkins/${activity.activityId}`;
  const fields = fieldsFor(t, storedOf(asked, sheet), problems);
  const options = (['once', 'rhythm', 'dates'] as const).map((value) => ({
    value,
    label: t(`checkins.settings.when.${value}`),
    hint: t(`checkins.settings.when.${value}Hint`),
  }));
  return page({
    title: t('checkins.settings.title', { title: titleOf(t, activity) }),
    lede: t('checkins.settings.lede'),
    problems: fields.summary,
    trail: [{ label: t('checkins.settings.back'), href: path }],
    narrow: true,
    action: `${path}/settings`,
    whoSees: t('checkins.settings.whoSees'),
    when: fields.field('radios', 'when', { label: t('checkins.settings.when.label'), options }),
    once: [dueField(asked, fields)],
    rhythm: rhythmFields(asked, fields),
    dates: [datesField(asked, fields)],
    clock: clockText(asked, sheet),
    points: pointsOf(asked, sheet),
  });
}

type Fields = ReturnType<typeof fieldsFor>;

function storedOf({ visit }: Asked, { settings }: SettingsSheet): Record<string, string> {
  const { when, dueAt, rhythm, dates } = settings;
  const { every = 1, firstWeek = 1, lastWeek = '', weekday = 4, time = '20:00' } = rhythm ?? {};
  return {
    ...{ when, dueAt: dueAt ? toLocal(dueAt, visit.timeZone) : '', time },
    ...{ every: String(every), firstWeek: String(firstWeek), lastWeek: String(lastWeek), weekday: String(weekday) },
    dates: dates.map((one) => toLocal(one.dueAt, visit.timeZone).replace('T', ' ')).join('\n'),
  };
}

function dueField({ t, visit }: Asked, { field }: Fields): FieldModel {
  const hint = t('checkins.settings.dueAt.hint', { zone: visit.timeZone });
  return field('text', 'dueAt', {
    label: t('checkins.settings.dueAt.label'),
    hint,
    type: 'datetime-local',
    size: 'short',
  });
}

function datesField({ t, visit }: Asked, { field }: Fields): FieldModel {
  const hint = t('checkins.settings.dates.hint', { zone: visit.timeZone });
  return field('textarea', 'dates', { label: t('checkins.settings.dates.label'), hint, rows: 6, maxLength: 4000 });
}

function rhythmFields({ t, format }: Asked, { field }: Fields): FieldModel[] {
  const every = [1, 2, 3, 4].map((count) => ({
    value: String(count),
    label: t('checkins.settings.every.option', { count }),
  }));
  // 1 June 2026 is a Monday.
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: format.weekday(`2026-06-0${day}`),
  }));
  return [
    field('select', 'every', { label: t('checkins.settings.every.label'), options: every }),
    field('number', 'firstWeek', { label: t('checkins.settings.firstWeek.label') }),
    field('number', 'lastWeek', { label: t('checkins.settings.lastWeek.label'), optional: true }),
    field('select', 'weekday', { label: t('checkins.settings.weekday.label'), options: weekdays }),
    field('text', 'time', { label: t('checkins.settings.time.label'), type: 'time', size: 'short' }),
  ];
}

function clockText({ t, now }: Asked, { clock }: SettingsSheet): string {
  if (!clock) return t('checkins.settings.clock.none');
  const [week, all, zone] = [weekOf(clock, now), weeksIn(clock), spoken(clock.zone)];
  if (all === undefined) return t('checkins.settings.clock.week', { week: Math.max(week, 0), zone });
  return t('checkins.settings.clock.of', { week: Math.min(Math.max(week, 0), all), all, zone });
}

/** Three quarters is what most programmes ask for. */
const share = 0.75;

function pointsOf({ t, format }: Asked, { plan, settings }: SettingsSheet): string[] {
  const count = plan.length;
  if (settings.when === 'once' || count < 2) return [t('checkins.settings.points.once')];
  const enough = Math.ceil(count * share);
  return [
    t('checkins.settings.points.sum', { count, each: format.percent(1 / count) }),
    t('checkins.settings.points.complete', {
      enough,
      count,
      pass: format.number(Math.floor((enough / count) * 1000) / 10),
    }),
    t('checkins.settings.points.kept'),
  ];
}
