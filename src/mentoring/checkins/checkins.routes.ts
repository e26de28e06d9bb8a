import { Forbidden } from '../../shared/errors.js';
import type { Problems } from '../../web/forms.js';
import { may } from '../../web/permissions.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import type { CheckinDraft } from './checkin.js';
import { answersForm } from './checkins.forms.js';
import { isElsewhere } from './checkins.rules.js';
import type { CheckinService, OwnCheckin, SendRefusal } from './checkins.service.js';
import { waitingCheckin } from './checkins.view.js';
import { earlierCheckins } from './earlier.view.js';
import { checkinForm } from './form.view.js';
import { elsewhereView } from './opening.view.js';
import { checkinOverview } from './overview.view.js';
import type { OverviewService } from './overview.service.js';
import { isOpen } from './plan.rules.js';
import type { RepliesService } from './replies.service.js';
import { sentCheckin } from './sent.view.js';

interface Pages {
  checkins: CheckinService;
  overviews: OverviewService;
  replies: Pick<RepliesService, 'seen'>;
}

export function checkinRoutes({ checkins, overviews, replies }: Pages): Route[] {
  const own = (asked: Asked, wanted?: string): Promise<OwnCheckin> =>
    checkins.own(asked.visit.courseId, keyOf(asked), asked.now, wanted);

  /** A teacher who plays student stores nothing; and who sends comes through Moodle's own page, which lets them in. */
  async function forbid({ visit, params }: Asked): Promise<void> {
    if (visit.preview) throw new Forbidden('preview');
    const activity = await checkins.activity(visit.courseId, params.activityId ?? '');
    if (isElsewhere(activity, visit)) throw new Forbidden('open_in_moodle');
  }

  async function form(asked: Asked, problems: Problems): Promise<Reply> {
    await forbid(asked);
    const found = await own(asked);
    return show(found.planned ? checkinForm(asked, found, problems) : waitingCheckin(asked, found), 422);
  }

  /** What was refused stands in the form, whichever occurrence it is for now. */
  async function refused(asked: Asked, posted: CheckinDraft, refusal: SendRefusal): Promise<Reply> {
    const found = await own(asked);
    const first = found.questions[0]?.key ?? 'form';
    const dueAt = found.planned?.dueAt;
    const due = dueAt ? asked.format.dateTime(dueAt) : '';
    const byField =
      refusal.refused === 'wrong'
        ? refusal.wrong
        : { [first]: { key: `checkins.form.${refusal.refused}`, values: { due } } };
    return form(asked, { posted, byField });
  }

  async function sentPage(asked: Asked, found: OwnCheckin): Promise<Reply> {
    const { visit, now } = asked;
    if (found.checkin && !visit.preview) await replies.seen(visit.courseId, found.checkin, now);
    return show(sentCheckin(asked, found));
  }

  async function open(asked: Asked): Promise<Reply> {
    const { visit, now, query } = asked;
    if (may(visit.role, 'coordinate')) {
      return show(checkinOverview(asked, await overviews.overview(visit.courseId, activityIn(asked), now, query.of)));
    }
    const found = await own(asked);
    if (!found.planned) return show(waitingCheckin(asked, found));
    const changes = query.change !== undefined && isOpen(found.planned, now);
    if (found.checkin?.sentAt && !changes) return sentPage(asked, found);
    return show(isElsewhere(found.activity, visit) ? elsewhereView(asked, found.activity) : checkinForm(asked, found));
  }

  return [
    get('/checkins/:activityId', 'enter', open),
    post('/checkins/:activityId', 'takePart', {
      schema: answersForm,
      async accept(asked) {
        await forbid(asked);
        const { occurrence, posted } = asked.answers;
        const outcome = await checkins.send(asked.visit.courseId, { ...keyOf(asked), occurrence }, posted, asked.now);
        if (!outcome.ok) return refused(asked, posted, outcome.failure);
        return goTo(`/checkins/${activityIn(asked)}/sent?of=${outcome.value}&done=sent`);
      },
      refuse: form,
    }),
    post('/checkins/:activityId/draft', 'takePart', {
      schema: answersForm,
      async accept(asked) {
        await forbid(asked);
        const { occurrence, posted } = asked.answers;
        const key = { ...keyOf(asked), occurrence };
        const outcome = await checkins.saveDraft(asked.visit.courseId, key, posted, asked.now);
        if (!outcome.ok) return refused(asked, posted, outcome.failure);
        return goTo(`/checkins/${activityIn(asked)}?change=1&done=saved`);
      },
      refuse: form,
    }),
    get('/checkins/:activityId/sent', 'takePart', async (asked) => {
      const found = await own(asked, asked.query.of);
      return found.checkin?.sentAt ? sentPage(asked, found) : goTo(`/checkins/${activityIn(asked)}`);
    }),
    get('/checkins/:activityId/earlier', 'takePart', async (asked) => show(earlierCheckins(asked, await own(asked)))),
  ];
}

function activityIn({ params }: Asked): string {
  return params.activityId ?? '';
}

function keyOf(asked: Asked) {
  return { activityId: activityIn(asked), personId: asked.visit.personId };
}
