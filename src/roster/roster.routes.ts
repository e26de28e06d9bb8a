import { goTo, show } from '../web/reply.js';
import { get, post, type Asked, type Route } from '../web/routing.js';
import { refreshForm } from './roster.forms.js';
import type { RosterService } from './roster.service.js';
import { rosterView } from './roster.view.js';

export function rosterRoutes({ roster }: { roster: RosterService }): Route[] {
  async function page(asked: Asked) {
    const { courseId } = asked.visit;
    return show(rosterView(asked, await roster.members(courseId), await roster.age(courseId)));
  }

  return [
    get('/roster', 'coordinate', page),
    post('/roster/refresh', 'coordinate', {
      schema: refreshForm,
      async accept({ visit, now }) {
        return goTo(`/roster?done=${await roster.refreshSoon(visit.courseId, now)}`);
      },
      refuse: page,
    }),
  ];
}
