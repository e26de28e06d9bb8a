import { emptyForm } from '../../web/forms.js';
import { goTo } from '../../web/reply.js';
import { post, type Route } from '../../web/routing.js';
import type { TakenService } from '../taken/taken.service.js';
import { laterForm } from './later.forms.js';
import { itemCalled } from '../item.rules.js';
import type { LaterService } from './later.service.js';

/** Both are buttons: what is refused leads back to the queue as it is. */
export function laterRoutes(later: LaterService, taken: TakenService): Route[] {
  return [
    post('/mentoring/later/:item', 'coordinate', {
      schema: laterForm,
      async accept({ visit, params, answers, now }) {
        const { days, taken: wish, size } = answers;
        const item = itemCalled(params.item ?? '');
        if (wish === 'yes') await taken.take(visit, item, now);
        if (wish === 'no') await taken.giveBack(visit, item);
        if (wish !== undefined) return goTo(`/mentoring?done=${wish === 'yes' ? 'taken' : 'given'}`);
        if (days === undefined) return goTo('/mentoring');
        await later.putOffItem(visit, item, { days, size }, now);
        return goTo(`/mentoring?done=later&item=${item}`);
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
