import type { Connection } from 'mongoose';
import type { Keeping } from '../kept/kept.js';
import { calendarRoutes } from './calendar.routes.js';
import { calendarService, type CalendarNeeds } from './calendar.service.js';
import { calendarStore, keptCalendar } from './calendar.store.js';

interface Needs extends Omit<CalendarNeeds, 'store'> {
  kept: Keeping;
  publicUrl: string;
}

/** A private address with what is due, for calendar programs. */
export function calendarFeature(connection: Connection, { kept, publicUrl, ...needs }: Needs) {
  const calendar = calendarService({ store: kept('calendar', calendarStore(connection), keptCalendar), ...needs });
  return {
    calendar,
    routes: calendarRoutes({ calendar, publicUrl }),
    footer: [{ at: 20, path: '/calendar', label: 'reminders.calendar.link', permission: 'takePart' as const }],
  };
}
