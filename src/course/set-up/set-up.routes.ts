import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { Kinds } from '../activities/kind.js';
import { settleForm, type SettleAnswers } from './set-up.forms.js';
import type { SetupService } from './set-up.service.js';
import { setupView } from './set-up.view.js';

export function setupRoutes({ setups, kinds }: { setups: SetupService; kinds: Kinds }): Route[] {
  async function page(asked: Asked, status = 200): Promise<Reply> {
    return show(setupView(asked, await setups.overview(asked.visit.courseId), kinds), status);
  }

  async function settle({ visit, answers, now }: Answered<SettleAnswers>): Promise<Reply> {
    const { identity, set } = answers;
    const { items } = await setups.overview(visit.courseId);
    const owed = items.filter(({ state }) => state === 'owed').map(({ insertion }) => insertion.identity);
    await setups.settle(visit.courseId, identity === 'all' ? owed : [identity], set === 'yes' ? now : undefined);
    return goTo('/set-up?done=saved');
  }

  return [
    get('/set-up', 'configure', (asked) => page(asked)),
    post('/set-up', 'configure', { schema: settleForm, accept: settle, refuse: (asked) => page(asked, 422) }),
  ];
}
