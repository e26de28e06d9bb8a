import { Forbidden } from '../../shared/errors.js';
import { fromLocal } from '../../shared/local-time.js';
import { type Choice, emptyForm, problem, type Posted, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { whoIsMeant } from '../setup/people.rules.js';
import { answerForm, choiceForm, proposalForm, rankFields, takeBackForm, windowForm } from './choices.forms.js';
import type { ChoicesService, ChoicesSheet } from './choices.service.js';
import { choicesView } from './choices.view.js';
import { chosenView, peopleOfChosen } from './chosen.view.js';
import { windowView } from './window.view.js';

export function choiceRoutes(services: { choices: ChoicesService }): Route[] {
  return [...learnerRoutes(services), ...windowRoutes(services)];
}

function learnerRoutes({ choices }: { choices: ChoicesService }): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await choices.sheet(asked.visit.courseId, asked.visit.personId, asked.now);
    return show(choicesView(asked, sheet, problems), problems ? 422 : 200);
  }

  return [
    get('/choices', 'takePart', (asked) => page(asked)),
    post('/choices', 'takePart', {
      schema: choiceForm,
      async accept(asked) {
        const { visit, answers, posted, now } = asked;
        if (visit.preview) throw new Forbidden('preview');
        const sheet = await choices.sheet(visit.courseId, visit.personId, now);
        const found = rankedIn(sheet, answers.ranks, posted);
        if (!found.ok) return page(asked, found.problems);
        await choices.saveChoice(visit, { listed: answers.listed, ranked: found.ranked }, now);
        return goTo('/choices?done=saved');
      },
      refuse: page,
    }),
    post('/choices/ask', 'takePart', {
      schema: proposalForm,
      async accept(asked) {
        const { visit, answers, posted, now } = asked;
        if (visit.preview) throw new Forbidden('preview');
        const { candidates } = await choices.sheet(visit.courseId, visit.personId, now);
        const meant = whoIsMeant(
          candidates.map(({ person }) => person),
          answers.partner,
        );
        if (meant.found !== 'one') {
          const among = meant.found === 'several' ? meant.among : undefined;
          return page(asked, problem(posted, 'partner', `choices.problem.${meant.found}`, among));
        }
        const done = await choices.propose(visit, meant.personId, now);
        return done ? goTo('/choices?done=asked') : page(asked, problem(posted, 'partner', 'choices.problem.again'));
      },
      refuse: page,
    }),
    post('/choices/answer', 'takePart', {
      schema: answerForm,
      async accept({ visit, answers: { proposalId, answer }, now }) {
        if (visit.preview) throw new Forbidden('preview');
        await choices.answer(visit, { proposalId, state: answer }, now);
        return goTo(`/choices?done=${answer}`);
      },
      refuse: page,
    }),
    post('/choices/take-back', 'takePart', {
      schema: takeBackForm,
      async accept({ visit, answers: { proposalId }, now }) {
        if (visit.preview) throw new Forbidden('preview');
        await choices.takeBack(visit, proposalId, now);
        return goTo('/choices?done=takenBack');
      },
      refuse: page,
    }),
    get('/pairing/choices', 'coordinate', async (asked) => {
      return show(
        chosenView(
          asked,
          await choices.chosenSheet(asked.visit.courseId, asked.now, (found) => peopleOfChosen(asked, found)),
        ),
      );
    }),
  ];
}

function windowRoutes({ choices }: { choices: ChoicesService }): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const time = await choices.time(asked.visit.courseId, asked.now);
    return show(windowView(asked, time, problems), problems ? 422 : 200);
  }

  return [
    get('/pairing/choices/open', 'coordinate', (asked) => page(asked)),
    post('/pairing/choices/open', 'coordinate', {
      schema: windowForm,
      async accept(asked) {
        const { visit, answers, posted, now } = asked;
        const until = fromLocal(answers.until, visit.timeZone);
        if (!until) return page(asked, problem(posted, 'until', 'choices.window.missing'));
        if (until <= now) return page(asked, problem(posted, 'until', 'choices.window.past'));
        await choices.openUntil(visit.courseId, until, now);
        return goTo('/pairing/choices?done=opened');
      },
      refuse: page,
    }),
    post('/pairing/choices/close', 'coordinate', {
      schema: emptyForm,
      async accept({ visit, now }) {
        await choices.openUntil(visit.courseId, now, now);
        return goTo('/pairing/choices?done=closed');
      },
      refuse: page,
    }),
  ];
}

type RankedFound = { ok: true; ranked: string[] } | { ok: false; problems: Problems };

/** Whoever was ranked before may stay, though no longer in the list. */
function rankedIn(sheet: ChoicesSheet, ranks: readonly string[], posted: Posted): RankedFound {
  const before = sheet.own.ranked.flatMap((personId) => sheet.people.get(personId) ?? []);
  const listed = sheet.candidates.map(({ person }) => person);
  const offered = [...new Map([...listed, ...before].map((person) => [person.personId, person])).values()];
  const ranked: string[] = [];
  for (const [place, text] of ranks.entries()) {
    if (text === '') continue;
    const refuse = (key: string, among?: readonly Choice[]): RankedFound => {
      return { ok: false, problems: problem(posted, rankFields[place] ?? '', `choices.problem.${key}`, among) };
    };
    const meant = whoIsMeant(offered, text);
    if (meant.found !== 'one') return refuse(meant.found, meant.found === 'several' ? meant.among : undefined);
    if (ranked.includes(meant.personId)) return refuse('twice');
    ranked.push(meant.personId);
  }
  return { ok: true, ranked };
}
