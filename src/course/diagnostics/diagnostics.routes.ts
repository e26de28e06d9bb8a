import { goTo, show } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { serviceChecks } from './diagnostic.js';
import { againForm } from './diagnostics.forms.js';
import type { DiagnosticsService } from './diagnostics.service.js';
import { diagnosticsView } from './diagnostics.view.js';

export function diagnosticsRoutes({ diagnostics }: { diagnostics: DiagnosticsService }): Route[] {
  async function page(asked: Asked) {
    const { courseId } = asked.visit;
    const [findings, refused] = await Promise.all([diagnostics.findings(courseId), diagnostics.refused(courseId)]);
    return show(diagnosticsView(asked, { findings, refused }));
  }

  return [
    get('/diagnostics', 'coordinate', page),
    post('/diagnostics/again', 'coordinate', {
      schema: againForm,
      async accept({ visit, answers, now }) {
        const wanted = answers.check ? [answers.check] : serviceChecks;
        const { courseId, personId } = visit;
        return goTo(`/diagnostics?done=${await diagnostics.testAgain(courseId, wanted, { personId, now })}`);
      },
      refuse: page,
    }),
  ];
}
