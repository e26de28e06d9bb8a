/** The fields of each step. */
import { timeZonesOffered } from '../../shared/local-time.js';
import type { FieldModel, fieldsFor } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import { dayHours, nightHours, quickPicks, slotOf } from './availability.rules.js';
import { longestAnswer, unsaid } from './intake.rules.js';
import type { ProfileSheet } from './intake.service.js';
import {
  channels,
  meetingFormats,
  mostMentees,
  roleWishes,
  weekdays,
  type OptionalField,
  type Withholdable,
} from './profile.js';
import { askedIn, sharesOffered, type Step } from './steps.rules.js';

/** One question, several lists under one question, or the table of a week; the options of a group stand above its lists. */
export type Block =
  | { kind: 'field'; field: FieldModel }
  | { kind: 'levels'; group: FieldModel; fields: readonly FieldModel[] }
  | { kind: 'week'; group: FieldModel; days: readonly Day[]; tables: readonly WeekTable[] };

interface Day {
  short: string;
  long: string;
}

interface WeekTable {
  /** Of the first hour, so that the summary of problems can link to it. */
  id: string | undefined;
  caption: string;
  /** Behind a disclosure. */
  folded: boolean;
  rows: readonly { hour: string; cells: readonly { value: string; label: string; checked: boolean }[] }[];
}

type MakeField = ReturnType<typeof fieldsFor>['field'];

interface Making {
  asked: Asked;
  sheet: ProfileSheet;
  field: MakeField;
}

export function blocksOf(
  asked: Asked,
  sheet: ProfileSheet,
  { step, field }: { step: Step; field: MakeField },
): Block[] {
  const making: Making = { asked, sheet, field };
  const first = step === 'wish' ? [one(roleWish(making))] : [];
  const blocks = askedIn(step, sheet.questions).flatMap((name) => makers[name](making));
  const shares = step === 'style' ? sharesBlock(making) : [];
  return [...first, ...blocks, ...shares];
}

const makers: Readonly<Record<OptionalField, (making: Making) => Block[]>> = {
  goals: (making) => [one(textOf(making, 'goals'))],
  helpWith: (making) => [one(textOf(making, 'helpWith'))],
  constraints: (making) => [one({ ...textOf(making, 'constraints'), private: true })],
  stage: ({ asked: { t }, sheet, field }) => {
    const options = sheet.questions.stages.map((stage) => ({ value: stage, label: stage }));
    return [one(field('select', 'stage', { ...words(t, 'stage'), options: [...apart(t), ...options] }))];
  },
  maxMentees: ({ asked: { t, format }, field }) => {
    const counts = Array.from({ length: mostMentees }, (_, index) => index + 1);
    const options = counts.map((count) => ({ value: String(count), label: format.number(count) }));
    return [one(field('select', 'maxMentees', { ...words(t, 'maxMentees'), options: [emptyOption(t), ...options] }))];
  },
  strong: (making) => [one(topicsOf(making, 'strong'))],
  wanted: (making) => [one(topicsOf(making, 'wanted'))],
  confidence: (making) => {
    const about = making.sheet.questions.topics.map((topic) => ({ about: topic, label: topic }));
    return levelsOf(making, { name: 'confidence', highest: 4, about });
  },
  channel: (making) => [one(radiosOf(making, 'channel', channels))],
  format: (making) => [one(radiosOf(making, 'format', meetingFormats))],
  languages: ({ asked: { t, format }, sheet, field }) => {
    const options = languageOptions(sheet.languages, format);
    return [
      one(
        field('checkboxes', 'languages', {
          ...words(t, 'languages'),
          optional: true,
          options: [...options, box(t, 'languages')],
        }),
      ),
    ];
  },
  timeZone: ({ asked: { t }, sheet, field }) => {
    const zones = timeZonesOffered(sheet.saved?.answers.timeZone, sheet.knownTimeZone);
    const options = zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
    return [one(field('select', 'timeZone', { ...words(t, 'timeZone'), options: [...apart(t), ...options] }))];
  },
  availability: weekBlocks,
  style: (making) => {
    const about = making.sheet.questions.style.map(({ id, text }) => ({ about: id, label: text }));
    return levelsOf(making, { name: 'style', highest: 5, about });
  },
};

function one(field: FieldModel): Block {
  return { kind: 'field', field };
}

const hinted = [
  ...['goals', 'stage', 'maxMentees', 'confidence', 'helpWith', 'languages', 'availability'],
  ...['style', 'constraints', 'shares', 'quick'],
];

function words(t: Translate, name: string) {
  const hint = hinted.includes(name) ? { hint: t(`intake.${name}.hint`) } : {};
  return { label: t(`intake.${name}.label`), whoSees: t(`intake.${name}.who`), ...hint };
}

function emptyOption(t: Translate) {
  return { value: '', label: t('intake.empty') };
}

/** Left empty, and withheld, among the choices of a list. */
function apart(t: Translate) {
  return [emptyOption(t), { value: unsaid, label: t('intake.unsaid') }];
}

/** Withheld, beside a question with several answers. */
function box(t: Translate, field: Withholdable) {
  return { name: 'withheld', value: field, label: t('intake.unsaid') };
}

function roleWish({ asked: { t }, field }: Making): FieldModel {
  const options = roleWishes.map((wish) => hintedOption(t, `intake.roleWish.${wish}`, wish));
  return field('radios', 'roleWish', { ...words(t, 'roleWish'), options });
}

function hintedOption(t: Translate, key: string, value: string) {
  return { value, label: t(`${key}.label`), hint: t(`${key}.hint`) };
}

function textOf({ asked: { t }, field }: Making, name: OptionalField): FieldModel {
  return field('textarea', name, { ...words(t, name), optional: true, rows: 3, maxLength: longestAnswer });
}

function topicsOf({ asked: { t }, sheet, field }: Making, name: 'strong' | 'wanted'): FieldModel {
  const options = sheet.questions.topics.map((topic) => ({ value: topic, label: topic }));
  return field('checkboxes', name, { ...words(t, name), optional: true, options: [...options, box(t, name)] });
}

function radiosOf({ asked: { t }, field }: Making, name: OptionalField, values: readonly string[]): FieldModel {
  const options = values.map((value) => hintedOption(t, `intake.${name}.${value}`, value));
  return field('radios', name, { ...words(t, name), options: [...options, ...apart(t)] });
}

/** Lists with one name: the level and what it is about stand in the value, so that no order has to be kept. */
function levelsOf(
  { asked: { t }, field }: Making,
  {
    name,
    highest,
    about,
  }: { name: 'confidence' | 'style'; highest: number; about: readonly { about: string; label: string }[] },
): Block[] {
  const said = { ...words(t, name), optional: true, options: [box(t, name)] };
  const group = { ...field('checkboxes', name, said), id: `${name}-group` };
  const levels = Array.from({ length: highest }, (_, index) => index + 1);
  const fields = about.map((item, index): FieldModel => {
    const options = levels.map((level) => ({
      value: `${String(level)} ${item.about}`,
      label: t(`intake.${name}.level.${String(level)}`),
    }));
    const made = field('select', name, {
      label: item.label,
      options: [emptyOption(t), ...options],
    });
    return { ...made, id: index === 0 ? name : `${name}-${String(index)}`, problem: undefined };
  });
  return [{ kind: 'levels', group, fields }];
}

function weekBlocks({ asked: { t }, field }: Making): Block[] {
  const quick = quickPicks.map((pick) => ({ value: pick, label: t(`intake.quick.${pick}`) }));
  const all = [...dayHours, ...nightHours].flatMap((hour) => weekdays.map((weekday) => slotOf(weekday, hour)));
  const group = field('checkboxes', 'availability', {
    ...words(t, 'availability'),
    optional: true,
    options: all.map((value) => ({ value, label: value })),
  });
  const besides = field('checkboxes', 'availability', {
    ...words(t, 'availability'),
    options: [box(t, 'availability')],
  });
  const checked = new Set(group.options?.filter((option) => option.checked).map(({ value }) => value));
  const days = weekdays.map((weekday) => ({
    short: t(`intake.day.${weekday}.short`),
    long: t(`intake.day.${weekday}.long`),
  }));
  const table = (name: string, hours: readonly number[]): WeekTable => ({
    id: name === 'day' ? 'availability' : undefined,
    caption: t(`intake.availability.${name}`),
    folded: name === 'night',
    rows: hours.map((hour) => ({
      hour: clock(hour),
      cells: weekdays.map((weekday, index) => {
        const value = slotOf(weekday, hour);
        const values = { day: days[index]?.long ?? '', from: clock(hour), to: clock(hour + 1) };
        return { value, label: t('intake.availability.cell', values), checked: checked.has(value) };
      }),
    })),
  });
  return [
    one(field('checkboxes', 'quick', { ...words(t, 'quick'), optional: true, options: quick })),
    {
      kind: 'week',
      group: { ...group, id: 'availability-group', options: besides.options },
      days,
      tables: [table('day', dayHours), table('night', nightHours)],
    },
  ];
}

export function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function sharesBlock({ asked: { t }, sheet, field }: Making): Block[] {
  const options = sharesOffered(sheet.questions).map((name) => ({ value: name, label: t(`intake.shares.${name}`) }));
  if (options.length === 0) return [];
  return [one(field('checkboxes', 'shares', { ...words(t, 'shares'), optional: true, options }))];
}

/** In the order of their names. */
function languageOptions(codes: readonly string[], format: Asked['format']) {
  return codes
    .map((code) => ({ value: code, label: format.language(code) }))
    .sort((first, second) => format.compare(first.label, second.label));
}
