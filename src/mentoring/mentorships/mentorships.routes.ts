import { Forbidden } from '../../shared/errors.js';
import { emptyForm, type Problems } from '../../web/forms.js';
import { may } from '../../web/permissions.js';
import { goTo, show, type Reply } from '../../web/reply.js';
import { get, post, type Asked, type Route } from '../../web/routing.js';
import type { CourseWork } from '../../course/set-up/course-work.view.js';
import type { RenewalService } from '../../course/launches/renewal.service.js';
import type { SetupService } from '../../course/set-up/set-up.service.js';
import { coordinatorHomeView } from './coordinator.view.js';
import { fitRoutes } from '../fit/fit.routes.js';
import type { FitService } from '../fit/fit.service.js';
import { invitationView } from './invitation.view.js';
import { declineForm } from './mentorships.forms.js';
import { laterRoutes } from '../../home/later/later.routes.js';
import type { LaterService } from '../../home/later/later.service.js';
import { learnerHomeView } from './learner.view.js';
import type { MentorshipsService } from './mentorships.service.js';
import { pauseRoutes } from '../pause/pause.routes.js';
import type { PauseService } from '../pause/pause.service.js';

export interface MentorshipPages {
  mentorships: MentorshipsService;
  setups: SetupService;
  renewals: RenewalService;
  later: LaterService;
  pauses: PauseService;
  fit: FitService;
}

export function mentorshipRoutes({ mentorships, setups, renewals, later, pauses, fit }: MentorshipPages): Route[] {
  async function courseWork({ visit, now }: Asked): Promise<CourseWork | undefined> {
    if (!may(visit.role, 'configure')) return undefined;
    const [{ owed }, renewal] = await Promise.all([
      setups.overview(visit.courseId),
      renewals.state(visit.courseId, now),
    ]);
    return { owed, renewal };
  }

  async function coordinatorHome(asked: Asked): Promise<Reply> {
    const { visit, now } = asked;
    const [home, putOff, { counts }, course, pausing] = await Promise.all([
      mentorships.coordinatorHome(visit.courseId, now),
      later.putOff(visit),
      fit.overview(visit.courseId, now),
      courseWork(asked),
      pauses.running(visit.courseId, now),
    ]);
    return show(coordinatorHomeView(asked, { home, putOff, fit: counts, course, pausing }));
  }

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
    get('/mentoring', 'enter', async (asked) => {
      const { courseId, personId, role } = asked.visit;
      if (may(role, 'coordinate')) return coordinatorHome(asked);
      const [home, near, fits] = await Promise.all([
        mentorships.learnerHome(courseId, personId, asked.now),
        pauses.near(courseId, personId, asked.now),
        fit.mine(asked.visit, asked.now),
      ]);
      return show(learnerHomeView(asked, home, near, fits));
    }),
    ...laterRoutes(later),
    ...pauseRoutes(pauses),
    ...fitRoutes(fit),
  ];
}
