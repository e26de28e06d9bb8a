import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import type { KindOf } from '../activities/kind.js';
import { progressRoutes } from './progress.routes.js';
import type { FactOf } from '../milestones/facts.js';
import { isDone, passedIn } from './progress.rules.js';
import { progressService, type ProgressNeeds, type ProgressService } from './progress.service.js';
import { keptProgress, progressStore } from './progress.store.js';
import { readingService, readProgressJob, type ReadingNeeds } from './reading.service.js';

type Needs = Omit<ReadingNeeds, 'store'> &
  Omit<ProgressNeeds, 'store' | 'reading'> & {
    kept: Keeping;
    unopened(courseId: string): Promise<readonly string[]>;
  };

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

/** Activities that Moodle says are done: a grade above zero, or a gate that was passed. */
function doneFact(progress: Pick<ProgressService, 'overview'>): FactOf {
  return {
    fact: 'activities',
    words: { before: 'progress.fact.before', after: 'progress.fact.after', left: 'progress.fact.left' },
    async counts(courseId) {
      const { columns } = await progress.overview(courseId);
      const counts = new Map<string, number>();
      for (const column of columns) {
        for (const passed of passedIn(column).values()) {
          const { personId } = passed;
          if (isDone(passed)) counts.set(personId, (counts.get(personId) ?? 0) + 1);
        }
      }
      return counts;
    },
  };
}

/** Who has done what, as far as Moodle tells. */
export function progressFeature(connection: Connection, { kept, ...needs }: Needs) {
  const readings = kept('progress', progressStore(connection), keptProgress);
  const reading = readingService({ store: readings, ...needs });
  const progress = progressService({ store: readings, reading, ...needs });
  return {
    ...{ progress, readings },
    routes: progressRoutes({ progress, setups: needs }),
    jobs: [readProgressJob(reading)],
    kinds: [gate],
    facts: [doneFact(progress)],
    tabs: [{ at: 20, path: '/progress', label: 'web.tab.progress', permission: 'coordinate' as const }],
  };
}
