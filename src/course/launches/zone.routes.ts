import { zoneSaid } from '../../shared/zones.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { zoneForm, type ZoneAnswers } from './zone.forms.js';
import type { ZoneService } from './zone.service.js';
import { zoneView, type ZoneForm } from './zone.view.js';

export function zoneRoutes(zones: ZoneService): Route[] {
  async function page(asked: Asked, wrong?: { form: ZoneForm; problems: Problems }): Promise<Reply> {
    return show(zoneView(asked, await zones.zones(asked.visit), wrong), wrong ? 422 : 200);
  }

  /** The form again where its words mean no zone, or several of which none was chosen. */
  function asking(form: ZoneForm, save: (asked: Asked, zone: string | undefined) => Promise<void>) {
    return {
      schema: zoneForm,
      async accept(asked: Answered<ZoneAnswers>): Promise<Reply> {
        const { zone: words, meant } = asked.answers;
        const said = zoneSaid({ words, timeZone: words === '' ? undefined : meant }, asked.visit.locale);
        if (!said.ok)
          return page(asked, { form, problems: problem(asked.posted, 'zone', `zone.form.${said.failure}`) });
        await save(asked, said.value);
        return goTo(`/time-zone?done=${form}`);
      },
      refuse: (asked: Asked, problems: Problems) => page(asked, { form, problems }),
    };
  }

  return [
    get('/time-zone', 'enter', (asked) => page(asked)),
    post(
      '/time-zone',
      'enter',
      asking('own', ({ visit }, zone) => zones.say(visit, zone)),
    ),
    post(
      '/time-zone/course',
      'configure',
      asking('course', ({ visit }, zone) => zones.setOfCourse(visit.courseId, zone)),
    ),
  ];
}
