import { emptyForm, problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { proposed, type FormName, type Question } from './checkin.js';
import { planForm, questionsForm } from './checkins.forms.js';
import { isFormName } from './checkins.settings.js';
import { wordsOf } from './checkins.view.js';
import { questionsPage } from './questions.view.js';
import type { PlanRefusal, SettingsService } from './settings.service.js';
import { settingsPage } from './settings.view.js';

const fieldOf: Readonly<Record<PlanRefusal, string>> = {
  clock: 'when',
  end: 'lastWeek',
  none: 'firstWeek',
  dates: 'dates',
};

export function settingsRoutes(settings: SettingsService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await settings.sheet(asked.visit.courseId, activityIn(asked));
    return show(settingsPage(asked, sheet, problems), problems ? 422 : 200);
  }

  async function questions(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await settings.sheet(asked.visit.courseId, activityIn(asked));
    return show(questionsPage(asked, sheet, formIn(asked), problems), problems ? 422 : 200);
  }

  async function saveQuestions(asked: Asked, chosen: readonly Question[] | undefined): Promise<Reply> {
    const form = formIn(asked);
    await settings.saveQuestions(asked.visit.courseId, activityIn(asked), form, chosen);
    return goTo(`/checkins/${activityIn(asked)}/questions/${form}?done=saved`);
  }

  const questionsPath = '/checkins/:activityId/questions/:form';
  return [
    get('/checkins/:activityId/settings', 'configure', (asked) => page(asked)),
    post('/checkins/:activityId/settings', 'configure', {
      schema: planForm,
      async accept(asked) {
        const { visit, now, answers, posted } = asked;
        const when = { zone: visit.timeZone, now };
        const outcome = await settings.savePlan(visit.courseId, activityIn(asked), answers, when);
        if (outcome.ok) return goTo(`/checkins/${activityIn(asked)}?done=settings`);
        const refusal = outcome.failure;
        const field = refusal === 'dates' && answers.when === 'once' ? 'dueAt' : fieldOf[refusal];
        return page(asked, problem(posted, field, `checkins.settings.refused.${refusal}`));
      },
      refuse: page,
    }),
    get('/checkins/:activityId/questions', 'configure', (asked) => questions(asked)),
    get(questionsPath, 'configure', (asked) => questions(asked)),
    post(questionsPath, 'configure', {
      schema: questionsForm,
      accept: (asked) => saveQuestions(asked, withoutProposed(asked, formIn(asked), asked.answers)),
      refuse: questions,
    }),
    post(`${questionsPath}/propose`, 'configure', {
      schema: emptyForm,
      accept: (asked) => saveQuestions(asked, undefined),
      refuse: (asked) => questions(asked),
    }),
  ];
}

/** A proposed question whose words stayed goes on being asked in each reader's own language. */
function withoutProposed({ t }: Asked, form: FormName, chosen: readonly Question[]): Question[] {
  return chosen.map((question) => {
    const { words, ...rest } = question;
    const isProposed = proposed[form].some(({ key }) => key === rest.key);
    return isProposed && words === wordsOf(t, form, rest) ? rest : question;
  });
}

function activityIn({ params }: Asked): string {
  return params.activityId ?? '';
}

function formIn({ params }: Asked): FormName {
  return isFormName(params.form) ? params.form : 'learner';
}
