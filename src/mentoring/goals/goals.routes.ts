import { Forbidden } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { dropForm, evidenceForm, finishForm, goalForm } from './goals.forms.js';
import type { GoalsService } from './goals.service.js';
import type { PairNotes } from '../../pairing/words/pair-notes.js';
import { goalsOfPath, goalsPath, goalsView, goalView, writeView } from './goals.view.js';

export function goalRoutes(goals: GoalsService): Route[] {
  async function one(asked: Asked, problems?: Problems): Promise<Reply> {
    return show(goalView(asked, await goals.own(asked.visit, idIn(asked)), problems), problems ? 422 : 200);
  }
  const writing = (asked: Asked, problems?: Problems): Promise<Reply> =>
    Promise.resolve(show(writeView(asked, { once: newId() }, problems), problems ? 422 : 200));
  async function changing(asked: Asked, problems?: Problems): Promise<Reply> {
    const goal = await goals.own(asked.visit, idIn(asked));
    return show(writeView(asked, { once: newId(), goal }, problems), problems ? 422 : 200);
  }

  return [
    get(goalsPath, 'takePart', async (asked) => show(goalsView(asked, await goals.mine(asked.visit)))),
    get(`${goalsPath}/new`, 'takePart', (asked) => writing(asked)),
    post(`${goalsPath}/new`, 'takePart', {
      schema: goalForm,
      async accept(asked) {
        forbidPreview(asked);
        const added = await goals.add(asked.visit, asked.answers, asked.now);
        if (added.ok) return goTo(`${goalsPath}?done=added`);
        return writing(asked, problem(asked.posted, fieldOf(added.failure), `goals.refused.${added.failure}`));
      },
      refuse: writing,
    }),
    get(`${goalsPath}/of/:personId`, 'enter', async (asked) => {
      const { person, goals: all } = await goals.of(asked.visit, asked.params.personId ?? '');
      return show(goalsView(asked, all, person.name));
    }),
    get(`${goalsPath}/:goalId`, 'takePart', (asked) => one(asked)),
    get(`${goalsPath}/:goalId/change`, 'takePart', (asked) => changing(asked)),
    post(`${goalsPath}/:goalId/change`, 'takePart', {
      schema: goalForm,
      async accept(asked) {
        forbidPreview(asked);
        const added = await goals.change(asked.visit, idIn(asked), asked.answers, asked.now);
        if (added.ok) return goTo(`${goalsPath}?done=changed`);
        return changing(asked, problem(asked.posted, fieldOf(added.failure), `goals.refused.${added.failure}`));
      },
      refuse: changing,
    }),
    ...endRoutes(goals, one),
  ];
}

/** On the page of a pair, for staff: whoever of them has set a goal. */
export function goalsOfPair(goals: Pick<GoalsService, 'whoHas'>): PairNotes {
  return async ({ visit, t }, personIds) =>
    (await goals.whoHas(visit.courseId, personIds)).map(({ personId, name }) => ({
      ...{ label: t('goals.titleOf', { name }), href: goalsOfPath(personId) },
    }));
}

function endRoutes(goals: GoalsService, one: (asked: Asked, problems?: Problems) => Promise<Reply>): Route[] {
  const said = (isDone: boolean, done: string, otherwise: string) =>
    goTo(`${goalsPath}?${isDone ? `done=${done}` : `problem=${otherwise}`}`);
  return [
    post(`${goalsPath}/:goalId/evidence`, 'takePart', {
      schema: evidenceForm,
      async accept(asked) {
        forbidPreview(asked);
        return said(await goals.addEvidence(asked.visit, idIn(asked), asked.answers), 'evidence', 'full');
      },
      refuse: one,
    }),
    post(`${goalsPath}/:goalId/finish`, 'takePart', {
      schema: finishForm,
      async accept(asked) {
        forbidPreview(asked);
        return said(await goals.finish(asked.visit, idIn(asked), asked.answers, asked.now), 'finished', 'over');
      },
      refuse: one,
    }),
    post(`${goalsPath}/:goalId/drop`, 'takePart', {
      schema: dropForm,
      async accept(asked) {
        forbidPreview(asked);
        return said(await goals.drop(asked.visit, idIn(asked), asked.answers.why, asked.now), 'dropped', 'over');
      },
      refuse: one,
    }),
  ];
}

function fieldOf(failure: 'past' | 'many' | 'ended'): 'by' | 'text' {
  return failure === 'past' ? 'by' : 'text';
}

function idIn({ params }: Asked): string {
  return params.goalId ?? '';
}

function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
