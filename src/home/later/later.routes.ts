import { emptyForm } from '../../web/forms.js';
import { goTo } from '../../web/reply.js';
import { post, type Route } from '../../web/routing.js';
import { laterForm } from './later.forms.js';
import { itemCalled } from './later.rules.js';
import type { LaterService } from './later.service.js';

/** Both are buttons: what is refused leads back to the queue as it is. */
export function laterRoutes(later: LaterService): Route[] {
  return [
    post('/mentoring/later/:item', 'coordinate', {
      schema: laterForm,
      async accept({ visit, params, answers, now }) {
        await later.putOffItem(visit, params.item ?? '', answers, now);
        return goTo('/mentoring?done=later');
      },
      refuse({ params }) {
        itemCalled(params.item ?? '');
        return Promise.resolve(goTo('/mentoring'));
      },
    }),
    post('/mentoring/later/:item/back', 'coordinate', {
      schema: emptyForm,
      async accept({ visit, params }) {
        await later.bringBack(visit, params.item ?? '');
        return goTo('/mentoring?done=back');
      },
      refuse: () => Promise.resolve(goTo('/mentoring')),
    }),
  ];
}
