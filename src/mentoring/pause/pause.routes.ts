import { Forbidden, NotFound } from '../../shared/errors.js';
import { emptyForm, type Posted, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { PairNotes } from '../../pairing/words/pair-notes.js';
import { dateText, pauseLinks } from './pause-words.view.js';
import { pauseForm, prolongForm } from './pause.forms.js';
import type { Choice } from './pause.rules.js';
import type { PauseService } from './pause.service.js';
import { ownPauseView, pauseOfView, pausesView } from './pause.view.js';

export function pauseRoutes(pauses: PauseService): Route[] {
  return [...ownRoutes(pauses), ...teacherRoutes(pauses)];
}

/** On the page of a pair: who of it takes a break. */
export function pausesOfPair(pauses: Pick<PauseService, 'running'>): PairNotes {
  return async (asked, personIds) => {
    const running = await pauses.running(asked.visit.courseId, asked.now);
    return pauseLinks(
      asked,
      running.filter(({ person }) => personIds.includes(person.personId)),
    );
  };
}

function wrongDay(asked: Asked, posted: Posted, { earliest, latest }: Choice): Problems {
  const values = { from: dateText(asked, earliest), to: dateText(asked, latest) };
  return { posted, byField: { until: { key: 'pause.form.day', values } } };
}

function ownRoutes(pauses: PauseService): Route[] {
  async function own(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, now } = asked;
    const sheet = await pauses.sheet(visit, now);
    return show(ownPauseView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/pause', 'takePart', (asked) => own(asked)),
    post('/pause', 'takePart', {
      schema: pauseForm,
      async accept(asked) {
        forbidPreview(asked);
        const done = await pauses.pause(asked.visit, asked.answers, asked.now);
        return done.ok ? goTo('/mentoring?done=paused') : own(asked, wrongDay(asked, asked.posted, done.failure));
      },
      refuse: own,
    }),
    post('/pause/end', 'takePart', {
      schema: emptyForm,
      async accept(asked) {
        forbidPreview(asked);
        await pauses.end(asked.visit, asked.now);
        return goTo('/mentoring?done=resumed');
      },
      refuse: own,
    }),
  ];
}

function teacherRoutes(pauses: PauseService): Route[] {
  function doerIn({ visit, params }: Asked) {
    return { courseId: visit.courseId, personId: params.personId ?? '', timeZone: visit.timeZone };
  }

  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const { pause, ...sheet } = await pauses.sheet(doerIn(asked), asked.now);
    if (!pause) throw new NotFound();
    return show(pauseOfView(asked, { ...sheet, pause }, problems), problems ? 422 : 200);
  }

  async function prolong(asked: Answered<{ until: string }>): Promise<Reply> {
    const done = await pauses.prolong(doerIn(asked), asked.answers.until, asked.now);
    if (done.ok) return goTo('/pauses?done=changed');
    return done.failure === 'over'
      ? goTo('/pauses?done=over')
      : page(asked, wrongDay(asked, asked.posted, done.failure));
  }

  return [
    get('/pauses', 'coordinate', async (asked) =>
      show(pausesView(asked, await pauses.running(asked.visit.courseId, asked.now))),
    ),
    get('/pauses/:personId', 'coordinate', (asked) => page(asked)),
    post('/pauses/:personId', 'coordinate', { schema: prolongForm, accept: prolong, refuse: page }),
    post('/pauses/:personId/end', 'coordinate', {
      schema: emptyForm,
      async accept(asked) {
        const ended = await pauses.end(doerIn(asked), asked.now);
        return goTo(`/pauses?done=${ended ? 'ended' : 'over'}`);
      },
      refuse: () => Promise.resolve(goTo('/pauses')),
    }),
  ];
}

/** A teacher who plays student stores nothing. */
function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
