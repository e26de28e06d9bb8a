import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { daysForm, holidayForm, holidayKeyForm } from './clock.forms.js';
import type { ClockService } from './clock.service.js';
import { clockPath, clockView, type ClockForm } from './clock.view.js';

export function clockRoutes(clocks: ClockService): Route[] {
  async function page(asked: Asked, wrong?: { form: ClockForm; problems: Problems }): Promise<Reply> {
    return show(clockView(asked, await clocks.sheet(asked.visit.courseId), wrong), wrong ? 422 : 200);
  }

  return [
    get(clockPath, 'configure', (asked) => page(asked)),
    post(clockPath, 'configure', {
      schema: daysForm,
      async accept({ visit, answers }) {
        await clocks.saveDays(visit.courseId, answers);
        return goTo(`${clockPath}?done=days`);
      },
      refuse: (asked, problems) => page(asked, { form: 'days', problems }),
    }),
    post(`${clockPath}/holidays`, 'configure', {
      schema: holidayForm,
      async accept(asked) {
        const done = await clocks.addHoliday(asked.visit.courseId, asked.answers);
        if (done.ok) return goTo(`${clockPath}?done=holiday`);
        return page(asked, { form: 'holiday', problems: problem(asked.posted, 'from', 'clock.form.tooMany') });
      },
      refuse: (asked, problems) => page(asked, { form: 'holiday', problems }),
    }),
    post(`${clockPath}/holidays/remove`, 'configure', {
      schema: holidayKeyForm,
      async accept({ visit, answers }) {
        await clocks.removeHoliday(visit.courseId, answers);
        return goTo(`${clockPath}?done=removed`);
      },
      // One button, rendered with its days.
      refuse: (asked) => page(asked),
    }),
  ];
}
