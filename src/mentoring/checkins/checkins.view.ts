/** Pages of a learner: the form, what was sent, what a partner sent. */
import type { FieldModel, Posted, Problems } from '../../web/forms.js';
import { fieldsFor } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import { moods, type CheckinAnswers } from './checkin.js';
import { helpOffered, isOpen } from './checkins.rules.js';
import type { OwnCheckin } from './checkins.service.js';

interface FormModel extends PageModel {
  action: string;
  draftAction: string;
  whoSees: string;
  fields: readonly FieldModel[];
  send: string;
  note: string;
  fromPartners: readonly PartnerRow[];
}

export interface PartnerRow {
  title: string;
  href: string;
  avatar: { initials: string; hue: number };
  meta: string;
}

export interface Fact {
  label: string;
  text: string;
}

const formPage: PageOf<FormModel> = pageOf('mentoring/checkins/form');

export function titleOf(t: Translate, activity: { title: string }): string {
  return activity.title === '' ? t('checkins.activity') : activity.title;
}

export function checkinForm(asked: Asked, own: OwnCheckin, problems?: Problems): Page {
  const { t } = asked;
  const names = namesOf(asked, own);
  const path = `/checkins/${own.activity.activityId}`;
  const fields = fieldsFor(t, storedOf(own), problems);
  const saved = asked.query.done === 'saved' && !problems;
  return formPage({
    title: titleOf(t, own.activity),
    lede: formLede(asked, own),
    banner: saved ? { tone: 'good', text: t('checkins.form.saved') } : undefined,
    problems: fields.summary,
    narrow: true,
    action: path,
    draftAction: `${path}/draft`,
    whoSees: whoSees(t, own, names),
    fields: questions(t, fields, names),
    send: names === undefined ? t('checkins.form.send') : t('checkins.form.sendTo', { names }),
    note: formNote(asked, own),
    fromPartners: partnerRows(asked, own),
  });
}

function questions(t: Translate, fields: ReturnType<typeof fieldsFor>, names: string | undefined): FieldModel[] {
  return [
    fields.field('tiles', 'mood', {
      label: t('checkins.form.mood.label'),
      size: 'short',
      options: moods.map((mood) => ({ value: mood, label: mood, hint: t(`checkins.mood.${mood}`) })),
    }),
    fields.field('textarea', 'obstacle', {
      label: t('checkins.form.obstacle.label'),
      hint: t('checkins.form.obstacle.hint'),
      maxLength: 2000,
    }),
    fields.field('textarea', 'step', {
      label: t('checkins.form.step.label'),
      hint: t('checkins.form.step.hint'),
      maxLength: 2000,
    }),
    fields.field('radios', 'help', {
      label: t('checkins.form.help.label'),
      hint: t('checkins.form.help.hint'),
      options: helpOffered(names !== undefined).map((help) => ({
        value: help,
        label: t(`checkins.help.${help}`, { names: names ?? '' }),
      })),
    }),
  ];
}

/** The draft is newer than what was sent. */
function storedOf({ checkin }: OwnCheckin): Posted {
  return { ...checkin?.answers, ...checkin?.draft };
}

function formLede({ t, format, now }: Asked, { settings, excused }: OwnCheckin): string {
  if (!settings.dueAt) return t('checkins.form.lede');
  const due = format.dateTime(settings.dueAt);
  const lede = isOpen(settings, now) ? 'ledeDue' : 'ledeLate';
  return t(`checkins.form.${lede}${excused ? 'Paused' : ''}`, { due });
}

function formNote({ t, format, now }: Asked, { settings }: OwnCheckin): string {
  if (!settings.dueAt) return t('checkins.form.changeAlways');
  const due = format.dateTime(settings.dueAt);
  return isOpen(settings, now) ? t('checkins.form.changeUntil', { due }) : t('checkins.form.ledeLate', { due });
}

function whoSees(t: Translate, own: OwnCheckin, names: string | undefined): string {
  if (names === undefined) return t('checkins.form.whoSeesAlone');
  return t(own.partners.length === 1 ? 'checkins.form.whoSees' : 'checkins.form.whoSeesSeveral', { names });
}

/** Undefined without a partner. */
export function namesOf({ format }: Pick<Asked, 'format'>, { partners }: OwnCheckin): string | undefined {
  return partners.length === 0 ? undefined : format.list(partners.map((partner) => partner.name));
}

export function partnerRows({ t, format }: Asked, { activity, fromPartners }: OwnCheckin): PartnerRow[] {
  return fromPartners.map(({ person, sentAt }) => ({
    title: t('checkins.partners.read', { name: person.name }),
    href: `/checkins/${activity.activityId}/of/${person.personId}`,
    avatar: { initials: person.initials, hue: person.hue },
    meta: t('checkins.partners.when', { when: format.dateTime(sentAt) }),
  }));
}

/** Question by question, without the one about help. */
export function factsOf(t: Translate, { mood, obstacle, step }: CheckinAnswers): Fact[] {
  return [
    { label: t('checkins.sent.mood'), text: t('checkins.mood.said', { mood, words: t(`checkins.mood.${mood}`) }) },
    { label: t('checkins.sent.obstacle'), text: obstacle === '' ? t('checkins.sent.nothing') : obstacle },
    { label: t('checkins.sent.step'), text: step },
  ];
}

/** For the author alone: a partner is never told that the teacher was asked, perhaps about this very partner. */
export function helpFact(t: Translate, { help }: CheckinAnswers, names: string): Fact {
  return { label: t('checkins.sent.help'), text: t(`checkins.help.${help}`, { names }) };
}
