/** What holds of a visit now: people leave, change roles, and platforms are stopped while somebody has a page open. */
import type { Platforms } from '../../lti/gateway.js';
import type { Standing, StandingOf } from '../../web/visit.js';
import type { PeopleStore } from '../roster/people.store.js';
import { roleOf, standingIn } from '../roster/roster.rules.js';
import { takesPartAtAll } from '../roster/who-may.js';
import { mayBeBy } from '../roster/who-may.rules.js';
import type { WhoMayStore } from '../roster/who-may.store.js';
import { may } from '../../web/permissions.js';

export interface StandingNeeds {
  people: Pick<PeopleStore, 'standing'>;
  whoMay: Pick<WhoMayStore, 'word'>;
  platforms: Pick<Platforms, 'isActive'>;
}

/** One call of the store, for staff two: whether a platform is active is kept for some seconds. */
export function standingService({ people, whoMay, platforms }: StandingNeeds): { standingOf: StandingOf } {
  /** Whoever plays somebody else's role takes part in nothing. */
  async function takesPartAsStaff(courseId: string, known: Known): Promise<boolean> {
    const { groupIds, saidMayBe } = known;
    const said = { ...(groupIds && { groupIds }), ...(saidMayBe && { saidMayBe }) };
    return takesPartAtAll(mayBeBy(await whoMay.word(courseId))({ role: roleOf(known), ...said }));
  }

  return {
    async standingOf(visit) {
      if (!(await platforms.isActive(visit.platformId))) return 'platform_stopped';
      const known = await people.standing(visit.courseId, visit.personId);
      if (known?.status !== 'active') return 'not_in_course';
      const standing = standingIn(visit, known);
      const takesPart = may(standing.role, 'coordinate') && (await takesPartAsStaff(visit.courseId, known));
      return { ...standing, ...(takesPart && { takesPart }), ...zoneOf(known) };
    },
  };
}

type Known = NonNullable<Awaited<ReturnType<PeopleStore['standing']>>>;

function zoneOf({ saidZone }: Known): Pick<Standing, 'timeZone' | 'zoneFrom'> {
  return saidZone === undefined ? {} : { timeZone: saidZone, zoneFrom: 'own' };
}
