import { NotFound } from '../../shared/errors.js';
import { may } from '../../web/permissions.js';
import { goTo, show } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { kindForm } from './activities.forms.js';
import { pathOf } from './activities.rules.js';
import type { ActivitiesService } from './activities.service.js';
import { chooseView, unsetView } from './activities.view.js';
import type { Kinds } from './kind.js';

export function activityRoutes({ activities, kinds }: { activities: ActivitiesService; kinds: Kinds }): Route[] {
  async function open(asked: Asked) {
    const { courseId, activityId, role } = asked.visit;
    const activity = await activities.activity(courseId, activityId);
    if (!activity) throw new NotFound();
    const path = pathOf(kinds, activity.kind, activityId);
    if (path !== '/activity') return goTo(path);
    return show(may(role, 'configure') ? chooseView(asked, kinds) : unsetView(asked));
  }

  async function choose({ visit, answers }: Answered<{ kind: string }>) {
    await activities.chooseKind(visit.courseId, visit.activityId, answers.kind);
    return goTo(pathOf(kinds, answers.kind, visit.activityId));
  }

  return [
    get('/activity', 'enter', open),
    post('/activity', 'configure', {
      schema: kindForm(kinds),
      accept: choose,
      refuse: (asked, problems) => Promise.resolve(show(chooseView(asked, kinds, problems), 422)),
    }),
  ];
}
