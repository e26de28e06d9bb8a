import { Forbidden } from '../../shared/errors.js';
import type { Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { changeForm, takeBackForm } from './after.forms.js';
import type { RequestsService } from './requests.service.js';
import { requestView } from './requests.view.js';

export function requestRoutes({ changeRequests }: { changeRequests: RequestsService }): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, now } = asked;
    const sheet = await changeRequests.sheet(visit.courseId, visit.personId, now);
    return show(requestView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/another-partner', 'takePart', (asked) => page(asked)),
    post('/another-partner', 'takePart', {
      schema: changeForm,
      async accept({ visit, answers: { pairId, reason }, now }) {
        if (visit.preview) throw new Forbidden('preview');
        const words = reason === undefined || reason === '' ? {} : { reason };
        await changeRequests.ask(visit, { pairId, ...words }, now);
        return goTo('/another-partner?done=asked');
      },
      refuse: page,
    }),
    post('/another-partner/take-back', 'takePart', {
      schema: takeBackForm,
      async accept({ visit, answers }) {
        if (visit.preview) throw new Forbidden('preview');
        await changeRequests.takeBack(visit, answers.pairId);
        return goTo('/another-partner?done=takenBack');
      },
      refuse: page,
    }),
  ];
}
