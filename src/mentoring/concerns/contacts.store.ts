import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import type { Contact, HelpPage, Topic } from './concern.js';

type HelpRow = Partial<{ -readonly [Part in keyof HelpPage]: HelpPage[Part] }> & { _id: string };

/** What teachers set of it; what is absent is as proposed. */
export type HelpSet = Partial<Omit<HelpPage, 'contacts'>> & Pick<HelpPage, 'contacts'>;

export type ContactsStore = ReturnType<typeof contactsStore>;

/** Whom to turn to, one document a course. */
export function contactsStore(connection: Connection) {
  const mixed = Schema.Types.Mixed;
  const schema = new Schema<HelpRow>(
    { _id: String, danger: String, topics: mixed, contacts: mixed, keptMonths: Number, missedAt: Date },
    { versionKey: false, collection: 'concerncontacts' },
  );
  const rows = connection.model<HelpRow>('ConcernContacts', schema);
  const change = async (courseId: string, update: object): Promise<void> => {
    await upserting(() => rows.updateOne({ _id: courseId }, update, { upsert: true }).exec());
  };

  return {
    async page(courseId: string): Promise<HelpSet> {
      const row = await rows.findOne({ _id: courseId }).lean<HelpRow>();
      const { danger, topics, contacts = [], keptMonths, missedAt } = row ?? {};
      return {
        contacts,
        ...(danger !== undefined && { danger }),
        ...(topics && { topics }),
        ...(keptMonths !== undefined && { keptMonths }),
        ...(missedAt && { missedAt }),
      };
    },

    async save(courseId: string, set: { danger: string; topics: readonly Topic[]; keptMonths: number }): Promise<void> {
      await change(courseId, { $set: { ...set, topics: [...set.topics] } });
    },

    async addContact(courseId: string, contact: Contact): Promise<void> {
      await change(courseId, { $push: { contacts: contact }, $unset: { missedAt: 1 } });
    },

    async changeContact(courseId: string, contact: Contact): Promise<void> {
      await rows.updateOne(
        { _id: courseId, 'contacts.contactId': contact.contactId },
        { $set: { 'contacts.$': contact }, $unset: { missedAt: 1 } },
      );
    },

    async removeContact(courseId: string, contactId: string): Promise<void> {
      await rows.updateOne({ _id: courseId }, { $pull: { contacts: { contactId } } });
    },

    /** Somebody found nobody to tell. */
    async missed(courseId: string, now: Date): Promise<void> {
      await change(courseId, { $set: { missedAt: now } });
    },

    /** A copy of a course begins with its topics and numbers, never with its people. */
    async copy(courseId: string, from: HelpSet): Promise<void> {
      const { danger, topics, keptMonths } = from;
      const $setOnInsert = {
        ...(danger !== undefined && { danger }),
        ...(topics && { topics }),
        ...(keptMonths !== undefined && { keptMonths }),
      };
      if (Object.keys($setOnInsert).length > 0) await change(courseId, { $setOnInsert });
    },
  };
}

/** What is kept of it from page to page. */
export const keptContacts: KeptParts<ContactsStore> = {
  page: 'kept',
  save: 'writes',
  addContact: 'writes',
  changeContact: 'writes',
  removeContact: 'writes',
  missed: 'writes',
  copy: 'writes',
};
