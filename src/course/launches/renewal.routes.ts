import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { renewalForm } from './renewal.forms.js';
import type { RenewalService } from './renewal.service.js';
import { freshView, renewalView } from './renewal.view.js';

export function renewalRoutes({ renewals }: { renewals: RenewalService }): Route[] {
  async function page(asked: Asked, status = 200): Promise<Reply> {
    return show(renewalView(asked, await renewals.state(asked.visit.courseId, asked.now)), status);
  }

  const refuse = (asked: Asked) => page(asked, 422);

  return [
    get('/start-over', 'configure', (asked) => page(asked)),
    // Their answers are pages, not redirects: the visit has ended with all the others.
    post('/start-over', 'configure', {
      schema: renewalForm,
      async accept(asked) {
        await renewals.startFresh(asked.visit.courseId, asked.now);
        return show(freshView(asked, 'fresh'));
      },
      refuse,
    }),
    post('/start-over/undo', 'configure', {
      schema: renewalForm,
      async accept(asked) {
        await renewals.undo(asked.visit.courseId, asked.now);
        return show(freshView(asked, 'undone'));
      },
      refuse,
    }),
    post('/start-over/go-on', 'configure', {
      schema: renewalForm,
      async accept({ visit, now }) {
        await renewals.goOn(visit.courseId, now);
        return goTo('/mentoring?done=goes-on');
      },
      refuse,
    }),
  ];
}
