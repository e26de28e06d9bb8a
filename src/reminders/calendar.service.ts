import { secretHash } from '../shared/ids.js';
import type { CalendarStore, FeedReader } from './calendar.store.js';
import type { Dates, DatesAsked, DueDate } from './dates.js';

export type CalendarService = ReturnType<typeof calendarService>;

export interface CalendarNeeds {
  store: CalendarStore;
  /** Who has a home of their own in the course: for nobody else anything is due. */
  roster: { hasHome(courseId: string, personId: string): Promise<boolean> };
  /** Of all features. */
  dates: readonly Dates[];
}

export function calendarService({ store, roster, dates }: CalendarNeeds) {
  return {
    has: (courseId: string, personId: string) => store.has(courseId, personId),
    replace: (courseId: string, reader: Omit<FeedReader, 'courseId'>) => store.replace(courseId, reader),

    /** Nobody's address, or that of a person who left, or is staff and takes no part, is not found: nothing is due for them. */
    async reader(token: string): Promise<FeedReader | undefined> {
      const reader = await store.findReader(token);
      return reader && (await roster.hasHome(reader.courseId, reader.personId)) ? reader : undefined;
    },

    /** Since when the feed of this reader says what it says. */
    stampOf({ courseId, personId }: FeedReader, content: object, now: Date): Promise<Date> {
      const contentHash = secretHash(JSON.stringify(content));
      return store.stampOf(courseId, personId, { contentHash, stampedAt: now });
    },

    /** Of the course, and of this person only. */
    async dueDates(asked: DatesAsked): Promise<DueDate[]> {
      return (await Promise.all(dates.map((one) => one(asked)))).flat();
    },
  };
}
