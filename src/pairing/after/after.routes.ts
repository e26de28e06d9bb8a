import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import type { EditsService } from '../board/edits.service.js';
import { afterForm, endForm, moveForm, placeForm } from './after.forms.js';
import { endView, seekersView, settingsView } from './after.view.js';
import type { AmendmentsService } from './amendments.service.js';
import { moveView, placeView } from './place.view.js';

export interface AfterPages {
  amendments: AmendmentsService;
  edits: EditsService;
}

export function afterRoutes(services: AfterPages): Route[] {
  return [...placeRoutes(services), ...endRoutes(services), ...moveRoutes(services), ...settingsRoutes(services)];
}

function placeRoutes({ amendments }: AfterPages): Route[] {
  async function place(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await amendments.placeSheet(asked.visit.courseId, asked.params.personId ?? '', asked.now);
    return show(placeView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/pairing/seekers', 'coordinate', async (asked) =>
      show(seekersView(asked, await amendments.seekers(asked.visit.courseId, asked.now))),
    ),
    get('/pairing/place/:personId', 'coordinate', (asked) => place(asked)),
    post('/pairing/place/:personId', 'coordinate', {
      schema: placeForm,
      async accept(asked) {
        const about = { personId: asked.params.personId ?? '', placingId: asked.answers.placingId };
        const done = await amendments.place(asked.visit, about, asked.now);
        return done
          ? goTo('/pairing/seekers?done=placed')
          : place(asked, problem(asked.posted, 'placingId', 'pairing.swap.gone'));
      },
      refuse: place,
    }),
  ];
}

function endRoutes({ amendments, edits }: AfterPages): Route[] {
  async function end(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await edits.pairSheet(asked.visit.courseId, asked.params.pairId ?? '', asked.now);
    return show(endView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/pairing/end/:pairId', 'coordinate', (asked) => end(asked)),
    post('/pairing/end/:pairId', 'coordinate', {
      schema: endForm,
      async accept({ visit, params, answers, now }) {
        const { reason, note, never } = answers;
        const words = note === undefined || note === '' ? {} : { note };
        const pairId = params.pairId ?? '';
        await amendments.unmatch(visit, { pairId, reason, never: never === 'yes', ...words }, now);
        return goTo('/pairing/seekers?done=ended');
      },
      refuse: end,
    }),
  ];
}

function moveRoutes({ edits }: AfterPages): Route[] {
  async function move(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await edits.moveSheet(asked.visit.courseId, asked.params.personId ?? '', asked.now);
    return show(moveView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/pairing/draft/move/:personId', 'coordinate', (asked) => move(asked)),
    post('/pairing/draft/move/:personId', 'coordinate', {
      schema: moveForm,
      async accept(asked) {
        const { placingId, ...seen } = asked.answers;
        const change = { personId: asked.params.personId ?? '', placingId };
        const done = await edits.move(asked.visit, seen, change, asked.now);
        return done
          ? goTo('/pairing/draft?done=moved')
          : move(asked, problem(asked.posted, 'placingId', 'pairing.swap.gone'));
      },
      refuse: move,
    }),
  ];
}

function settingsRoutes({ amendments }: AfterPages): Route[] {
  async function settings(asked: Asked, problems?: Problems): Promise<Reply> {
    const stored = await amendments.settings(asked.visit.courseId);
    return show(settingsView(asked, stored, problems), problems ? 422 : 200);
  }

  return [
    get('/pairing/after', 'configure', (asked) => settings(asked)),
    post('/pairing/after', 'configure', {
      schema: afterForm,
      async accept({ visit, answers }) {
        await amendments.saveSettings(visit.courseId, answers);
        return goTo('/pairing/after?done=saved');
      },
      refuse: settings,
    }),
  ];
}
