import { Forbidden } from '../../shared/errors.js';
import type { Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { encourageForm, fateForm, replyForm } from './checkins.forms.js';
import { partnerPath } from './checkins.view.js';
import { partnerCheckin } from './partner.view.js';
import type { RepliesService } from './replies.service.js';

export function repliesRoutes(replies: RepliesService): Route[] {
  async function page(asked: Asked, problems?: Problems): Promise<Reply> {
    const posted = problems?.posted.occurrence;
    const wanted = { ...keyOf(asked), occurrence: typeof posted === 'string' ? posted : asked.query.of };
    const found = await replies.ofPartner(asked.visit.courseId, wanted, asked.visit.personId);
    return show(partnerCheckin(asked, found, problems), problems ? 422 : 200);
  }

  async function write(asked: Asked, { occurrence, text }: { occurrence: string; text?: string }): Promise<Reply> {
    forbidPreview(asked);
    const { visit, now } = asked;
    const key = { ...keyOf(asked), occurrence };
    const reply = { at: now, ...(text !== undefined && { text }) };
    const done = await replies.reply(visit.courseId, key, visit.personId, reply);
    return goTo(`${partnerPath(key)}${done ? '&done=replied' : ''}`);
  }

  return [
    get('/checkins/:activityId/of/:personId', 'takePart', (asked) => page(asked)),
    post('/checkins/:activityId/of/:personId/reply', 'takePart', {
      schema: replyForm,
      accept: (asked) => write(asked, asked.answers),
      refuse: page,
    }),
    post('/checkins/:activityId/of/:personId/encourage', 'takePart', {
      schema: encourageForm,
      accept: (asked) => write(asked, asked.answers),
      refuse: (asked) => page(asked),
    }),
    post('/checkins/:activityId/fate', 'takePart', {
      schema: fateForm,
      async accept(asked) {
        forbidPreview(asked);
        const { visit, answers } = asked;
        const { activityId } = keyOf(asked);
        const { occurrence, fate } = answers;
        await replies.setFate(visit.courseId, { activityId, occurrence, personId: visit.personId }, fate);
        return goTo(`/checkins/${activityId}/earlier`);
      },
      // Buttons, rendered with their fields.
      refuse: (asked) => Promise.resolve(goTo(`/checkins/${keyOf(asked).activityId}/earlier`)),
    }),
  ];
}

function keyOf({ params }: Asked) {
  return { activityId: params.activityId ?? '', personId: params.personId ?? '' };
}

function forbidPreview({ visit }: Asked): void {
  if (visit.preview) throw new Forbidden('preview');
}
