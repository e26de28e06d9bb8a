import { launchesService, type LaunchNeeds } from './launches.service.js';
import { originsService, type OriginNeeds } from './origins.service.js';
import { renewalHome } from './renewal.home.js';
import { renewalRoutes } from './renewal.routes.js';
import { standingService, type StandingNeeds } from './standing.service.js';
import { renewalService, type RenewalNeeds } from './renewal.service.js';

type Needs = Omit<LaunchNeeds, 'origins'> & OriginNeeds & Omit<RenewalNeeds, 'origins'> & StandingNeeds;

/** From a verified launch to its page; where unknown links come from; courses that start fresh. */
export function launchesFeature(needs: Needs) {
  const origins = originsService(needs);
  const renewals = renewalService({ ...needs, origins });
  return {
    ...{ renewals, launches: launchesService({ ...needs, origins }), standing: standingService(needs) },
    routes: renewalRoutes({ renewals }),
    home: renewalHome(renewals),
  };
}
