import { NotFound } from '../../shared/errors.js';
import { may } from '../../web/permissions.js';
import { goTo, show } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { kindForm } from './activities.forms.js';
import { pathOf } from './activities.rules.js';
import type { ActivitiesService } from './activities.service.js';
import { chooseView, unsetView } from './activities.view.js';
import type { Kind } from './activity.js';
import { pickerRoutes } from '../picker/picker.routes.js';
import type { PickersService } from '../picker/pickers.service.js';
import { renewalRoutes } from '../launches/renewal.routes.js';
import type { RenewalService } from '../launches/renewal.service.js';
import { setupRoutes } from '../set-up/set-up.routes.js';
import type { SetupService } from '../set-up/set-up.service.js';

export interface ActivityPages {
  activities: ActivitiesService;
  pickers: PickersService;
  setups: SetupService;
  renewals: RenewalService;
}

export function activityRoutes(services: ActivityPages): Route[] {
  const { activities } = services;

  async function open(asked: Asked) {
    const { courseId, activityId, role } = asked.visit;
    const activity = await activities.activity(courseId, activityId);
    if (!activity) throw new NotFound();
    if (activity.kind) return goTo(pathOf(activity.kind, activityId));
    return show(may(role, 'configure') ? chooseView(asked) : unsetView(asked));
  }

  async function choose({ visit, answers }: Answered<{ kind: Kind }>) {
    await activities.chooseKind(visit.courseId, visit.activityId, answers.kind);
    return goTo(pathOf(answers.kind, visit.activityId));
  }

  return [
    get('/activity', 'enter', open),
    post('/activity', 'configure', {
      schema: kindForm,
      accept: choose,
      refuse: (asked, problems) => Promise.resolve(show(chooseView(asked, problems), 422)),
    }),
    ...pickerRoutes(services),
    ...setupRoutes(services),
    ...renewalRoutes(services),
  ];
}
