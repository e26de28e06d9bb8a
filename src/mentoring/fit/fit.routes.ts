import { pageAsked } from '../../pairing/history/history.view.js';
import { Forbidden } from '../../shared/errors.js';
import { emptyForm, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { fitForm } from './fit.forms.js';
import type { FitService } from './fit.service.js';
import { fitOverviewView, fitView } from './fit.view.js';

export function fitRoutes(fit: FitService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await fit.own(asked.visit, asked.params.pairId ?? '', asked.now);
    return show(fitView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/mentoring/fit', 'coordinate', async (asked) => {
      const overview = await fit.overview(asked.visit.courseId, asked.now);
      return show(fitOverviewView(asked, overview, pageAsked(asked.query.page)));
    }),
    get('/fit/:pairId', 'takePart', (asked) => page(asked)),
    post('/fit/:pairId', 'takePart', {
      schema: fitForm,
      async accept({ visit, params, answers: { answer, note }, now }) {
        if (visit.preview) throw new Forbidden('preview');
        const words = note === undefined || note === '' ? {} : { note };
        await fit.say(visit, params.pairId ?? '', { answer, ...words }, now);
        return goTo('/mentoring?done=fit');
      },
      refuse: page,
    }),
    post('/fit/:pairId/later', 'takePart', {
      schema: emptyForm,
      async accept({ visit, params, now }) {
        if (visit.preview) throw new Forbidden('preview');
        await fit.putOff(visit, params.pairId ?? '', now);
        return goTo('/mentoring?done=fitLater');
      },
      refuse: (asked) => page(asked),
    }),
  ];
}
