/** Raising a concern in two steps: whom one can turn to before any field, then the words, above them who reads them. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { may } from '../../web/permissions.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { answerWays, urgencies, type ReportedMessage, type Topic, type Urgency } from './concern.js';
import { answerBy, longestLine, longestWords, type Reader } from './concerns.rules.js';
import type { KnownConcern } from './concerns.service.js';
import type { KnownContact, KnownHelp } from './contacts.service.js';

export const concernsPath = '/concerns';
export const givenPath = '/concerns/given';
/** Where a message of a conversation is reported. */
export const reportPath = (threadKey: string, messageId: string) => `${concernsPath}?message=${threadKey}~${messageId}`;
export const concernPath = (concernId: string) => `/concern/${concernId}`;

interface ContactModel {
  name: string;
  title: string;
  avatar: { initials: string; hue: number } | undefined;
  topics: string;
  meta: string;
  call: { href: string; label: string } | undefined;
}

interface StartModel extends PageModel {
  danger: string | undefined;
  contacts: readonly ContactModel[];
  none: string | undefined;
  reported: boolean;
  form: { message: string | undefined; fields: readonly FieldModel[] } | undefined;
  missed: { action: string; label: string; tone: 'outline' } | undefined;
  own: readonly { href: string; title: string; text: string }[];
  given: { href: string; label: string } | undefined;
}

const startPage: PageOf<StartModel> = pageOf('mentoring/concerns/start');

export interface StartFacts {
  help: KnownHelp;
  /** Whether anybody could read it. */
  canBeTold: boolean;
  concerns: readonly KnownConcern[];
  /** The reported message, as the address names it. */
  message: string | undefined;
}

export function startView(asked: Asked, facts: StartFacts, problems?: Problems): Page {
  const { t } = asked;
  const { help, canBeTold, concerns, message } = facts;
  const given = concerns.filter(({ isForMe, closedAt }) => isForMe && !closedAt).length;
  const isOpen = canBeTold && !asked.visit.preview;
  return startPage({
    title: t(message === undefined ? 'concerns.title' : 'concerns.reportTitle'),
    lede: isOpen ? t('concerns.lede') : undefined,
    banner: bannerOf(asked),
    problems: fieldsFor(t, {}, problems).summary,
    trail: homeTrail(asked),
    narrow: true,
    danger: said(help.danger),
    contacts: help.contacts.map((contact) => contactModel(asked, contact, help.topics)),
    none: canBeTold ? undefined : t('concerns.nobody', { count: help.contacts.length }),
    reported: message !== undefined,
    form: isOpen ? { message, fields: startFields(asked, help.topics, problems) } : undefined,
    missed: canBeTold ? undefined : missedOf(asked),
    own: concerns.filter(({ isMine }) => isMine).map((one) => ownRow(asked, one)),
    given:
      given === 0 || !may(asked.visit.role, 'coordinate')
        ? undefined
        : { href: givenPath, label: t('concerns.given.link', { count: given }) },
  });
}

function said(danger: string): string | undefined {
  return danger === '' ? undefined : danger;
}

function missedOf({ t, query, visit }: Asked): StartModel['missed'] {
  if (visit.preview || query.done === 'missed') return undefined;
  return { action: `${concernsPath}/missed`, label: t('concerns.missed'), tone: 'outline' };
}

export function homeTrail({ t }: Pick<Asked, 't'>) {
  return [{ label: t('web.tab.home'), href: '/mentoring' }];
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  const done = (['takenBack', 'missed'] as const).find((one) => one === query.done);
  return done && { tone: 'good', text: t(`concerns.done.${done}`) };
}

function contactModel({ t, format }: Asked, contact: KnownContact, topics: readonly Topic[]): ContactModel {
  const names = topics.filter(({ topicId }) => contact.topicIds.includes(topicId)).map(({ name }) => name);
  const answers = contact.person ? t('concerns.contact.answers', { time: targetOf(t, contact) }) : '';
  return {
    name: contact.name,
    title: contact.title,
    avatar: contact.person && { initials: contact.person.initials, hue: contact.person.hue },
    topics: format.list(names),
    meta: [answers, contact.reach].filter((part) => part !== '').join(' · '),
    call:
      contact.phone === ''
        ? undefined
        : {
            href: `tel:${contact.phone.replace(/[^+\d]/g, '')}`,
            label: t('concerns.contact.call', { phone: contact.phone }),
          },
  };
}

export function targetOf(t: Asked['t'], { answersWithinHours: hours }: { answersWithinHours: number }): string {
  return hours < 24 ? t('concerns.hours', { count: hours }) : t('concerns.days', { count: hours / 24 });
}

function startFields({ t, query }: Asked, topics: readonly Topic[], problems: Problems | undefined): FieldModel[] {
  const stored = { topic: query.topic ?? '', urgency: query.urgency ?? 'days' };
  const form = fieldsFor(t, stored, problems && { ...problems, posted: { ...stored, ...problems.posted } });
  return [
    form.field('radios', 'topic', {
      label: t('concerns.form.topic'),
      hint: t('concerns.form.topicHint'),
      options: topics.map(({ topicId, name }) => ({ value: topicId, label: name })),
    }),
    form.field('radios', 'urgency', {
      label: t('concerns.form.urgency'),
      options: urgencies.map((value) => ({ value, label: t(`concerns.urgency.${value}`) })),
    }),
  ];
}

function ownRow({ t, format }: Asked, concern: KnownConcern): StartModel['own'][number] {
  return { href: concernPath(concern.concernId), title: concern.topic, text: stateOf({ t, format }, concern) };
}

/** In one line, for its writer and its readers. */
export function stateOf({ t, format }: Pick<Asked, 't' | 'format'>, concern: KnownConcern): string {
  const sent = t('concerns.state.sent', { time: format.dateTime(concern.sentAt) });
  if (concern.closedAt) return `${sent} ${t('concerns.state.closed', { time: format.dateTime(concern.closedAt) })}`;
  if (concern.answerBy) return `${sent} ${t('concerns.state.due', { time: format.dateTime(concern.answerBy) })}`;
  return `${sent} ${concern.lastEntryAt ? t('concerns.state.answered') : t('concerns.state.waits')}`;
}

export type ReportedModel = Omit<ReportedMessage, 'sentAt'> & { time: string };

export function reportedModels({ format }: Pick<Asked, 'format'>, reported: readonly ReportedMessage[]) {
  return reported.map(({ sentAt, ...rest }): ReportedModel => ({ ...rest, time: format.dateTime(sentAt) }));
}

interface WriteModel extends PageModel {
  action: string;
  danger: string | undefined;
  readers: readonly { name: string; title: string; avatar: { initials: string; hue: number }; by: string }[];
  note: string;
  keptFrom: FieldModel;
  reported: readonly ReportedModel[];
  fields: readonly FieldModel[];
  once: string;
  button: string;
  back: { href: string; label: string };
}

const writePage: PageOf<WriteModel> = pageOf('mentoring/concerns/write');

export interface WriteFacts {
  help: KnownHelp;
  topic: Topic;
  urgency: Urgency;
  readers: readonly Reader[];
  message: string | undefined;
  reported: readonly ReportedMessage[];
  once: string;
}

export function writeView(asked: Asked, facts: WriteFacts, problems?: Problems): Page {
  const { t, format } = asked;
  const { help, topic, urgency, readers, message, reported } = facts;
  const names = format.list(readers.map(({ name }) => name));
  const count = readers.length;
  const by = t('concerns.write.by', { time: format.dateTime(answerBy(readers, urgency, asked.now)) });
  const asks = queryOf({ topic: topic.topicId, urgency, message });
  const form = fieldsFor(t, { answerWay: 'here' }, problems);
  return writePage({
    title: t('concerns.write.title'),
    lede: t('concerns.write.lede', { topic: topic.name }),
    problems: form.summary,
    trail: [{ label: t('concerns.write.step1'), href: `${concernsPath}?${asks}` }],
    narrow: true,
    action: `${concernsPath}/new?${asks}`,
    danger: said(help.danger),
    readers: readers.map(({ name, title, personId }) => ({ name, title, by, avatar: avatarOf(help, personId) })),
    note: t('concerns.write.logged'),
    keptFrom: form.field('checkboxes', 'keptFrom', {
      label: t('concerns.write.keptFrom'),
      hint: t('concerns.write.keptFromHint'),
      optional: true,
      options: readers.map(({ name, personId }) => ({ value: personId, label: name })),
    }),
    reported: reportedModels(asked, reported),
    fields: [
      form.field('textarea', 'words', {
        ...{ label: t('concerns.form.words'), hint: t('concerns.form.wordsHint', { names, count }) },
        ...{ rows: 7, maxLength: longestWords, private: true },
      }),
      form.field('text', 'about', {
        ...{ label: t('concerns.form.about'), hint: t('concerns.form.aboutHint', { names, count }) },
        ...{ optional: true, maxLength: longestLine, private: true },
      }),
      form.field('radios', 'answerWay', {
        label: t('concerns.form.answer', { names, count }),
        options: answerWays.map((value) => ({ value, label: t(`concerns.answerWay.${value}`) })),
      }),
    ],
    once: facts.once,
    button: t('concerns.form.send', { names, count }),
    back: { href: `${concernsPath}?${asks}`, label: t('concerns.write.back') },
  });
}

function avatarOf({ contacts }: KnownHelp, personId: string): { initials: string; hue: number } {
  const person = contacts.find((one) => one.personId === personId)?.person;
  return { initials: person?.initials ?? '', hue: person?.hue ?? 0 };
}

export function queryOf(parts: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return new URLSearchParams(given).toString();
}
