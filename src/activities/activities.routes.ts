import { NotFound } from '../shared/errors.js';
import type { DeepLinkItem } from '../lti/gateway.js';
import { may } from '../web/permissions.js';
import { goTo, show } from '../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../web/routing.js';
import type { Translate } from '../web/texts.js';
import { kindForm } from './activities.forms.js';
import { pathOf, pointsOf } from './activities.rules.js';
import type { ActivitiesService } from './activities.service.js';
import { chooseView, kindText, kindTitle, pickedView, pickerView, unsetView } from './activities.view.js';
import type { Kind } from './activity.js';
import type { PickersService } from './pickers.service.js';

export interface ActivityPages {
  activities: ActivitiesService;
  pickers: PickersService;
}

export function activityRoutes({ activities, pickers }: ActivityPages): Route[] {
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

  async function pick(asked: Answered<{ kind: Kind }>) {
    const { visit, answers, t, now } = asked;
    const item = itemOf(t, answers.kind);
    const answer = await pickers.answer(visit.courseId, pickerOf(asked), [item], now);
    return show(pickedView(asked, answers.kind, answer));
  }

  return [
    get('/activity', 'enter', open),
    post('/activity', 'configure', {
      schema: kindForm,
      accept: choose,
      refuse: (asked, problems) => Promise.resolve(show(chooseView(asked, problems), 422)),
    }),
    get('/picker', 'configure', (asked) => {
      pickerOf(asked);
      return Promise.resolve(show(pickerView(asked)));
    }),
    post('/picker', 'configure', {
      schema: kindForm,
      accept: pick,
      refuse: (asked, problems) => Promise.resolve(show(pickerView(asked, problems), 422)),
    }),
  ];
}

/** Only a visit that began with Moodle's question has something to pick. */
function pickerOf({ visit }: Asked): string {
  if (visit.pickerId === undefined) throw new NotFound();
  return visit.pickerId;
}

function itemOf(t: Translate, kind: Kind): DeepLinkItem {
  const points = pointsOf[kind];
  return {
    title: kindTitle(t, kind),
    text: kindText(t, kind),
    custom: { kind },
    ...(points !== undefined && { points }),
  };
}
