/** What a check-in asks, as a teacher writes it: up to six questions, for learners and for mentors. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { forms, questionKinds, readers, type FormName, type Question } from './checkin.js';
import { titleOf, wordsOf } from './checkins.view.js';
import { questionsAtMost } from './questions.rules.js';
import type { SettingsSheet } from './settings.service.js';

interface Block {
  title: string;
  key: { name: string; value: string };
  fields: readonly FieldModel[];
  open: boolean;
}

interface QuestionsModel extends PageModel {
  others: readonly { href: string; label: string; current: boolean }[];
  action: string;
  note: string;
  blocks: readonly Block[];
  propose: { action: string; label: string; tone: 'quiet' };
}

const page: PageOf<QuestionsModel> = pageOf('mentoring/checkins/questions');

export function questionsPage(asked: Asked, sheet: SettingsSheet, form: FormName, problems?: Problems): Page {
  const { t, query } = asked;
  const { activity, settings } = sheet;
  const chosen = settings.questions[form];
  const path = `/checkins/${activity.activityId}`;
  const fields = fieldsFor(t, storedOf(asked, form, chosen), problems);
  return page({
    title: t(`checkins.questions.title.${form}`, { title: titleOf(t, activity) }),
    lede: t(`checkins.questions.lede.${form}`),
    banner: query.done === 'saved' && !problems ? { tone: 'good', text: t('checkins.questions.saved') } : undefined,
    problems: fields.summary,
    trail: [{ label: t('checkins.settings.back'), href: path }],
    narrow: true,
    others: forms.map((one) => ({
      href: `${path}/questions/${one}`,
      label: t(`checkins.questions.form.${one}`),
      current: one === form,
    })),
    action: `${path}/questions/${form}`,
    note: t('checkins.questions.note'),
    blocks: Array.from({ length: questionsAtMost }, (_, index) => blockOf(asked, fields, { at: index + 1, chosen })),
    propose: { action: `${path}/questions/${form}/propose`, label: t('checkins.questions.propose'), tone: 'quiet' },
  });
}

type Fields = ReturnType<typeof fieldsFor>;

function storedOf({ t }: Asked, form: FormName, chosen: readonly Question[]): Record<string, string> {
  const stored = chosen.flatMap((question, index) => {
    const at = index + 1;
    return [
      [`kind-${at}`, question.kind],
      [`words-${at}`, wordsOf(t, form, question)],
      [`options-${at}`, (question.options ?? []).join('\n')],
      [`needed-${at}`, question.needed ? 'yes' : 'no'],
      [`readers-${at}`, question.readers],
    ] as const;
  });
  return Object.fromEntries(stored);
}

function blockOf(
  { t }: Asked,
  { field, summary }: Fields,
  { at, chosen }: { at: number; chosen: readonly Question[] },
): Block {
  const kinds = ['', ...questionKinds].map((value) => ({
    value,
    label: t(`checkins.questions.kind.${value || 'none'}`),
  }));
  const yesNo = ['yes', 'no'].map((value) => ({ value, label: t(`checkins.questions.needed.${value}`) }));
  const who = readers.map((value) => ({ value, label: t(`checkins.questions.readers.${value}`) }));
  return {
    title: t('checkins.questions.number', { number: at }),
    key: { name: `key-${at}`, value: chosen[at - 1]?.key ?? freeKey(chosen, at) },
    fields: [
      field('select', `kind-${at}`, { label: t('checkins.questions.kind.label'), options: kinds }),
      field('text', `words-${at}`, { label: t('checkins.questions.words.label'), maxLength: 200 }),
      field('textarea', `options-${at}`, {
        ...{ label: t('checkins.questions.options.label'), hint: t('checkins.questions.options.hint') },
        ...{ optional: true, rows: 3, maxLength: 1000 },
      }),
      field('select', `needed-${at}`, { label: t('checkins.questions.needed.label'), options: yesNo }),
      field('select', `readers-${at}`, { label: t('checkins.questions.readers.label'), options: who }),
    ],
    open: chosen[at - 1] !== undefined || (summary?.some((one) => one.field.endsWith(`-${at}`)) ?? false),
  };
}

/** A name that no question of now has: what was sent under an older one stays apart. */
function freeKey(chosen: readonly Question[], at: number): string {
  const taken = new Set(chosen.map(({ key }) => key));
  const names = Array.from({ length: 2 * questionsAtMost }, (_, index) => `q${index + 1}`).filter(
    (name) => !taken.has(name),
  );
  return names[at - 1 - chosen.length] ?? `q${at}x`;
}
