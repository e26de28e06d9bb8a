import { Forbidden } from '../../shared/errors.js';
import { zoneSaid } from '../../shared/zones.js';
import { problem, type Problems } from '../../web/forms.js';
import { may } from '../../web/permissions.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import { intakeForm, type SentForm } from './intake.forms.js';
import type { IntakeService } from './intake.service.js';
import { fieldsOnPage, formView } from './intake.view.js';
import { languagesTyped, mostLanguages } from './languages.rules.js';
import { missingView, overviewView } from './overview.view.js';
import { portableRoutes } from './portable.routes.js';
import { questionsForm } from './questions.forms.js';
import { askedBy } from './questions.rules.js';
import { questionsView } from './questions.view.js';
import { ownView, personView } from './summary.view.js';

export interface IntakePages {
  intake: IntakeService;
}

export function intakeRoutes({ intake }: IntakePages): Route[] {
  return [...ownRoutes(intake), ...portableRoutes(intake), ...staffRoutes(intake)];
}

function ownRoutes(intake: IntakeService): Route[] {
  async function form(asked: Asked, problems?: Problems): Promise<Reply> {
    const sheet = await intake.sheet(asked.visit.courseId, asked.visit.personId);
    return show(formView(asked, sheet, fieldsOnPage(asked, sheet, problems), problems), problems ? 422 : 200);
  }

  async function save(asked: Answered<SentForm>): Promise<Reply> {
    if (asked.visit.preview) throw new Forbidden('preview');
    const { city, otherLanguages, answers, ...sent } = asked.answers;
    const zone = zoneSaid({ words: city, timeZone: answers.timeZone }, asked.visit.locale);
    if (!zone.ok) return form(asked, problem(asked.posted, 'city', `intake.form.city.${zone.failure}`));
    const typed = languagesTyped(otherLanguages, intake.languages, asked.visit.locale);
    const languages = [...new Set([...(answers.languages ?? []), ...typed])].slice(0, mostLanguages);
    const isHidden = answers.withheld?.includes('timeZone') === true;
    const said = { ...answers, languages, timeZone: isHidden ? undefined : zone.value };
    const saved = await intake.saveForm(asked.visit, { ...sent, answers: said }, asked.now);
    if (!saved.ok) return form(asked, problem(asked.posted, saved.failure.field, 'intake.form.stale'));
    if (sent.isForLater) return goTo('/profile/form?done=later');
    return goTo(saved.value.first ? '/mentoring?done=profile' : '/profile?done=saved');
  }

  return [
    get('/profile', 'takePart', async (asked) => {
      const sheet = await intake.sheet(asked.visit.courseId, asked.visit.personId);
      if (sheet.saved?.completedAt) return show(ownView(asked, sheet));
      return goTo(sheet.isOut ? '/my-part' : '/profile/form');
    }),
    get('/profile/form', 'takePart', (asked) => form(asked)),
    post('/profile/form', 'takePart', { schema: intakeForm, accept: save, refuse: form }),
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
        const { used, asked: ticked, ...lists } = asked.answers;
        const before = await intake.questions(asked.visit.courseId);
        await intake.saveQuestions(asked.visit.courseId, { ...lists, ...askedBy(ticked, used, before) });
        return goTo('/profile/questions?done=saved');
      },
      refuse: questions,
    }),
  ];
}
