/** The form of a check-in: who reads it stands above everything, and beside each answer. */
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { moods, readers, type Question } from './checkin.js';
import type { OwnCheckin } from './checkins.service.js';
import { namesOf, partnerRows, turnTitle, wordsOf, type PartnerRow } from './checkins.view.js';
import { isOpen } from './plan.rules.js';
import { helpOffered, longestAnswer, minutesFor, partOf, readersField } from './questions.rules.js';

interface FormModel extends PageModel {
  action: string;
  draftAction: string;
  occurrence: string;
  whoSees: string;
  questions: readonly { field: FieldModel; reader: FieldModel | undefined }[];
  send: string;
  notes: readonly string[];
  earlierHref: string | undefined;
  fromPartners: readonly PartnerRow[];
}

const formPage: PageOf<FormModel> = pageOf('mentoring/checkins/form');

export function checkinForm(asked: Asked, own: OwnCheckin, problems?: Problems): Page {
  const { t } = asked;
  const { activity, planned, earlier } = own;
  const names = namesOf(asked, own.partners);
  const path = `/checkins/${activity.activityId}`;
  const fields = fieldsFor(t, storedOf(own), problems);
  const saved = asked.query.done === 'saved' && !problems;
  return formPage({
    title: turnTitle(t, activity, planned),
    lede: formLede(asked, own),
    banner: saved ? { tone: 'good', text: t('checkins.form.saved') } : undefined,
    problems: fields.summary,
    narrow: true,
    action: path,
    draftAction: `${path}/draft`,
    occurrence: planned?.occurrence ?? '',
    whoSees: whoSees(asked, own, names),
    questions: own.questions.map((question, index) => {
      const number = index + 1;
      const read = namesOf(asked, own.readers[partOf(question.key, own.form)]);
      return {
        field: fieldOf(asked, fields, { own, question, number, names: read }),
        reader: question.kind === 'help' ? undefined : readerOf(asked, fields, { question, number, names: read }),
      };
    }),
    send: names === undefined ? t('checkins.form.send') : t('checkins.form.sendTo', { names }),
    notes: [t('checkins.score.honest'), formNote(asked, own)],
    earlierHref: earlier.length > 0 ? `${path}/earlier` : undefined,
    fromPartners: partnerRows(asked, own),
  });
}

type Fields = ReturnType<typeof fieldsFor>;

interface Asking {
  question: Question;
  number: number;
  names: string | undefined;
}

function fieldOf(
  { t }: Asked,
  { field }: Fields,
  { own, question, number, names }: Asking & { own: OwnCheckin },
): FieldModel {
  const { key, kind, needed } = question;
  const label = t('checkins.form.numbered', { number, words: wordsOf(t, own.form, question) });
  const optional = !needed;
  if (kind === 'mood') {
    const options = moods.map((mood) => ({ value: mood, label: mood, hint: t(`checkins.mood.${mood}`) }));
    return field('tiles', key, { label, size: 'short', options, optional });
  }
  if (kind === 'help') {
    const offered = helpOffered(own.readers.learner.length > 0, own.form);
    const options = offered.map((help) => ({ value: help, label: t(`checkins.help.${help}`, { names: names ?? '' }) }));
    const hint = offered.includes('partner')
      ? `${t('checkins.form.help.hint')} ${t('checkins.form.help.partnerHint')}`
      : t('checkins.form.help.hint');
    return field('radios', key, { label, hint, options, optional });
  }
  if (kind === 'choice') {
    const options = (question.options ?? []).map((option) => ({ value: option, label: option }));
    return field('radios', key, { label, options, optional });
  }
  const hint = textHint(t, own, question);
  return field('textarea', key, {
    label,
    optional,
    maxLength: longestAnswer,
    rows: 2,
    ...(hint !== undefined && { hint }),
  });
}

/** What was written to the same question last time. */
function textHint(t: Asked['t'], { earlier, form }: OwnCheckin, { key, words }: Question): string | undefined {
  const [last] = earlier;
  const before = key === 'step' ? last?.answers?.find((one) => one.key === key && one.text !== '') : undefined;
  if (before && last) return t(`checkins.form.last.${last.fate ?? 'open'}`, { text: before.text });
  return key === 'step' && form !== 'mentor' && words === undefined ? t('checkins.form.step.hint') : undefined;
}

function readerOf({ t }: Asked, { field }: Fields, { question, number, names }: Asking): FieldModel {
  const offered =
    names === undefined ? readers.filter((one) => one !== 'partners' || question.readers === one) : readers;
  return field('select', readersField(question.key), {
    label: t('checkins.reader.label', { number }),
    options: offered.map((one) => ({ value: one, label: readerText(t, one, names) })),
  });
}

function readerText(t: Asked['t'], who: (typeof readers)[number], names: string | undefined): string {
  return names === undefined ? t(`checkins.reader.alone.${who}`) : t(`checkins.reader.${who}`, { names });
}

/** The draft is newer than what was sent. */
function storedOf({ questions, checkin }: OwnCheckin): Posted {
  const sent = (checkin?.answers ?? []).flatMap(({ key, text, readers: chosen }) => [
    [key, text] as const,
    [readersField(key), chosen] as const,
  ]);
  const usual = questions.map(({ key, readers: chosen }) => [readersField(key), chosen] as const);
  return { ...Object.fromEntries(usual), ...Object.fromEntries(sent), ...checkin?.draft };
}

function formLede({ t, format, now }: Asked, { planned, excused, questions }: OwnCheckin): string {
  const count = questions.length;
  const minutes = t('checkins.form.minutes', { count: minutesFor(count) });
  if (!planned?.dueAt) return t('checkins.form.lede', { count, minutes });
  const due = format.dateTime(planned.dueAt);
  const lede = isOpen(planned, now) ? 'ledeDue' : 'ledeLate';
  return t(`checkins.form.${lede}${excused ? 'Paused' : ''}`, { due, count, minutes });
}

function formNote({ t, format, now }: Asked, { planned }: OwnCheckin): string {
  if (!planned?.dueAt) return t('checkins.form.changeAlways');
  const due = format.dateTime(planned.dueAt);
  return isOpen(planned, now) ? t('checkins.form.changeUntil', { due }) : t('checkins.form.ledeLate', { due });
}

function whoSees(asked: Asked, own: OwnCheckin, names: string | undefined): string {
  const { t } = asked;
  if (names === undefined) return t('checkins.form.whoSeesAlone');
  if (own.form !== 'both') return t('checkins.form.whoSees', { names, count: own.partners.length });
  const first = own.questions.filter(({ key }) => partOf(key, 'both') === 'learner').length;
  const all = own.questions.length;
  const lines = (['learner', 'mentor'] as const).flatMap((part) => {
    const read = namesOf(asked, own.readers[part]);
    const [from, to] = part === 'learner' ? [1, first] : [first + 1, all];
    return read === undefined
      ? []
      : [t('checkins.form.part', { names: read, count: own.readers[part].length, from, to })];
  });
  return [...lines, t('checkins.form.whoSeesTeachers')].join(' ');
}
