/** One calendar address per person and course; only its hash is kept, so a new one replaces the old. */
import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../kept/kept.js';
import { newSecret, secretHash } from '../shared/ids.js';

interface FeedRow {
  _id: string;
  courseId: string;
  personId: string;
  tokenHash: string;
  locale: string;
  timeZone: string;
  /** Of what was given out last, and since when it is that; missing until a program asked. */
  contentHash?: string;
  stampedAt?: Date;
}

type Given = Required<Pick<FeedRow, 'contentHash' | 'stampedAt'>>;

export interface FeedReader {
  courseId: string;
  personId: string;
  locale: string;
  timeZone: string;
}

export type CalendarStore = ReturnType<typeof calendarStore>;

export function calendarStore(connection: Connection) {
  const schema = new Schema<FeedRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      personId: { type: String, required: true },
      tokenHash: { type: String, required: true, unique: true },
      locale: { type: String, required: true },
      timeZone: { type: String, required: true },
      contentHash: String,
      stampedAt: Date,
    },
    { versionKey: false },
  );
  const feeds = connection.model<FeedRow>('CalendarFeed', schema);

  return {
    /** Yields the token of the new address; an address of before opens nothing from now on. */
    async replace(courseId: string, { personId, locale, timeZone }: Omit<FeedReader, 'courseId'>): Promise<string> {
      const token = newSecret();
      const values = { courseId, personId, tokenHash: secretHash(token), locale, timeZone };
      await feeds.updateOne({ _id: `${courseId}.${personId}` }, { $set: values }, { upsert: true });
      return token;
    },

    async has(courseId: string, personId: string): Promise<boolean> {
      return (await feeds.exists({ _id: `${courseId}.${personId}`, courseId })) !== null;
    },

    /** Other content is stamped anew; the same keeps its stamp. */
    async stampOf(courseId: string, personId: string, given: Given): Promise<Date> {
      const _id = `${courseId}.${personId}`;
      await feeds.updateOne({ _id, courseId, contentHash: { $ne: given.contentHash } }, { $set: given });
      const row = await feeds.findOne({ _id, courseId }).lean<FeedRow>();
      return row?.stampedAt ?? given.stampedAt;
    },

    /** Whose address this is, before the course is known: the token is the only thing a calendar sends. */
    async findReader(token: string): Promise<FeedReader | undefined> {
      const row = await feeds.findOne({ tokenHash: secretHash(token) }).lean<FeedRow>();
      return row
        ? { courseId: row.courseId, personId: row.personId, locale: row.locale, timeZone: row.timeZone }
        : undefined;
    },
  };
}

/** What is kept of it from page to page. */
export const keptCalendar: KeptParts<CalendarStore> = {
  has: 'kept',
  replace: 'writes',
  // No page reads what was given out last.
  stampOf: { wrote: () => [] },
  findReader: 'read',
};
