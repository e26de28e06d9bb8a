import type { Connection } from 'mongoose';
import type { HelpEntry } from '../web/help.js';
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
    guide,
    routes: calendarRoutes({ calendar, publicUrl }),
    footer: [{ at: 20, path: '/calendar', label: 'reminders.calendar.link', permission: 'takePart' as const }],
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['learner', 'mentor'],
    at: 75,
    title: 'reminders.help.own.title',
    text: 'reminders.help.own.text',
    link: { path: '/calendar', label: 'reminders.calendar.link', permission: 'takePart' },
  },
];
