/** What a person was reminded of and what is due; how they wish to be reminded; for staff the table of all there is. */
import { spoken } from '../shared/zones.js';
import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { Formats, Translate } from '../web/texts.js';
import type { DueDate } from './dates.js';
import { digest, type Item, type Message, type ReminderKind, type Wishes } from './reminder.js';

export const remindersPath = '/reminders';
export const wishesPath = `${remindersPath}/settings`;
export const kindsPath = `${remindersPath}/kinds`;

interface WeekModel extends PageModel {
  due: readonly { title: string; text: string }[];
  saidTitle: string | undefined;
  said: readonly { title: string; lines: readonly string[]; text: string }[];
  link: { label: string; href: string };
}

interface WishesModel extends PageModel {
  action: string;
  whoSees: string;
  words: readonly string[];
  fields: readonly FieldModel[];
  send: string;
  note: string;
}

interface KindsModel extends PageModel {
  kinds: readonly { title: string; text: string }[];
}

interface UnsubscribeModel extends PageModel {
  action: string | undefined;
  send: string;
  text: string;
}

const weekPage: PageOf<WeekModel> = pageOf('reminders/week');
const wishesPage: PageOf<WishesModel> = pageOf('reminders/settings');
const kindsPage: PageOf<KindsModel> = pageOf('reminders/kinds');
const unsubscribePage: PageOf<UnsubscribeModel> = pageOf('reminders/unsubscribe');

const home = '/mentoring';

export function weekView(
  asked: Asked,
  { due, said, kinds }: { due: readonly DueDate[]; said: readonly Message[]; kinds: readonly ReminderKind[] },
): Page {
  const { t, format } = asked;
  return weekPage({
    title: t('reminders.week.title', { count: due.length }),
    lede: t(due.length === 0 ? 'reminders.week.ledeNone' : 'reminders.week.lede'),
    trail: [{ label: t('web.tab.home'), href: home }],
    tab: home,
    narrow: true,
    due: due.map(({ title, dueAt, startsAt }) => ({ title, text: format.dateTime(startsAt ?? dueAt) })),
    saidTitle: said.length === 0 ? undefined : t('reminders.week.said'),
    said: said.map((one) => ({
      title: format.dateTime(one.at),
      lines: one.items.map((item) => `${item.courseTitle}: ${lineOf(asked, item, kinds)}`),
      text: t(`reminders.state.${one.mail}`),
    })),
    link: { label: t('reminders.settings.link'), href: wishesPath },
  });
}

/** Undefined kinds: a feature that was taken out since. */
export function lineOf(
  { t, format }: { t: Translate; format: Formats },
  { kind, dueAt }: Item,
  kinds: readonly ReminderKind[],
): string {
  const words = kinds.find((one) => one.kind === kind)?.words;
  const time = dueAt ? format.dateTime(dueAt) : '';
  return words ? t(words.line, { time }) : t('reminders.gone');
}

export interface WishesSheet {
  wishes: Wishes;
  address?: string;
  isRefused: boolean;
  hasMail: boolean;
}

export function wishesView(
  asked: Asked,
  sheet: WishesSheet,
  kinds: readonly ReminderKind[],
  problems?: Problems,
): Page {
  const { t, query } = asked;
  const { wishes, hasMail } = sheet;
  const on = [...kinds.map(({ kind }) => kind), digest].filter((kind) => !wishes.off.includes(kind));
  const { most, quietFrom, quietUntil } = wishes;
  const stored = {
    ...{ mail: wishes.mail ? 'yes' : 'no', on, most: String(most) },
    ...{ quietFrom: String(quietFrom), quietUntil: String(quietUntil) },
  };
  const form = fieldsFor(t, stored, problems);
  return wishesPage({
    title: t('reminders.settings.title'),
    lede: t('reminders.settings.lede'),
    banner: query.done === 'saved' ? { tone: 'good', text: t('reminders.settings.saved') } : undefined,
    problems: form.summary,
    trail: [{ label: t('reminders.link'), href: remindersPath }],
    tab: home,
    narrow: true,
    action: wishesPath,
    whoSees: t('reminders.settings.whoSees'),
    words: [mailText(asked, sheet)],
    fields: fieldsOf(asked, form, hasMail, kinds),
    send: t('reminders.settings.save'),
    note: t('reminders.settings.note'),
  });
}

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

function fieldsOf(
  { t, visit }: Asked,
  form: ReturnType<typeof fieldsFor>,
  hasMail: boolean,
  kinds: readonly ReminderKind[],
): FieldModel[] {
  return [
    ...(hasMail
      ? [
          form.field('radios', 'mail', {
            label: t('reminders.settings.mail'),
            options: ['yes', 'no'].map((value) => ({ value, label: t(`reminders.settings.mail_${value}`) })),
          }),
        ]
      : []),
    form.field('checkboxes', 'on', {
      label: t('reminders.settings.on'),
      optional: true,
      options: [
        { value: digest, label: t('reminders.digest.name'), hint: t('reminders.digest.when') },
        ...kinds.map(({ kind, words }) => ({ value: kind, label: t(words.name), hint: t(words.when) })),
      ],
    }),
    form.field('select', 'most', {
      label: t('reminders.settings.most'),
      size: 'short',
      options: [0, 1, 2, 3, 4, 5, 6, 7].map((count) => ({
        value: String(count),
        label: t('reminders.settings.mostOf', { count }),
      })),
    }),
    form.field('select', 'quietFrom', {
      label: t('reminders.settings.quietFrom', { zone: spoken(visit.timeZone) }),
      size: 'short',
      options: hours,
    }),
    form.field('select', 'quietUntil', { label: t('reminders.settings.quietUntil'), size: 'short', options: hours }),
  ];
}

function mailText({ t }: Asked, { wishes, address, isRefused, hasMail }: WishesSheet): string {
  if (!hasMail) return t('reminders.settings.noMail');
  if (!wishes.mail) return t('reminders.settings.unwanted');
  if (address === undefined) return t('reminders.settings.noAddress');
  return t(isRefused ? 'reminders.settings.refused' : 'reminders.settings.to', { address });
}

/** For staff: one table of what may remind whom. */
export function kindsView({ t }: Asked, kinds: readonly ReminderKind[], hasMail: boolean): Page {
  return kindsPage({
    title: t('reminders.kinds.title'),
    lede: t(hasMail ? 'reminders.kinds.lede' : 'reminders.kinds.ledeTool'),
    trail: [{ label: t('web.tab.home'), href: home }],
    tab: home,
    narrow: true,
    kinds: [
      { title: t('reminders.digest.name'), text: t('reminders.digest.when') },
      ...kinds.map(({ words }) => ({ title: t(words.name), text: t(words.when) })),
    ],
  });
}

/** Outside visits. @param action undefined: it was done */
export function unsubscribeView(t: Translate, action: string | undefined): Page {
  return unsubscribePage({
    title: t(action ? 'reminders.unsubscribe.title' : 'reminders.unsubscribe.done'),
    narrow: true,
    action,
    send: t('reminders.unsubscribe.send'),
    text: t(action ? 'reminders.unsubscribe.text' : 'reminders.unsubscribe.doneText'),
  });
}
