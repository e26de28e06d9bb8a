/** What holds of a visit now: people leave, change roles, and platforms are stopped while somebody has a page open. */
import type { Platforms } from '../../lti/gateway.js';
import type { StandingOf } from '../../web/visit.js';
import type { PeopleStore } from '../roster/people.store.js';
import { standingIn } from '../roster/roster.rules.js';

export interface StandingNeeds {
  people: Pick<PeopleStore, 'standing'>;
  platforms: Pick<Platforms, 'isActive'>;
}

/** One call of the store: whether a platform is active is kept for some seconds. */
export function standingService({ people, platforms }: StandingNeeds): { standingOf: StandingOf } {
  return {
    async standingOf(visit) {
      if (!(await platforms.isActive(visit.platformId))) return 'platform_stopped';
      const known = await people.standing(visit.courseId, visit.personId);
      if (known?.status !== 'active') return 'not_in_course';
      const { saidZone } = known;
      return { ...standingIn(visit, known), ...(saidZone !== undefined && { timeZone: saidZone, zoneFrom: 'own' }) };
    },
  };
}
