import { emptyForm, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { agendaForm } from './agendas.forms.js';
import type { AgendasService } from './agendas.service.js';
import { agendasPath, agendasView, agendaView } from './agendas.view.js';
import type { ReadingService } from './reading.service.js';
import { readingPath, readingView } from './reading.view.js';

/** What teachers set for sessions. */
export function agendaRoutes(agendas: AgendasService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await agendas.known(asked.visit.courseId, asked.params.agendaId ?? '');
    return show(agendaView(asked, found, problems), problems ? 422 : 200);
  }

  return [
    get(agendasPath, 'configure', async (asked) => show(agendasView(asked, await agendas.of(asked.visit.courseId)))),
    get(`${agendasPath}/:agendaId`, 'configure', (asked) => page(asked)),
    post(`${agendasPath}/:agendaId`, 'configure', {
      schema: agendaForm,
      async accept({ visit, params, answers: { caseTitle, caseText, ...rest } }) {
        const miniCase = caseText === '' ? {} : { miniCase: { title: caseTitle, text: caseText } };
        await agendas.save(visit.courseId, { agendaId: params.agendaId ?? '', ...rest, ...miniCase });
        return goTo(`${agendasPath}?done=saved`);
      },
      refuse: page,
    }),
    post(`${agendasPath}/:agendaId/forget`, 'configure', {
      schema: emptyForm,
      async accept({ visit, params }) {
        await agendas.forget(visit.courseId, params.agendaId ?? '');
        return goTo(`${agendasPath}?done=saved`);
      },
      refuse: page,
    }),
  ];
}

/** What teachers read of sessions. */
export function readingRoutes(reading: ReadingService): Route[] {
  const page = async (asked: Asked): Promise<Reply> =>
    show(readingView(asked, await reading.all(asked.visit.courseId, asked.now)));
  return [
    get(readingPath, 'coordinate', page),
    post(`${readingPath}/:noteId/seen`, 'coordinate', {
      schema: emptyForm,
      async accept({ visit, params, now }) {
        await reading.noteSeen(visit.courseId, params.noteId ?? '', now);
        return goTo(`${readingPath}?done=seen`);
      },
      refuse: page,
    }),
    post('/sessions/disputes/:sessionId/seen', 'coordinate', {
      schema: emptyForm,
      async accept({ visit, params, now }) {
        await reading.disputeSeen(visit.courseId, params.sessionId ?? '', now);
        return goTo(`${readingPath}?done=seen`);
      },
      refuse: page,
    }),
  ];
}
