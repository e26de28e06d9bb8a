import type { Activities } from '../activities/activity.js';
import { checkinSettings } from '../checkins/checkins.settings.js';
import type { Roster } from '../roster/person.js';
import type { CalendarStore, FeedReader } from './calendar.store.js';

/** Something due; the feed shows it as half an hour before. */
export interface DueDate {
  activityId: string;
  title: string;
  dueAt: Date;
}

export type CalendarService = ReturnType<typeof calendarService>;

export function calendarService({
  store,
  roster,
  activities,
}: {
  store: CalendarStore;
  roster: Roster;
  activities: Activities;
}) {
  return {
    has: (courseId: string, personId: string) => store.has(courseId, personId),
    replace: (courseId: string, reader: Omit<FeedReader, 'courseId'>) => store.replace(courseId, reader),

    /** Nobody's address, or that of a person who left, is not found. */
    async reader(token: string): Promise<FeedReader | undefined> {
      const reader = await store.findReader(token);
      if (!reader) return undefined;
      const person = await roster.person(reader.courseId, reader.personId);
      return person?.status === 'active' ? reader : undefined;
    },

    async dueDates(courseId: string): Promise<DueDate[]> {
      const checkins = await activities.ofKind(courseId, 'checkin');
      return checkins.flatMap(({ activityId, title, settings }) => {
        const { dueAt } = checkinSettings(settings);
        return dueAt === undefined ? [] : [{ activityId, title, dueAt }];
      });
    },
  };
}
