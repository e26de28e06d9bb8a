/** What the course asks, for its teacher. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import {
  maximumStages,
  maximumStyleQuestions,
  maximumTopics,
  optionalFields,
  type Questions,
  type Uses,
} from './profile.js';

interface QuestionsModel extends PageModel {
  /** What is asked anyway, posted again. */
  used: string;
  fields: readonly FieldModel[];
}

const questionsPage: PageOf<QuestionsModel> = pageOf('pairing/intake/questions');

/** @param proposal `fromGates`: the stages are not saved yet, they are the names of the course's gates */
export function questionsView(
  { t, query }: Asked,
  proposal: { questions: Questions; uses: Uses; fromGates: boolean },
  problems?: Problems,
): Page {
  const { questions, uses, fromGates } = proposal;
  const { intro, asked, added, topics, stages, style } = questions;
  const used = optionalFields.filter((field) => uses[field] !== undefined);
  const stored = {
    intro,
    asked: optionalFields.filter((field) => asked.includes(field) && (used.includes(field) || added.includes(field))),
    topics: topics.join('\n'),
    stages: stages.join('\n'),
    style: style.map(({ text }) => text).join('\n'),
  };
  const form = fieldsFor(t, stored, problems);
  const lines = (name: string, maximum: number, rows: number) =>
    form.field('textarea', name, {
      label: t(`intake.questions.${name}.label`),
      hint:
        name === 'stages' && fromGates
          ? t('intake.questions.stages.fromGates', { maximum })
          : t(`intake.questions.${name}.hint`, { maximum }),
      whoSees: t('intake.questions.who'),
      rows,
    });
  return questionsPage({
    title: t('intake.questions.title'),
    lede: t('intake.questions.lede'),
    banner: query.done === 'saved' ? { tone: 'good', text: t('intake.questions.done') } : undefined,
    problems: form.summary,
    narrow: true,
    used: used.join(' '),
    fields: [
      form.field('textarea', 'intro', {
        label: t('intake.questions.intro.label'),
        hint: t('intake.questions.intro.hint'),
        whoSees: t('intake.questions.who'),
        rows: 3,
        maxLength: 600,
        optional: true,
      }),
      form.field('checkboxes', 'asked', {
        label: t('intake.questions.asked.label'),
        hint: t('intake.questions.asked.hint'),
        whoSees: t('intake.questions.who'),
        options: [...used, ...optionalFields.filter((field) => !used.includes(field))].map((field) => ({
          ...{ value: field, label: t(`intake.${field}.short`) },
          hint: t(`intake.questions.asked.use.${uses[field] ?? 'none'}`),
        })),
      }),
      lines('topics', maximumTopics, 10),
      lines('stages', maximumStages, 6),
      lines('style', maximumStyleQuestions, 6),
    ],
  });
}
