import type { Person, Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Contact, HelpPage } from './concern.js';
import type { ContactAnswers, HelpAnswers } from './contacts.forms.js';
import { mostContacts, readersOf, topicsFrom } from './concerns.rules.js';
import type { ContactsStore } from './contacts.store.js';

export interface ContactsNeeds {
  contacts: ContactsStore;
  roster: Pick<Roster, 'people' | 'peopleById'>;
  /** Topics where a course names none. */
  proposed: readonly string[];
}

/** A contact as others see it: with the person's name of now. */
export interface KnownContact extends Contact {
  /** Absent of an outsider. */
  person?: Person;
}

export interface KnownHelp extends Omit<HelpPage, 'contacts'> {
  /** Without those of the staff who are not here any more. */
  contacts: readonly KnownContact[];
  hereIds: ReadonlySet<string>;
}

export type ContactsService = ReturnType<typeof contactsService>;

const usualMonths = 12;

/** Whom to turn to in a course: staff of it, who read concerns, and others outside, who are only named. */
export function contactsService({ contacts, roster, proposed }: ContactsNeeds) {
  async function page(courseId: string): Promise<HelpPage> {
    const set = await contacts.page(courseId);
    const topics = set.topics ?? proposed.map((name, place) => ({ topicId: `proposed-${place + 1}`, name }));
    return { danger: '', keptMonths: usualMonths, ...set, topics };
  }

  async function known(courseId: string): Promise<KnownHelp> {
    const help = await page(courseId);
    const ids = help.contacts.flatMap(({ personId }) => personId ?? []);
    const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
    const here = [...people.values()].filter(({ status, role }) => status === 'active' && role !== 'learner');
    const hereIds = new Set(here.map(({ personId }) => personId));
    const shown = help.contacts.flatMap((contact): KnownContact[] => {
      if (contact.personId === undefined) return [contact];
      const person = people.get(contact.personId);
      return person && hereIds.has(person.personId) ? [{ ...contact, name: person.name, person }] : [];
    });
    return { ...help, contacts: shown, hereIds };
  }

  async function isStaff(courseId: string, personId: string): Promise<boolean> {
    const person = (await roster.peopleById(courseId, [personId])).get(personId);
    return person?.status === 'active' && person.role !== 'learner';
  }

  return {
    known,

    /** Of the staff who are here; who may be named. */
    staff: async (courseId: string): Promise<Person[]> =>
      (await roster.people(courseId)).filter(({ role }) => role !== 'learner'),

    /** Whether anybody could read a concern of this person. */
    async canBeTold(courseId: string, personId: string): Promise<boolean> {
      const { contacts: all, hereIds } = await known(courseId);
      return readersOf({ contacts: all }, '', { hereIds, keptFromIds: [personId] }).length > 0;
    },

    async saveHelp(courseId: string, { danger, topics, keptMonths }: HelpAnswers): Promise<void> {
      const former = await page(courseId);
      await contacts.save(courseId, { danger, keptMonths, topics: topicsFrom(topics, former.topics, newId) });
    },

    /** @returns why not: somebody who is named already, not of the staff, or too many */
    async saveContact(
      courseId: string,
      answers: ContactAnswers,
      contactId?: string,
    ): Promise<ContactRefusal | undefined> {
      const help = await page(courseId);
      if (contactId !== undefined && !help.contacts.some((one) => one.contactId === contactId)) throw new NotFound();
      const { personId } = answers;
      const others = help.contacts.filter((one) => one.contactId !== contactId);
      if (others.length >= mostContacts) return 'tooMany';
      if (personId !== undefined && others.some((one) => one.personId === personId)) return 'twice';
      if (personId !== undefined && !(await isStaff(courseId, personId))) return 'notStaff';
      const known = new Set(help.topics.map(({ topicId }) => topicId));
      const topicIds = answers.topicIds.filter((topicId) => known.has(topicId));
      const contact: Contact = { ...answers, topicIds, contactId: contactId ?? newId() };
      await (contactId === undefined
        ? contacts.addContact(courseId, contact)
        : contacts.changeContact(courseId, contact));
      return undefined;
    },

    async removeContact(courseId: string, contactId: string): Promise<void> {
      if (!(await page(courseId)).contacts.some((one) => one.contactId === contactId)) throw new NotFound();
      await contacts.removeContact(courseId, contactId);
    },

    /** Somebody found nobody to tell: the queue says so until a contact is named. */
    missed: (courseId: string, now: Date): Promise<void> => contacts.missed(courseId, now),

    async copySettings(fromCourseId: string, toCourseId: string): Promise<void> {
      await contacts.copy(toCourseId, await contacts.page(fromCourseId));
    },
  };
}

export type ContactRefusal = 'tooMany' | 'twice' | 'notStaff';
