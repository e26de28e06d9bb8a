/** Whom to turn to, as teachers set it: numbers for an emergency, topics, and people. */
import type { Person } from '../../course/roster/person.js';
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { answerTargets, keptMonthsChoices, longestLine, mostContacts } from './concerns.rules.js';
import { concernsPath, homeTrail, targetOf } from './concerns.view.js';
import type { KnownContact, KnownHelp } from './contacts.service.js';

export const contactsPath = '/concerns/contacts';
export const contactPath = (contactId: string) => `${contactsPath}/one/${contactId}`;

interface ContactsModel extends PageModel {
  rows: readonly { href: string; title: string; text: string }[];
  none: string | undefined;
  add: { href: string; label: string } | undefined;
  action: string;
  fields: readonly FieldModel[];
  see: { href: string; label: string };
}

const contactsPage: PageOf<ContactsModel> = pageOf('mentoring/concerns/contacts');

export function contactsView(asked: Asked, help: KnownHelp, problems?: Problems): Page {
  const { t, query } = asked;
  const stored = {
    danger: help.danger,
    topics: help.topics.map(({ name }) => name).join('\n'),
    keptMonths: String(help.keptMonths),
  };
  const form = fieldsFor(t, stored, problems);
  const readers = help.contacts.filter(({ person }) => person).length;
  const isSaved = query.done === 'saved' || query.done === 'removed';
  return contactsPage({
    title: t('concerns.contacts.title'),
    lede: t('concerns.contacts.lede', { count: readers }),
    banner: isSaved ? { tone: 'good', text: t(`concerns.contacts.${query.done ?? ''}`) } : undefined,
    problems: form.summary,
    trail: homeTrail(asked),
    tab: '/mentoring',
    narrow: true,
    rows: help.contacts.map((one) => contactRow(asked, one, help)),
    none: help.contacts.length === 0 ? t('concerns.contacts.none') : undefined,
    add:
      help.contacts.length < mostContacts
        ? { href: `${contactsPath}/new`, label: t('concerns.contacts.add') }
        : undefined,
    action: contactsPath,
    fields: [
      form.field('textarea', 'danger', {
        ...{ label: t('concerns.contacts.danger'), hint: t('concerns.contacts.dangerHint') },
        ...{ optional: true, rows: 3, maxLength: 500 },
      }),
      form.field('textarea', 'topics', {
        ...{ label: t('concerns.contacts.topics'), hint: t('concerns.contacts.topicsHint'), rows: 5 },
      }),
      form.field('select', 'keptMonths', {
        label: t('concerns.contacts.kept'),
        options: keptMonthsChoices.map((count) => ({
          value: String(count),
          label: t('concerns.contacts.months', { count }),
        })),
      }),
    ],
    see: { href: concernsPath, label: t('concerns.contacts.see') },
  });
}

function contactRow({ t, format }: Asked, contact: KnownContact, { topics }: KnownHelp): ContactsModel['rows'][number] {
  const names = topics.filter(({ topicId }) => contact.topicIds.includes(topicId)).map(({ name }) => name);
  const reads = contact.person
    ? t('concerns.contacts.reads', { topics: format.list(names), count: names.length, time: targetOf(t, contact) })
    : t('concerns.contacts.outside');
  const title = contact.title === '' ? contact.name : `${contact.name}, ${contact.title}`;
  return { href: contactPath(contact.contactId), title, text: reads };
}

interface ContactModel extends PageModel {
  action: string;
  fields: readonly FieldModel[];
  remove: { action: string; label: string; tone: 'quiet' } | undefined;
}

const contactPage: PageOf<ContactModel> = pageOf('mentoring/concerns/contact');

export function contactView(
  { t }: Asked,
  { help, staff, contact }: { help: KnownHelp; staff: readonly Person[]; contact: KnownContact | undefined },
  problems?: Problems,
): Page {
  const form = fieldsFor(t, storedOf(contact), problems);
  const line = (name: string) =>
    form.field('text', name, {
      ...{ label: t(`concerns.contacts.form.label.${name}`), hint: t(`concerns.contacts.form.hint.${name}`) },
      ...{ optional: true, maxLength: longestLine },
    });
  return contactPage({
    title: t(contact ? 'concerns.contacts.change' : 'concerns.contacts.add'),
    problems: form.summary,
    trail: [{ label: t('concerns.contacts.title'), href: contactsPath }],
    narrow: true,
    action: contact ? contactPath(contact.contactId) : `${contactsPath}/new`,
    fields: [
      form.field('select', 'who', {
        label: t('concerns.contacts.form.who'),
        hint: t('concerns.contacts.form.whoHint'),
        options: [
          { value: '', label: t('concerns.contacts.form.outsider') },
          ...staff.map(({ personId, name }) => ({ value: personId, label: name })),
        ],
      }),
      ...['name', 'title', 'reach', 'phone'].map(line),
      form.field('select', 'answersWithinHours', {
        label: t('concerns.contacts.form.within'),
        options: answerTargets.map((hours) => ({
          value: String(hours),
          label: targetOf(t, { answersWithinHours: hours }),
        })),
      }),
      form.field('checkboxes', 'topics', {
        label: t('concerns.contacts.form.topics'),
        hint: t('concerns.contacts.form.topicsHint'),
        optional: true,
        options: help.topics.map(({ topicId, name }) => ({ value: topicId, label: name })),
      }),
    ],
    remove: contact && {
      action: `${contactPath(contact.contactId)}/remove`,
      label: t('concerns.contacts.remove'),
      tone: 'quiet',
    },
  });
}

function storedOf(contact: KnownContact | undefined): Posted {
  if (!contact) return { answersWithinHours: '24' };
  const { personId = '', name, title, reach, phone, answersWithinHours, topicIds } = contact;
  return {
    ...{ who: personId, name: personId === '' ? name : '', title, reach, phone, topics: topicIds },
    answersWithinHours: String(answersWithinHours),
  };
}
