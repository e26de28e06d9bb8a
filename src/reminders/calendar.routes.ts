import { Forbidden } from '../shared/errors.js';
import { show } from '../web/reply.js';
import { get, post, type Route } from '../web/routing.js';
import { emptyForm } from '../web/forms.js';
import type { CalendarService } from './calendar.service.js';
import { calendarView } from './calendar.view.js';

export function calendarRoutes({ calendar, publicUrl }: { calendar: CalendarService; publicUrl: string }): Route[] {
  return [
    get('/calendar', 'takePart', async ({ visit, t }) =>
      show(calendarView(t, { has: await calendar.has(visit.courseId, visit.personId) })),
    ),
    post('/calendar', 'takePart', {
      schema: emptyForm,
      accept: async ({ visit, t }) => {
        if (visit.preview) throw new Forbidden('preview');
        const { personId, locale, timeZone } = visit;
        const token = await calendar.replace(visit.courseId, { personId, locale, timeZone });
        // Shown in answer to the post and never again: only its hash is kept.
        return show(calendarView(t, { has: true, address: `${publicUrl}/calendar/${token}.ics` }));
      },
      refuse: async ({ visit, t }) =>
        show(calendarView(t, { has: await calendar.has(visit.courseId, visit.personId) }), 422),
    }),
  ];
}
