import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Translate } from '../web/texts.js';

interface CalendarModel extends PageModel {
  whoSees: string;
  copy?: { id: string; label: string; value: string; hint: string } | undefined;
  action: string;
  send: string;
}

const calendarPage: PageOf<CalendarModel> = pageOf('reminders/calendar');

/** `address` only in answer to the post that made it. */
export function calendarView(t: Translate, { has, address }: { has: boolean; address?: string }): Page {
  return calendarPage({
    title: t('reminders.calendar.title'),
    lede: t('reminders.calendar.lede'),
    narrow: true,
    banner: address === undefined ? undefined : { tone: 'good', text: t('reminders.calendar.made') },
    whoSees: t('reminders.calendar.whoSees'),
    copy:
      address === undefined
        ? undefined
        : { id: 'address', label: t('reminders.calendar.address'), value: address, hint: t('reminders.calendar.hint') },
    action: '/calendar',
    send: t(has ? 'reminders.calendar.again' : 'reminders.calendar.make'),
  });
}
