import { may } from '../web/permissions.js';
import { show } from '../web/reply.js';
import { get, type Asked, type Route } from '../web/routing.js';
import type { CourseWork } from '../activities/course-work.view.js';
import type { RenewalService } from '../activities/renewal.service.js';
import type { SetupService } from '../activities/setup.service.js';
import { coordinatorHomeView } from './coordinator.view.js';
import { learnerHomeView } from './learner.view.js';
import type { MentorshipsService } from './mentorships.service.js';

export interface MentorshipPages {
  mentorships: MentorshipsService;
  setups: SetupService;
  renewals: RenewalService;
}

export function mentorshipRoutes({ mentorships, setups, renewals }: MentorshipPages): Route[] {
  async function courseWork({ visit, now }: Asked): Promise<CourseWork | undefined> {
    if (!may(visit.role, 'configure')) return undefined;
    const [{ owed }, renewal] = await Promise.all([
      setups.overview(visit.courseId),
      renewals.state(visit.courseId, now),
    ]);
    return { owed, renewal };
  }

  return [
    get('/mentoring', 'enter', async (asked) => {
      const { courseId, personId, role } = asked.visit;
      return may(role, 'coordinate')
        ? show(coordinatorHomeView(asked, await mentorships.coordinatorHome(courseId), await courseWork(asked)))
        : show(learnerHomeView(asked, await mentorships.learnerHome(courseId, personId, asked.now)));
    }),
  ];
}
