import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import { answerForForm } from './invitations.forms.js';
import type { InvitationsService } from './invitations.service.js';
import { invitationsView } from './invitations.view.js';

export function invitationRoutes({ invitations }: { invitations: InvitationsService }): Route[] {
  const list = async (asked: Asked): Promise<Reply> =>
    show(invitationsView(asked, await invitations.sheet(asked.visit.courseId, asked.now)));

  return [
    get('/pairing/invitations', 'coordinate', list),
    post('/pairing/invitations', 'coordinate', {
      schema: answerForForm,
      async accept({ visit, answers: { answer, ...about }, now }) {
        await invitations.answerFor(visit, about, answer, now);
        return goTo('/pairing/invitations?done=answered');
      },
      refuse: list,
    }),
  ];
}
