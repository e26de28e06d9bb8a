import { may } from '../web/permissions.js';
import { show } from '../web/reply.js';
import { get, type Route } from '../web/routing.js';
import { coordinatorHomeView } from './coordinator.view.js';
import { learnerHomeView } from './learner.view.js';
import type { MentorshipsService } from './mentorships.service.js';

export function mentorshipRoutes({ mentorships }: { mentorships: MentorshipsService }): Route[] {
  return [
    get('/mentoring', 'enter', async (asked) => {
      const { courseId, personId, role } = asked.visit;
      return may(role, 'coordinate')
        ? show(coordinatorHomeView(asked, await mentorships.coordinatorHome(courseId)))
        : show(learnerHomeView(asked, await mentorships.learnerHome(courseId, personId, asked.now)));
    }),
  ];
}
