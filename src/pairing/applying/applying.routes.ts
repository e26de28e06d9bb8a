import { Forbidden } from '../../shared/errors.js';
import { emptyForm, problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { whoIsMeant } from '../setup/people.rules.js';
import type { Answer } from './application.js';
import { applyForm, applyingForm, declineForm, inviteForm, type ApplyAnswers } from './applying.forms.js';
import type { ApplyingService } from './applying.service.js';
import {
  applicationsPath,
  applicationsView,
  applyPath,
  applyView,
  questionsOf,
  settingsView,
  type Wrong,
} from './applying.view.js';

export function applyingRoutes(applying: ApplyingService): Route[] {
  return [...ownRoutes(applying), ...staffRoutes(applying)];
}

function ownRoutes(applying: ApplyingService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(applyView(asked, await applying.own(asked.visit), problems), problems ? 422 : 200);
  }

  async function send(asked: Answered<ApplyAnswers>): Promise<Reply> {
    if (asked.visit.preview) throw new Forbidden('preview');
    const { settings } = await applying.own(asked.visit);
    const said = Object.entries(asked.answers);
    const answers = questionsOf(asked, settings).map((question, place): Answer => {
      const [, text = ''] = said.find(([name]) => name === `answer${String(place + 1)}`) ?? [];
      return { question, text };
    });
    const empty = answers.findIndex(({ text }) => text.trim() === '');
    if (empty >= 0) return page(asked, problem(asked.posted, `answer${String(empty + 1)}`, 'applying.form.empty'));
    const sent = await applying.send(asked.visit, answers, asked.now);
    return goTo(`${applyPath}${sent ? '?done=sent' : ''}`);
  }

  return [
    get(applyPath, 'takePart', (asked) => page(asked)),
    post(applyPath, 'takePart', { schema: applyForm, accept: send, refuse: page }),
    post(`${applyPath}/withdraw`, 'takePart', {
      schema: emptyForm,
      async accept({ visit, now }) {
        if (visit.preview) throw new Forbidden('preview');
        await applying.withdraw(visit, now);
        return goTo(applyPath);
      },
      refuse: page,
    }),
  ];
}

function staffRoutes(applying: ApplyingService): Route[] {
  async function list(asked: Asked, wrong?: Wrong): Promise<Reply> {
    const { courseId } = asked.visit;
    const [settings, applied] = await Promise.all([applying.settings(courseId), applying.all(courseId)]);
    return show(applicationsView(asked, { settings, applied }, wrong), wrong ? 422 : 200);
  }

  async function settings(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(settingsView(asked, await applying.settings(asked.visit.courseId), problems), problems ? 422 : 200);
  }

  const idIn = ({ params }: Asked) => params.personId ?? '';

  return [
    get(applicationsPath, 'coordinate', (asked) => list(asked)),
    get(`${applicationsPath}/settings`, 'configure', (asked) => settings(asked)),
    post(`${applicationsPath}/settings`, 'configure', {
      schema: applyingForm,
      async accept({ visit, answers }) {
        await applying.saveSettings(visit.courseId, answers);
        return goTo(`${applicationsPath}?done=saved`);
      },
      refuse: settings,
    }),
    post(`${applicationsPath}/invite`, 'configure', {
      schema: inviteForm,
      async accept(asked) {
        const { visit, answers, posted, now } = asked;
        const meant = whoIsMeant(await applying.people(visit.courseId), answers.who);
        if (meant.found === 'one') {
          return goTo(`${applicationsPath}?done=${await applying.invite(visit, meant.personId, now)}`);
        }
        const among = meant.found === 'several' ? meant.among : undefined;
        return list(asked, { problems: problem(posted, 'who', `applying.form.${meant.found}`, among) });
      },
      refuse: (asked, problems) => list(asked, { problems }),
    }),
    post(`${applicationsPath}/:personId/select`, 'configure', {
      schema: emptyForm,
      async accept(asked) {
        const decided = await applying.select(asked.visit, idIn(asked), asked.now);
        return goTo(`${applicationsPath}?done=${decided === 'done' ? 'selected' : decided}`);
      },
      refuse: (asked) => list(asked),
    }),
    post(`${applicationsPath}/:personId/decline`, 'configure', {
      schema: declineForm,
      async accept(asked) {
        const about = { personId: idIn(asked), words: asked.answers.words };
        const decided = await applying.decline(asked.visit, about, asked.now);
        return goTo(`${applicationsPath}?done=${decided === 'done' ? 'declined' : decided}`);
      },
      refuse: (asked, problems) => list(asked, { problems, personId: idIn(asked) }),
    }),
  ];
}
