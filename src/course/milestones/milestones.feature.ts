import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { milestonesHome } from './milestones.home.js';
import { milestoneRoutes } from './milestones.routes.js';
import { milestoneService, reckonJob, type MilestoneNeeds } from './milestones.service.js';
import { keptMilestones, milestoneStore } from './milestones.store.js';

interface Needs extends Omit<MilestoneNeeds, 'store'> {
  kept: Keeping;
}

/** What counts on the way through a course, as its teacher says. */
export function milestonesFeature(connection: Connection, { kept, ...needs }: Needs) {
  const store = kept('milestones', milestoneStore(connection), keptMilestones);
  const milestones = milestoneService({ ...needs, store });
  return {
    milestones,
    routes: milestoneRoutes({ milestones }),
    jobs: [reckonJob(milestones)],
    home: milestonesHome(milestones),
    footer: [{ at: 40, path: '/milestones', label: 'milestones.link', permission: 'coordinate' as const }],
  };
}
