import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import type { Logger } from '../../web/log.js';
import { ladderHome } from './ladder.home.js';
import { watchPairsJob } from './ladder.jobs.js';
import { ladderRoutes } from './ladder.routes.js';
import { ladderService, type LadderNeeds } from './ladder.service.js';
import { keptLadder, ladderStore } from './ladder.store.js';
import { settingsPath } from './settings.view.js';
import { settingsRoutes } from './settings.routes.js';
import { ladderReminder } from './waiting.service.js';
import { watchingService, type WatchingNeeds } from './watching.service.js';

interface Needs extends Omit<WatchingNeeds, 'store' | 'mentorships'>, Pick<LadderNeeds, 'letters' | 'reach'> {
  kept: Keeping;
  logger: Pick<Logger, 'error'>;
  mentorships: WatchingNeeds['mentorships'] & LadderNeeds['mentorships'];
}

/** What happens when people of a mentorship miss what they agreed on: first the partner, then the coordinator. */
export function ladderFeature(connection: Connection, { kept, logger, ...needs }: Needs) {
  const store = kept('ladder', ladderStore(connection), keptLadder);
  const watching = watchingService({ ...needs, store });
  const ladder = ladderService({ ...needs, store, watching });
  return {
    ladder,
    watching,
    routes: [...settingsRoutes(ladder), ...ladderRoutes(ladder)],
    waiting: [ladderReminder({ ...needs, store })],
    jobs: [watchPairsJob(watching, logger)],
    home: ladderHome(ladder),
    settings: {
      async copySettings(fromCourseId: string, toCourseId: string) {
        const { settings } = await store.begun(fromCourseId);
        if (settings && !(await store.begun(toCourseId)).settings) await store.save(toCourseId, settings);
      },
    },
    records: { of: 'ladder', list: ladder.list, erase: ladder.erase },
    footer: [{ at: 64, path: settingsPath, label: 'ladder.settings.link', permission: 'configure' as const }],
  };
}
