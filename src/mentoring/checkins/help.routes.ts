import { problem, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import type { CheckinService } from './checkins.service.js';
import { handOnForm, heardForm } from './checkins.forms.js';
import { once } from './checkin.js';
import type { HelpService } from './help.service.js';
import { handOnView } from './help.view.js';
import type { NoticingService } from './noticing.service.js';

interface HelpPages {
  help: HelpService;
  noticing: Pick<NoticingService, 'note'>;
  checkins: Pick<CheckinService, 'activity'>;
}

export function helpRoutes({ help, checkins, noticing }: HelpPages): Route[] {
  /** A call that was ended meanwhile leads back to the queue. */
  async function handOn(asked: Asked, problems?: Problems): Promise<Reply> {
    const { visit, now } = asked;
    const posted = problems?.posted.occurrence;
    const occurrence = typeof posted === 'string' ? posted : asked.query.of;
    const found = await help.handing(visit.courseId, keyOf(asked, occurrence), visit.personId, now);
    return found ? show(handOnView(asked, found, problems), problems ? 422 : 200) : goTo('/mentoring');
  }

  return [
    post('/checkins/:activityId/heard/:personId', 'coordinate', {
      schema: heardForm,
      async accept(asked) {
        const { visit, now } = asked;
        const call = { ...keyOf(asked, asked.answers.occurrence), askedAt: asked.answers.asked };
        await help.endCall(visit.courseId, call, { byId: visit.personId, at: now });
        return goTo('/mentoring?done=heard');
      },
      // One button, rendered with its time: what is refused leads back to the queue as it is.
      async refuse(asked) {
        await checkins.activity(asked.visit.courseId, keyOf(asked).activityId);
        return goTo('/mentoring');
      },
    }),
    post('/checkins/:activityId/noted/:personId', 'coordinate', {
      schema: heardForm,
      async accept(asked) {
        const { visit, now, answers } = asked;
        const key = keyOf(asked, answers.occurrence);
        await checkins.activity(visit.courseId, key.activityId);
        await noticing.note(visit.courseId, key, { askedAt: answers.asked, byId: visit.personId, at: now });
        return goTo('/mentoring?done=noted');
      },
      async refuse(asked) {
        await checkins.activity(asked.visit.courseId, keyOf(asked).activityId);
        return goTo('/mentoring');
      },
    }),
    get('/checkins/:activityId/hand-on/:personId', 'coordinate', (asked) => handOn(asked)),
    post('/checkins/:activityId/hand-on/:personId', 'coordinate', {
      schema: handOnForm,
      async accept(asked) {
        const { visit, now, answers, posted } = asked;
        const call = { ...keyOf(asked, answers.occurrence), askedAt: answers.asked };
        const given = { toId: answers.to, byId: visit.personId, at: now };
        const outcome = await help.handOn(visit.courseId, call, given);
        if (!outcome.ok && outcome.failure === 'nobody') {
          return handOn(asked, problem(posted, 'to', 'checkins.handOn.missing'));
        }
        return goTo(outcome.ok ? '/mentoring?done=handed' : '/mentoring');
      },
      refuse: handOn,
    }),
  ];
}

function keyOf({ params }: Asked, occurrence = once) {
  return { activityId: params.activityId ?? '', occurrence, personId: params.personId ?? '' };
}
