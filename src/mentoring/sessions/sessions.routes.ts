import { feedOf } from '../../reminders/feed.js';
import { Forbidden } from '../../shared/errors.js';
import { emptyForm, problem, type FormSchema, type Posted, type Problems } from '../../web/forms.js';
import { download, goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { AfterwardsService, Place } from './afterwards.service.js';
import { listView } from './list.view.js';
import type { OwnService } from './own.service.js';
import { pairView } from './pair.view.js';
import { logView, offerView, rhythmView } from './plan.view.js';
import { sessionDate } from './dates.view.js';
import { agendaText, sessionView } from './session.view.js';
import {
  agreeForm,
  answerForm,
  arrangeForm,
  excuseForm,
  logForm,
  notesForm,
  offerForm,
  offerIdForm,
  rhythmForm,
  seriesIdForm,
  takeForm,
  writeForm,
} from './sessions.forms.js';
import type { Outcome, SessionsService } from './sessions.service.js';
import { pairPath, sessionPath, sessionsPath } from './words.view.js';

interface Services {
  sessions: SessionsService;
  afterwards: AfterwardsService;
  own: OwnService;
}

const pairRoute = `${sessionsPath}/with/:pairKey`;
const sessionRoute = `${pairRoute}/:sessionId`;

export function sessionRoutes(services: Services): Route[] {
  const { own } = services;
  return [
    get(sessionsPath, 'takePart', async (asked) => show(listView(asked, await own.ever(asked.visit, asked.now)))),
    ...planRoutes(services),
    ...takeRoutes(services),
    ...oneRoutes(services),
  ];
}

/** Forms that are filled in. */
function planRoutes({ sessions }: Services): Route[] {
  type Form = (asked: Asked, problems?: Problems) => Promise<Reply>;
  const offerPage: Form = async (asked, problems) => {
    const sheet = await sessions.sheet(asked.visit, keyIn(asked));
    const proposed = await sessions.proposed(asked.visit, sheet, asked.now);
    return show(offerView(asked, sheet, proposed, problems), problems ? 422 : 200);
  };
  const formOf =
    (view: typeof logView): Form =>
    async (asked, problems) =>
      show(view(asked, await sessions.sheet(asked.visit, keyIn(asked)), problems), problems ? 422 : 200);
  const planned = <Answers>(path: string, page: Form, form: Planned<Answers>): Route[] => [
    get(`${pairRoute}/${path}`, 'takePart', (asked) => page(asked)),
    post(`${pairRoute}/${path}`, 'takePart', {
      schema: form.schema,
      async accept(asked) {
        forbidPreview(asked);
        const outcome = await form.plan(asked);
        if (outcome.ok) return goTo(`${pairPath(keyIn(asked))}?done=${form.done}`);
        return page(asked, refusal(asked.posted, outcome.failure));
      },
      refuse: page,
    }),
  ];
  return [
    ...planned('offer', offerPage, {
      ...{ schema: offerForm, done: 'offered' },
      plan: (asked) => sessions.offer(asked.visit, keyIn(asked), asked.answers, asked.now),
    }),
    ...planned('rhythm', formOf(rhythmView), {
      ...{ schema: rhythmForm, done: 'suggested' },
      plan: (asked) => sessions.suggest(asked.visit, keyIn(asked), asked.answers, asked.now),
    }),
    ...planned('log', formOf(logView), {
      ...{ schema: logForm, done: 'logged' },
      plan: (asked) => sessions.log(asked.visit, keyIn(asked), asked.answers, asked.now),
    }),
  ];
}

interface Planned<Answers> {
  schema: FormSchema<Answers>;
  done: string;
  plan: (asked: Answered<Answers>) => Promise<Outcome>;
}

/** Beside the field that it is about; what is wrong with none of them, with the first. */
function refusal(posted: Posted, failure: Extract<Outcome, { ok: false }>['failure']): Problems {
  return problem(posted, failure === 'second' ? 'second' : 'first', `sessions.refused.${failure}`);
}

/** Buttons of the page of a mentorship. */
function takeRoutes({ sessions, afterwards, own }: Services): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, now } = asked;
    const [sheet, mine] = await Promise.all([sessions.sheet(visit, keyIn(asked)), own.ever(visit, now)]);
    const attendance = mine.find(({ pair }) => pair.key === sheet.pair.key)?.attendance ?? { counted: 0, planned: 0 };
    const canWrite = afterwards.talkPath(sheet.book.memberIds) !== undefined;
    return show(pairView(asked, { sheet, attendance, canWrite }, problems), problems ? 422 : 200);
  }
  const pressed = <Answers>(path: string, form: Planned<Answers>): Route =>
    post(`${pairRoute}/${path}`, 'takePart', {
      schema: form.schema,
      async accept(asked) {
        forbidPreview(asked);
        const outcome = await form.plan(asked);
        const word = outcome.ok ? `done=${form.done}` : `problem=${outcome.failure}`;
        return goTo(`${pairPath(keyIn(asked))}?${word}`);
      },
      refuse: page,
    });
  return [
    get(pairRoute, 'takePart', (asked) => page(asked)),
    pressed('take', {
      ...{ schema: takeForm, done: 'taken' },
      plan: (asked) => sessions.take(asked.visit, keyIn(asked), asked.answers, asked.now),
    }),
    pressed('withdraw', {
      ...{ schema: offerIdForm, done: 'withdrawn' },
      plan: (asked) => sessions.withdraw(asked.visit, keyIn(asked), asked.answers.offerId),
    }),
    pressed('agree', {
      ...{ schema: agreeForm, done: 'agreed' },
      plan: (asked) => sessions.agree(asked.visit, keyIn(asked), asked.answers, asked.now),
    }),
    pressed('decline', {
      ...{ schema: seriesIdForm, done: 'declined' },
      plan: (asked) => sessions.decline(asked.visit, keyIn(asked), asked.answers.seriesId),
    }),
    post(`${pairRoute}/writing`, 'takePart', {
      schema: emptyForm,
      async accept(asked) {
        forbidPreview(asked);
        const begun = await afterwards.beginWriting(asked.visit, keyIn(asked), asked.now);
        if (!begun.ok) return goTo(`${pairPath(keyIn(asked))}?problem=${begun.failure}`);
        return goTo(sessionPath(keyIn(asked), begun.value));
      },
      refuse: page,
    }),
  ];
}

/** The page of one session. */
function oneRoutes({ sessions, afterwards }: Services): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await afterwards.session(asked.visit, placeIn(asked), asked.now);
    return show(sessionView(asked, sheet, afterwards.talkPath(sheet.book.memberIds), problems), problems ? 422 : 200);
  }
  const here = (asked: Asked, done: string) => goTo(`${sessionPath(keyIn(asked), placeIn(asked).sessionId)}?${done}`);
  return [
    get(sessionRoute, 'takePart', (asked) => page(asked)),
    get(`${sessionRoute}/agenda`, 'takePart', async (asked) => {
      const sheet = await afterwards.session(asked.visit, placeIn(asked), asked.now);
      return download('agenda.txt', 'text/plain; charset=utf-8', agendaText(asked, sheet));
    }),
    get(`${sessionRoute}/file`, 'takePart', async (asked) => {
      const sheet = await afterwards.session(asked.visit, placeIn(asked), asked.now);
      const date = sessionDate(asked.t, sheet.book, sheet.session, sheet.pair.closed !== undefined);
      return download(
        'session.ics',
        'text/calendar; charset=utf-8',
        feedOf([date], asked.t('reminders.feed.name'), asked.now),
      );
    }),
    post(`${sessionRoute}/excuse`, 'takePart', {
      schema: excuseForm,
      async accept(asked) {
        forbidPreview(asked);
        const outcome = await sessions.excuse(asked.visit, placeIn(asked), asked.answers.reason, asked.now);
        const word = outcome.ok ? 'done=excused' : `problem=${outcome.failure}`;
        return goTo(`${pairPath(keyIn(asked))}?${word}`);
      },
      refuse: page,
    }),
    post(`${sessionRoute}/arrange`, 'takePart', {
      schema: arrangeForm,
      async accept(asked) {
        forbidPreview(asked);
        const outcome = await sessions.arrange(asked.visit, placeIn(asked), asked.answers);
        return outcome.ok ? here(asked, 'done=arranged') : goTo(`${pairPath(keyIn(asked))}?problem=${outcome.failure}`);
      },
      refuse: page,
    }),
    post(`${sessionRoute}/answer`, 'takePart', {
      schema: answerForm,
      async accept(asked) {
        forbidPreview(asked);
        const outcome = await afterwards.answer(asked.visit, placeIn(asked), asked.answers.said, asked.now);
        return here(asked, outcome.ok ? 'done=said' : 'problem=notNow');
      },
      refuse: page,
    }),
    post(`${sessionRoute}/notes`, 'takePart', {
      schema: notesForm,
      async accept(asked) {
        forbidPreview(asked);
        const saved = await afterwards.save(asked.visit, placeIn(asked), asked.answers, asked.now);
        if (saved.ok) return here(asked, 'done=saved');
        if (typeof saved.failure === 'string') {
          return page(asked, problem(asked.posted, 'shared', `sessions.kept.${saved.failure}`));
        }
        return page(asked, problem(asked.posted, saved.failure.changed, 'sessions.form.changed'));
      },
      refuse: page,
    }),
    post(`${sessionRoute}/write`, 'takePart', {
      schema: writeForm,
      async accept(asked) {
        forbidPreview(asked);
        const said = await afterwards.write(asked.visit, placeIn(asked), asked.answers, asked.now);
        return said.ok
          ? here(asked, 'done=wrote')
          : page(asked, problem(asked.posted, 'text', `sessions.kept.${said.failure}`));
      },
      refuse: page,
    }),
  ];
}

function keyIn({ params }: Asked): string {
  return params.pairKey ?? '';
}

function placeIn(asked: Asked): Place {
  return { key: keyIn(asked), sessionId: asked.params.sessionId ?? '' };
}

function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
