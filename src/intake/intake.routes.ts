import { Forbidden } from '../shared/errors.js';
import { problem, type Problems } from '../web/forms.js';
import { may } from '../web/permissions.js';
import { goTo, show, type Reply } from '../web/reply.js';
import { get, post, type Asked, type Route } from '../web/routing.js';
import { profileForm } from './intake.forms.js';
import type { IntakeService } from './intake.service.js';
import { overviewView } from './overview.view.js';
import { profileView } from './intake.view.js';

export function intakeRoutes({ intake }: { intake: IntakeService }): Route[] {
  async function form(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId, personId } = asked.visit;
    return show(profileView(asked, await intake.sheet(courseId, personId), problems), problems ? 422 : 200);
  }

  return [
    get('/intake/:activityId', 'enter', async (asked) => {
      const activity = await intake.activity(asked.visit.courseId, asked.params.activityId ?? '');
      if (!may(asked.visit.role, 'coordinate')) return goTo('/profile');
      return show(overviewView(asked, await intake.overview(activity)));
    }),
    get('/profile', 'takePart', (asked) => form(asked)),
    post('/profile', 'takePart', {
      schema: profileForm,
      async accept(asked) {
        if (asked.visit.preview) throw new Forbidden('preview');
        const saved = await intake.saveProfile(asked.visit, asked.answers, asked.now);
        if (!saved.ok) return form(asked, problem(asked.posted, saved.failure.field, 'intake.form.stale'));
        return goTo('/mentoring?done=profile');
      },
      refuse: form,
    }),
  ];
}
