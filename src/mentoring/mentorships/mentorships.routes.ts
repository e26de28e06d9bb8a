import { Forbidden } from '../../shared/errors.js';
import { emptyForm, type Problems } from '../../web/forms.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { invitationView } from './invitation.view.js';
import { declineForm } from './mentorships.forms.js';
import type { MentorshipsService } from './mentorships.service.js';

/** An invitation, as the people that it is about read and answer it. */
export function mentorshipRoutes(mentorships: Pick<MentorshipsService, 'invited' | 'answerInvitation'>): Route[] {
  async function invitation(asked: Asked, problems?: Problems): Promise<Reply> {
    const { courseId, personId, timeZone } = asked.visit;
    const found = await mentorships.invited(courseId, personId, asked.params.invitationId ?? '', asked.now);
    return show(invitationView(asked, found, timeZone, problems), problems ? 422 : 200);
  }

  return [
    get('/invitations/:invitationId', 'takePart', (asked) => invitation(asked)),
    post('/invitations/:invitationId/accept', 'takePart', {
      schema: emptyForm,
      async accept({ visit, params, now }) {
        if (visit.preview) throw new Forbidden('preview');
        await mentorships.answerInvitation(visit, params.invitationId ?? '', { answer: 'accepted' }, now);
        return goTo('/mentoring?done=accepted');
      },
      refuse: invitation,
    }),
    post('/invitations/:invitationId/decline', 'takePart', {
      schema: declineForm,
      async accept({ visit, params, answers: { reason, another }, now }) {
        if (visit.preview) throw new Forbidden('preview');
        const no = { answer: 'declined' as const, wantsAnother: another === 'yes' };
        const words = reason === undefined || reason === '' ? {} : { reason };
        await mentorships.answerInvitation(visit, params.invitationId ?? '', { ...no, ...words }, now);
        return goTo('/mentoring?done=declined');
      },
      refuse: invitation,
    }),
  ];
}
