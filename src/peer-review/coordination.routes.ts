import { fromLocal } from '../shared/local-time.js';
import { problem, type Problems } from '../web/forms.js';
import { goTo, show, type Reply } from '../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../web/routing.js';
import { confirmClose, confirmStart } from './confirm.view.js';
import { matrix } from './matrix.view.js';
import { buttonForm, settingsForm as settingsSchema, type SettingsAnswers } from './peer-review.forms.js';
import type { PeerReviewService } from './peer-review.service.js';
import { settingsForm } from './settings.view.js';

export function coordinationRoutes({ coordination, allocation }: PeerReviewService): Route[] {
  async function overview(asked: Asked) {
    return coordination.overview(asked.visit.courseId, activityIn(asked));
  }

  /** Only a fabricated post comes here: the forms have a button and nothing else. */
  async function refuse(asked: Asked): Promise<Reply> {
    return show(matrix(asked, await overview(asked)), 422);
  }

  async function settings(asked: Asked, problems?: Problems): Promise<Reply> {
    const now = await coordination.settings(asked.visit.courseId, activityIn(asked));
    return show(settingsForm(asked, { ...now, zone: asked.visit.timeZone }, problems), problems ? 422 : 200);
  }

  async function saveSettings(asked: Answered<SettingsAnswers>): Promise<Reply> {
    const { startsAt: typed, ...rest } = asked.answers;
    const startsAt = typed ? fromLocal(typed, asked.visit.timeZone) : undefined;
    if (typed && !startsAt)
      return settings(asked, problem(asked.posted, 'startsAt', 'peer-review.settings.startsAt.invalid'));
    await coordination.saveSettings(asked.visit.courseId, activityIn(asked), {
      ...rest,
      ...(startsAt && { startsAt }),
    });
    return goTo(`/reviews/${activityIn(asked)}?done=settings`);
  }

  return [
    get('/reviews/:activityId/start', 'coordinate', async (asked) => {
      const trial = await allocation.trial(asked.visit.courseId, activityIn(asked));
      return show(confirmStart(asked, await overview(asked), trial));
    }),
    post('/reviews/:activityId/start', 'coordinate', {
      schema: buttonForm,
      async accept(asked) {
        const outcome = await coordination.start(asked.visit.courseId, activityIn(asked), asked.now);
        return goTo(`/reviews/${activityIn(asked)}?done=${outcome.ok ? 'started' : 'too-few'}`);
      },
      refuse,
    }),
    post('/reviews/:activityId/more', 'coordinate', {
      schema: buttonForm,
      async accept(asked) {
        await coordination.askForMore(asked.visit.courseId, activityIn(asked), asked.now);
        return goTo(`/reviews/${activityIn(asked)}?done=asked`);
      },
      refuse,
    }),
    get('/reviews/:activityId/close', 'coordinate', async (asked) => show(confirmClose(asked, await overview(asked)))),
    post('/reviews/:activityId/close', 'coordinate', {
      schema: buttonForm,
      async accept(asked) {
        const outcome = await coordination.close(asked.visit.courseId, activityIn(asked), asked.now);
        return goTo(`/reviews/${activityIn(asked)}${outcome.ok ? '?done=closed' : ''}`);
      },
      refuse,
    }),
    get('/reviews/:activityId/settings', 'configure', (asked) => settings(asked)),
    post('/reviews/:activityId/settings', 'configure', {
      schema: settingsSchema,
      accept: saveSettings,
      refuse: settings,
    }),
  ];
}

function activityIn({ params }: Asked): string {
  return params.activityId ?? '';
}
