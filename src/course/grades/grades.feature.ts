import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import type { ActivitiesService } from '../activities/activities.service.js';
import type { RosterService } from '../roster/roster.service.js';
import { deliveryStore, keptDeliveries } from './deliveries.store.js';
import { gradesHome } from './grades.home.js';
import { gradeRoutes } from './grades.routes.js';
import { gradesService, type GradesNeeds } from './grades.service.js';
import { reconcilingService } from './reconciling.service.js';
import { keptWithdrawals, withdrawalStore } from './withdrawals.store.js';
import { keptTravels, travelStore } from './travels.store.js';
import { deliverScoresJob, sendingService, type SendingNeeds } from './sending.service.js';

interface Needs extends Pick<GradesNeeds, 'nudge'>, Pick<SendingNeeds, 'gateway' | 'clock'> {
  kept: Keeping;
  activities: ActivitiesService;
  roster: RosterService;
  /** Names of what was inserted and nobody has opened. */
  unopened(courseId: string): Promise<readonly string[]>;
}

/** Scores that people should have, and how they travel to the gradebook. */
export function gradesFeature(connection: Connection, needs: Needs) {
  const { kept, activities, roster, nudge, gateway, clock, unopened } = needs;
  const deliveries = kept('deliveries', deliveryStore(connection), keptDeliveries);
  const travels = kept('deliveries', travelStore(connection), keptTravels);
  const withdrawals = kept('deliveries', withdrawalStore(connection), keptWithdrawals);
  const grades = {
    ...gradesService({ deliveries, withdrawals, roster, nudge }),
    ...reconcilingService({ deliveries }),
  };
  const sending = sendingService({ travels, activities, roster, gateway, clock });
  return {
    ...{ grades, deliveries },
    routes: gradeRoutes({ grades, roster, activities, setups: { unopened } }),
    jobs: [deliverScoresJob(sending)],
    home: gradesHome(grades),
    tabs: [{ at: 30, path: '/grades', label: 'web.tab.grades', permission: 'coordinate' as const }],
  };
}
