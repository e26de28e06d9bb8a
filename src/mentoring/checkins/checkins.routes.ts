import { Forbidden } from '../../shared/errors.js';
import { fromLocal } from '../../shared/local-time.js';
import { problem, type Problems } from '../../web/forms.js';
import { may } from '../../web/permissions.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Answered, type Asked, type Route } from '../../web/routing.js';
import type { CheckinAnswers } from './checkin.js';
import { draftForm, sendForm, settingsForm } from './checkins.forms.js';
import { isElsewhere, isOpen } from './checkins.rules.js';
import type { CheckinService, OwnCheckin } from './checkins.service.js';
import { checkinForm } from './checkins.view.js';
import { checkinOverview, checkinSettingsPage } from './overview.view.js';
import { elsewhereView } from './opening.view.js';
import { partnerCheckin, sentCheckin } from './sent.view.js';

export function checkinRoutes({ checkins }: { checkins: CheckinService }): Route[] {
  async function own(asked: Asked): Promise<OwnCheckin> {
    return checkins.own(asked.visit.courseId, keyOf(asked), asked.now);
  }

  /** A teacher who plays student stores nothing; and who sends comes through Moodle's own page, which lets them in. */
  async function forbid({ visit, params }: Asked): Promise<void> {
    if (visit.preview) throw new Forbidden('preview');
    const { activity } = await checkins.settings(visit.courseId, params.activityId ?? '');
    if (isElsewhere(activity, visit)) throw new Forbidden('open_in_moodle');
  }

  async function form(asked: Asked, problems: Problems): Promise<Reply> {
    await forbid(asked);
    return show(checkinForm(asked, await own(asked), problems), 422);
  }

  async function open(asked: Asked): Promise<Reply> {
    const { visit, now } = asked;
    if (may(visit.role, 'coordinate')) {
      return show(checkinOverview(asked, await checkins.overview(visit.courseId, activityIn(asked), now)));
    }
    const found = await own(asked);
    const changes = asked.query.change !== undefined && isOpen(found.settings, now);
    if (found.checkin?.sentAt && !changes) return show(sentCheckin(asked, found));
    return show(isElsewhere(found.activity, visit) ? elsewhereView(asked, found.activity) : checkinForm(asked, found));
  }

  async function send(asked: Answered<CheckinAnswers>): Promise<Reply> {
    await forbid(asked);
    const outcome = await checkins.send(asked.visit.courseId, keyOf(asked), asked.answers, asked.now);
    if (outcome.ok) return goTo(`/checkins/${activityIn(asked)}/sent?done=sent`);
    const refused = outcome.failure === 'no-partner' ? 'checkins.form.help.nobody' : 'checkins.form.closed';
    const due = (await own(asked)).settings.dueAt;
    const problems = problem(asked.posted, outcome.failure === 'no-partner' ? 'help' : 'mood', refused);
    const values = { due: due ? asked.format.dateTime(due) : '' };
    const byField = Object.fromEntries(
      Object.entries(problems.byField).map(([field, { key }]) => [field, { key, values }]),
    );
    return form(asked, { ...problems, byField });
  }

  async function settings(asked: Asked, problems?: Problems): Promise<Reply> {
    const found = await checkins.settings(asked.visit.courseId, activityIn(asked));
    const zone = asked.visit.timeZone;
    return show(checkinSettingsPage(asked, { ...found, zone }, problems), problems ? 422 : 200);
  }

  return [
    get('/checkins/:activityId', 'enter', open),
    post('/checkins/:activityId', 'takePart', { schema: sendForm, accept: send, refuse: form }),
    post('/checkins/:activityId/draft', 'takePart', {
      schema: draftForm,
      async accept(asked) {
        await forbid(asked);
        await checkins.saveDraft(asked.visit.courseId, keyOf(asked), asked.answers);
        return goTo(`/checkins/${activityIn(asked)}?change=1&done=saved`);
      },
      refuse: form,
    }),
    get('/checkins/:activityId/sent', 'takePart', async (asked) => {
      const found = await own(asked);
      return found.checkin?.sentAt ? show(sentCheckin(asked, found)) : goTo(`/checkins/${activityIn(asked)}`);
    }),
    get('/checkins/:activityId/of/:personId', 'takePart', async (asked) => {
      const { visit, params } = asked;
      const key = { activityId: activityIn(asked), personId: params.personId ?? '' };
      return show(partnerCheckin(asked, await checkins.ofPartner(visit.courseId, key, visit.personId)));
    }),
    get('/checkins/:activityId/settings', 'configure', (asked) => settings(asked)),
    post('/checkins/:activityId/settings', 'configure', {
      schema: settingsForm,
      async accept(asked) {
        const { dueAt } = asked.answers;
        const time = dueAt === '' ? undefined : fromLocal(dueAt, asked.visit.timeZone);
        if (dueAt !== '' && !time) {
          return settings(asked, problem(asked.posted, 'dueAt', 'checkins.settings.dueAt.invalid'));
        }
        await checkins.saveSettings(asked.visit.courseId, activityIn(asked), time ? { dueAt: time } : {});
        return goTo(`/checkins/${activityIn(asked)}?done=settings`);
      },
      refuse: settings,
    }),
  ];
}

function activityIn({ params }: Asked): string {
  return params.activityId ?? '';
}

function keyOf(asked: Asked) {
  return { activityId: activityIn(asked), personId: asked.visit.personId };
}
