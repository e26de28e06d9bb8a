import { failure, success, type Result } from '../shared/result.js';
import { fromLocal } from '../shared/local-time.js';
import { problem, type Problems } from '../web/forms.js';
import { goTo, show, type Reply } from '../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../web/routing.js';
import { dateNames, type DateName } from './dates.rules.js';
import { confirmClose, confirmStart } from './confirm.view.js';
import { matrix } from './matrix.view.js';
import { buttonForm, settingsForm as settingsSchema, type SettingsAnswers } from './peer-review.forms.js';
import type { PeerReviewService } from './peer-review.service.js';
import { settingsForm } from './settings.view.js';

const namesFixed = 'peer-review.settings.names.promised';

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
    const { visit, now, posted } = asked;
    const { start, opensAt, startsAt, reviewUntil, releaseAt, ...changed } = asked.answers;
    const typed = typedDates({ opensAt, startsAt, reviewUntil, releaseAt }, visit.timeZone);
    if (!typed.ok) return settings(asked, problem(posted, typed.failure, 'peer-review.settings.dates.invalid'));
    const dates = { ...typed.value, ...(start && { early: start === 'early' ? true : undefined }) };
    const wanted = { settings: changed, dates };
    const saved = await coordination.saveSettings(visit.courseId, activityIn(asked), wanted, now);
    if (saved.ok) return goTo(`/reviews/${activityIn(asked)}?done=settings`);
    const { name, problem: found } = saved.failure;
    return settings(
      asked,
      problem(posted, name, found === 'promised' ? namesFixed : `peer-review.settings.dates.${found}`),
    );
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

/** Of the fields that the form had: an empty one takes the date away. Fails with the first that names no time. */
function typedDates(
  fields: Readonly<Record<DateName, string | undefined>>,
  zone: string,
): Result<Partial<Record<DateName, Date | undefined>>, DateName> {
  const dates: Partial<Record<DateName, Date | undefined>> = {};
  for (const name of dateNames) {
    const text = fields[name];
    if (text === undefined) continue;
    dates[name] = text === '' ? undefined : fromLocal(text, zone);
    if (text !== '' && !dates[name]) return failure(name);
  }
  return success(dates);
}
