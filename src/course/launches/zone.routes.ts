import type { Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { zoneForm } from './zone.forms.js';
import type { ZoneService } from './zone.service.js';
import { zoneView, type ZoneForm } from './zone.view.js';

export function zoneRoutes(zones: ZoneService): Route[] {
  async function page(asked: Asked, wrong?: { form: ZoneForm; problems: Problems }): Promise<Reply> {
    return show(zoneView(asked, await zones.zones(asked.visit), wrong), wrong ? 422 : 200);
  }

  return [
    get('/time-zone', 'enter', (asked) => page(asked)),
    post('/time-zone', 'enter', {
      schema: zoneForm,
      async accept({ visit, answers }) {
        await zones.say(visit, answers.zone);
        return goTo('/time-zone?done=own');
      },
      refuse: (asked, problems) => page(asked, { form: 'own', problems }),
    }),
    post('/time-zone/course', 'configure', {
      schema: zoneForm,
      async accept({ visit, answers }) {
        await zones.setOfCourse(visit.courseId, answers.zone);
        return goTo('/time-zone?done=course');
      },
      refuse: (asked, problems) => page(asked, { form: 'course', problems }),
    }),
  ];
}
