import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Config } from '../../config.js';
import type { Keeping } from '../../kept/kept.js';
import type { ActivitiesService } from '../activities/activities.service.js';
import type { RosterService } from '../roster/roster.service.js';
import { deliveryStore, keptDeliveries } from './deliveries.store.js';
import { gradesHome } from './grades.home.js';
import { gradeRoutes } from './grades.routes.js';
import { gradesService, type GradesNeeds } from './grades.service.js';
import { gradesStory } from './grades.story.js';
import { comparisonStore, keptComparisons } from './comparisons.store.js';
import { reconcileJob, reconcilingService, type ReconcilingNeeds } from './reconciling.service.js';
import { keptWithdrawals, withdrawalStore } from './withdrawals.store.js';
import { keptStanding, standingStore } from './standing.store.js';
import { columnsService, type ColumnsNeeds } from './columns.service.js';
import { keptProofs, proofStore } from './proofs.store.js';
import { provingService, type ProvingNeeds } from './proving.service.js';
import { screeningService } from './screening.service.js';
import { keptTravels, travelStore } from './travels.store.js';
import { deliverScoresJob, sendingService, type SendingNeeds } from './sending.service.js';

interface Needs
  extends
    Pick<GradesNeeds, 'nudge'>,
    Pick<SendingNeeds & ProvingNeeds & ColumnsNeeds, 'gateway' | 'clock' | 'courses'>,
    Pick<ReconcilingNeeds, 'findCoursesInUse'> {
  kept: Keeping;
  config: Pick<Config, 'GRADE_CALLS_PER_PLATFORM'>;
  activities: ActivitiesService;
  roster: RosterService;
  /** Names of what was inserted and nobody has opened. */
  unopened(courseId: string): Promise<readonly string[]>;
}

/** Scores that people should have, and how they travel to the gradebook. */
export function gradesFeature(connection: Connection, needs: Needs) {
  const { kept, config, activities, courses, roster, nudge, gateway, clock, unopened, findCoursesInUse } = needs;
  const deliveries = kept('deliveries', deliveryStore(connection), keptDeliveries);
  const travels = kept('deliveries', travelStore(connection), keptTravels);
  const proofs = kept('deliveries', proofStore(connection), keptProofs);
  const withdrawals = kept('deliveries', withdrawalStore(connection), keptWithdrawals);
  const comparisons = kept('gradeComparisons', comparisonStore(connection), keptComparisons);
  const standing = kept('gradeColumns', standingStore(connection), keptStanding);
  const columns = columnsService({ activities, courses, standing, gateway, clock });
  const reconciling = reconcilingService({
    ...{ deliveries, proofs, comparisons, columns, roster, gateway, findCoursesInUse, clock },
  });
  const grades = {
    ...gradesService({ deliveries, withdrawals, comparisons, roster, nudge }),
    compare: reconciling.compare,
  };
  const proving = provingService({ proofs, columns, roster, gateway, clock });
  const screening = screeningService({ travels, gateway, clock });
  const callsPerPlatform = config.GRADE_CALLS_PER_PLATFORM;
  const sending = sendingService({
    ...{ travels, columns, proving, screening, roster, gateway, clock, callsPerPlatform },
  });
  return {
    ...{ grades, deliveries, columns },
    routes: gradeRoutes({ grades, roster, activities, columns, setups: { unopened } }),
    jobs: [deliverScoresJob(sending), reconcileJob(reconciling)],
    home: gradesHome(grades),
    story: gradesStory({ grades, activities }),
    guide,
    tabs: [{ at: 30, path: '/grades', label: 'web.tab.grades', permission: 'coordinate' as const }],
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['teacher'],
    at: 50,
    title: 'grades.help.staff.title',
    text: 'grades.help.staff.text',
    link: { path: '/grades', label: 'web.tab.grades', permission: 'coordinate' },
  },
];
