import { remembered } from '../../kept/remembered.js';
import type { Connection } from 'mongoose';
import type { KindOf } from '../activities/kind.js';
import { progressRoutes } from './progress.routes.js';
import { progressService, type ProgressNeeds } from './progress.service.js';
import { progressStore } from './progress.store.js';
import { readingService, readProgressJob, type ReadingNeeds } from './reading.service.js';

type Needs = Omit<ReadingNeeds, 'store'> &
  Omit<ProgressNeeds, 'store' | 'reading'> & { unopened(courseId: string): Promise<readonly string[]> };

/** A link that Moodle restricts: its roster lists who got through. */
const gate: KindOf = {
  kind: 'gate',
  words: { title: 'progress.kind.title', text: 'progress.kind.text', about: 'progress.kind.about' },
  pathOf: (activityId) => `/gates/${activityId}`,
  // It is set in Moodle.
  settingsPathOf: (activityId) => `/gates/${activityId}`,
  completion: 'gate',
  need: 'restrict',
};

/** Who has done what, as far as Moodle tells. */
export function progressFeature(connection: Connection, needs: Needs) {
  const readings = remembered(progressStore(connection), 'readings', 'reading');
  const reading = readingService({ store: readings, ...needs });
  const progress = progressService({ store: readings, reading, ...needs });
  return {
    ...{ progress, readings },
    routes: progressRoutes({ progress, setups: needs }),
    jobs: [readProgressJob(reading)],
    kinds: [gate],
    tabs: [{ at: 20, path: '/progress', label: 'web.tab.progress', permission: 'coordinate' as const }],
  };
}
