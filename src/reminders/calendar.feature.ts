import type { Connection } from 'mongoose';
import { calendarRoutes } from './calendar.routes.js';
import { calendarService, type CalendarNeeds } from './calendar.service.js';
import { calendarStore } from './calendar.store.js';

interface Needs extends Omit<CalendarNeeds, 'store'> {
  publicUrl: string;
}

/** A private address with what is due, for calendar programs. */
export function calendarFeature(connection: Connection, { publicUrl, ...needs }: Needs) {
  const calendar = calendarService({ store: calendarStore(connection), ...needs });
  return {
    calendar,
    routes: calendarRoutes({ calendar, publicUrl }),
    footer: [{ at: 20, path: '/calendar', label: 'reminders.calendar.link', permission: 'takePart' as const }],
  };
}
