/** The blocks of the form: one question each, with what it is for and who sees it. */
import type { FieldModel, FieldOptions } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { sharesOffered, withholdableIn } from './asking.rules.js';
import { longestAnswer } from './intake.rules.js';
import { languagesInSight } from './languages.rules.js';
import { saidOfTopic, topicName } from './posted.rules.js';
import { channels, meetingFormats, mostMentees, type AskedField, type RoleWish } from './profile.js';
import type { Making } from './making.view.js';
import { weekBlock, type WeekParts } from './week.view.js';

/** `fields`: one after another, each with its label; `rows`: short answers in a line; `week`: parts of days. */
export type Block = Head &
  (
    | { kind: 'fields'; fields: readonly FieldModel[] }
    | { kind: 'rows'; rows: readonly FieldModel[] }
    | { kind: 'languages'; chips: FieldModel; other: FieldModel }
    | ({ kind: 'week' } & WeekParts)
  );

interface Head {
  /** Of the first control, for the summary of problems. */
  id: string;
  title: string;
  purpose: string;
  whoSees: string;
  problem: string | undefined;
}

export function blocksOf(making: Making): Block[] {
  const { shown } = making;
  const done = new Set<AskedField>();
  return shown.flatMap((field) => {
    if (done.has(field)) return [];
    const together = groups.find((group) => group.includes(field)) ?? [field];
    for (const one of together) done.add(one);
    return [makers[together[0] ?? field]?.(making) ?? textBlock(making, field)];
  });
}

/** Answered in one block. */
const groups: readonly (readonly AskedField[])[] = [
  ['strong', 'wanted'],
  ['availability', 'timeZone'],
];

const makers: Partial<Record<AskedField, (making: Making) => Block>> = {
  strong: topicsBlock,
  availability: (making) => ({
    ...head(making, 'availability', hoursAsked(making)),
    kind: 'week',
    ...weekBlock(making),
  }),
  confidence: (making) => {
    const about = making.sheet.questions.topics.map((topic) => ({ about: topic, label: topic }));
    return { ...head(making, 'confidence'), kind: 'fields', fields: levelFields(making, 'confidence', 4, about) };
  },
  style: (making) => {
    const about = making.sheet.questions.style.map(({ id, text }) => ({ about: id, label: text }));
    return { ...head(making, 'style'), kind: 'fields', fields: levelFields(making, 'style', 5, about) };
  },
  stage: (making) => selectBlock(making, 'stage', making.sheet.questions.stages),
  maxMentees: (making) => selectBlock(making, 'maxMentees', menteeCounts),
  channel: (making) => rowBlock(making, 'channel', ['', ...channels]),
  format: (making) => rowBlock(making, 'format', meetingFormats),
  roleWish: (making) => rowBlock(making, 'roleWish', ['mentee', 'mentor', 'either', 'both'] satisfies RoleWish[]),
  languages: languagesBlock,
};

const menteeCounts = Array.from({ length: mostMentees }, (_, index) => String(index + 1));

/** Of a course that asks for the zone alone, the block is about that. */
function hoursAsked({ shown }: Making): string {
  return shown.includes('availability') ? 'availability' : 'timeZone';
}

function head({ asked: { t }, sheet, field }: Making, name: AskedField, words: string = name): Head {
  return {
    id: name,
    title: t(`intake.${words}.label`),
    purpose: purposeOf(t, words, sheet.uses[name] ?? 'added'),
    whoSees: t(`intake.${words}.who`),
    problem: field('text', name, { label: '' }).problem,
  };
}

/** What it does, in the words of the question where it has its own. */
function purposeOf(t: Asked['t'], name: string, use: string): string {
  const own = ownPurposes[name]?.includes(use) === true;
  return t(own ? `intake.${name}.purpose.${use}` : `intake.purpose.${use}`);
}

const ownPurposes: Readonly<Record<string, readonly string[]>> = {
  availability: ['shown'],
  timeZone: ['shown'],
  channel: ['counts'],
  languages: ['rule'],
  roleWish: ['counts', 'most'],
};

function topicsBlock(making: Making): Block {
  const { asked, sheet, shown, field } = making;
  const { t } = asked;
  const answers = sheet.saved?.answers ?? {};
  const ways = (topic: string) => [
    ...(shown.includes('wanted') ? (['need'] as const) : []),
    ...(shown.includes('strong') ? (['help'] as const) : []),
    ...(saidOfTopic(answers, topic) === 'both' ? (['both'] as const) : []),
    'neither' as const,
  ];
  const rows = sheet.questions.topics.map((topic, place) => {
    const name = topicName(place);
    const options = ways(topic).map((way) => ({ value: `${way} ${topic}`, label: t(`intake.topic.${way}`) }));
    const row = field('radios', name, { label: topic, options });
    const isNew = row.options?.every(({ checked }) => !checked) === true;
    return {
      ...row,
      options: row.options?.map((one, index) =>
        isNew && index === options.length - 1 ? { ...one, checked: true } : one,
      ),
    };
  });
  const problem = ['strong', 'wanted'].map((name) => field('text', name, { label: '' }).problem).find(Boolean);
  const first = shown.includes('strong') ? 'strong' : 'wanted';
  return { ...head(making, first, 'topics'), id: topicName(0), problem, kind: 'rows', rows };
}

/** Short answers in one line; '' is the start value where there is one. */
function rowBlock(making: Making, name: AskedField, values: readonly string[]): Block {
  const { asked, field } = making;
  const { t } = asked;
  const options = values.map((value) => ({ value, label: t(`intake.${name}.${value === '' ? 'any' : value}`) }));
  const hint = name === 'roleWish' ? { hint: t('intake.roleWish.hint') } : {};
  return { ...head(making, name), kind: 'rows', rows: [field('radios', name, { label: '', options, ...hint })] };
}

function selectBlock(making: Making, name: AskedField, values: readonly string[]): Block {
  const { t } = making.asked;
  const options = ['', ...values].map((value) => ({ value, label: value === '' ? t('intake.empty') : value }));
  return fieldBlock(making, 'select', name, { label: t(`intake.${name}.answer`), options });
}

function textBlock(making: Making, name: AskedField): Block {
  const isPrivate = name === 'constraints' ? { private: true } : {};
  const label = making.asked.t(`intake.${name}.answer`);
  return fieldBlock(making, 'textarea', name, { label, rows: 3, maxLength: longestAnswer, ...isPrivate });
}

function fieldBlock(making: Making, kind: 'select' | 'textarea', name: AskedField, options: FieldOptions): Block {
  return { ...head(making, name), problem: undefined, kind: 'fields', fields: [making.field(kind, name, options)] };
}

/** Lists with one name: the level and what it is about stand in the value, so that no order has to be kept. */
function levelFields(
  { asked: { t }, field }: Making,
  name: 'confidence' | 'style',
  highest: number,
  about: readonly { about: string; label: string }[],
): FieldModel[] {
  const levels = Array.from({ length: highest }, (_, index) => String(index + 1));
  return about.map((item, index) => {
    const said = levels.map((level) => ({
      value: `${level} ${item.about}`,
      label: t(`intake.${name}.level.${level}`),
    }));
    const made = field('select', name, {
      label: item.label,
      options: [{ value: '', label: t('intake.empty') }, ...said],
    });
    return { ...made, id: index === 0 ? name : `${name}-${String(index)}`, problem: undefined };
  });
}

function languagesBlock(making: Making): Block {
  const { asked, sheet, field, valueOf } = making;
  const { t, format, visit } = asked;
  const inSight = languagesInSight(sheet.saved?.answers.languages ?? [], sheet.languages, visit.locale);
  const options = inSight.map((code) => ({ value: code, label: format.language(code) }));
  const names = sheet.languages.map((code) => format.language(code)).sort((one, other) => format.compare(one, other));
  return {
    ...head(making, 'languages'),
    kind: 'languages',
    chips: field('checkboxes', 'languages', { label: t('intake.languages.label'), options }),
    other: {
      ...field('text', 'otherLanguages', {
        ...{ label: t('intake.languages.other'), hint: t('intake.languages.otherHint') },
        options: names.map((name) => ({ value: name, label: name })),
      }),
      value: valueOf('otherLanguages'),
    },
  };
}

/** What partners see only if the person says so; absent where there is nothing of it. */
export function sharesField({ asked: { t }, shown, field }: Making): FieldModel | undefined {
  const options = sharesOffered(shown).map((name) => ({ value: name, label: t(`intake.shares.${name}`) }));
  if (options.length === 0) return undefined;
  return field('checkboxes', 'shares', { label: t('intake.shares.label'), whoSees: t('intake.shares.who'), options });
}

/** What the person prefers not to say, for each question that is compared. */
export function withheldField({ asked: { t }, shown, field }: Making): FieldModel | undefined {
  const options = withholdableIn(shown).map((name) => ({ value: name, label: t(`intake.${name}.short`) }));
  if (options.length === 0) return undefined;
  return field('checkboxes', 'withheld', { label: t('intake.unsaid'), hint: t('intake.unsaidHint'), options });
}
