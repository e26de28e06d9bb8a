import { Forbidden } from '../../shared/errors.js';
import { problem, type Problems } from '../../web/forms.js';
import { may } from '../../web/permissions.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { stepForms } from './intake.forms.js';
import type { IntakeService, StepAnswers } from './intake.service.js';
import { stepView } from './intake.view.js';
import { missingView, overviewView } from './overview.view.js';
import { portableRoutes } from './portable.routes.js';
import { questionsForm } from './questions.forms.js';
import { questionsView } from './questions.view.js';
import { mayOpen, nextStep, steps, type Step } from './steps.rules.js';
import { ownView, personView } from './summary.view.js';

export interface IntakePages {
  intake: IntakeService;
}

export function intakeRoutes({ intake }: IntakePages): Route[] {
  return [
    ...ownRoutes(intake),
    ...portableRoutes(intake),
    ...steps.flatMap((step) => stepRoutes(intake, step)),
    ...staffRoutes(intake),
  ];
}

function ownRoutes(intake: IntakeService): Route[] {
  return [
    get('/profile', 'takePart', async (asked) => {
      const sheet = await intake.sheet(asked.visit.courseId, asked.visit.personId);
      if (sheet.saved?.completedAt) return show(ownView(asked, sheet));
      return goTo(`/profile/${nextStep(sheet.saved?.steps ?? [], sheet.questions) ?? 'wish'}`);
    }),
  ];
}

function stepRoutes(intake: IntakeService, step: Step): Route[] {
  async function form(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId, personId } = asked.visit;
    return show(stepView(asked, await intake.sheet(courseId, personId), step, problems), problems ? 422 : 200);
  }

  async function save(asked: Answered<StepAnswers>): Promise<Reply> {
    if (asked.visit.preview) throw new Forbidden('preview');
    const saved = await intake.saveStep(asked.visit, step, asked.answers, asked.now);
    if (!saved.ok) return form(asked, problem(asked.posted, saved.failure.field, 'intake.form.stale'));
    if (saved.value.next) return goTo(`/profile/${saved.value.next}?done=step`);
    return goTo(saved.value.first ? '/mentoring?done=profile' : '/profile?done=saved');
  }

  return [
    get(`/profile/${step}`, 'takePart', async (asked) => {
      const { saved, questions } = await intake.sheet(asked.visit.courseId, asked.visit.personId);
      const open = saved?.completedAt !== undefined || mayOpen(step, saved?.steps ?? [], questions);
      return open ? form(asked) : goTo('/profile');
    }),
    post(`/profile/${step}`, 'takePart', { schema: stepForms[step], accept: save, refuse: form }),
  ];
}

function staffRoutes(intake: IntakeService): Route[] {
  async function questions(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await intake.proposed(asked.visit.courseId);
    return show(questionsView(asked, found, problems), problems ? 422 : 200);
  }

  return [
    get('/intake/:activityId', 'enter', async (asked) => {
      const { courseId, role } = asked.visit;
      const activity = await intake.activity(courseId, asked.params.activityId ?? '');
      intake.askForScores();
      if (!may(role, 'coordinate')) return goTo('/profile');
      return show(overviewView(asked, await intake.overview(activity)));
    }),
    get('/profiles/missing', 'coordinate', async (asked) =>
      show(missingView(asked, await intake.missing(asked.visit.courseId))),
    ),
    get('/profile/of/:personId', 'coordinate', async (asked) => {
      const { sheet, person } = await intake.sheetOf(asked.visit.courseId, asked.params.personId ?? '');
      return show(personView(asked, sheet, person));
    }),
    get('/profile/questions', 'configure', (asked) => questions(asked)),
    post('/profile/questions', 'configure', {
      schema: questionsForm,
      async accept(asked) {
        await intake.saveQuestions(asked.visit.courseId, asked.answers);
        return goTo('/profile/questions?done=saved');
      },
      refuse: questions,
    }),
  ];
}
