import { launchesService, type LaunchNeeds } from './launches.service.js';
import { originsService, type OriginNeeds } from './origins.service.js';
import { renewalHome } from './renewal.home.js';
import { renewalRoutes } from './renewal.routes.js';
import { standingService, type StandingNeeds } from './standing.service.js';
import { renewalService, type RenewalNeeds } from './renewal.service.js';
import { zoneHome } from './zone.home.js';
import { zoneRoutes } from './zone.routes.js';
import { zoneService, type ZoneNeeds } from './zone.service.js';

type Needs = Omit<LaunchNeeds, 'origins'> & OriginNeeds & Omit<RenewalNeeds, 'origins'> & StandingNeeds & ZoneNeeds;

/** From a verified launch to its page; where unknown links come from; courses that start fresh. */
export function launchesFeature(needs: Needs) {
  const origins = originsService(needs);
  const renewals = renewalService({ ...needs, origins });
  return {
    ...{ renewals, launches: launchesService({ ...needs, origins }), standing: standingService(needs) },
    routes: [...renewalRoutes({ renewals }), ...zoneRoutes(zoneService(needs))],
    footer: [{ at: 15, path: '/time-zone', label: 'zone.link', permission: 'enter' as const }],
    home: [renewalHome(renewals), zoneHome(needs.courses)],
  };
}
