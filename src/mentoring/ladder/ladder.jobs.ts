import type { Job } from '../../jobs/job.js';
import { after, day } from '../../shared/clock.js';
import type { Logger } from '../../web/log.js';
import type { WatchingService } from './watching.service.js';

/** Nobody has opened an older course: whoever would read of it is not there. */
const inUseFor = 60 * day;

/** Finds who missed what they agreed on, and of whom nothing is heard. */
export function watchPairsJob(
  watching: Pick<WatchingService, 'watch' | 'coursesInUse'>,
  logger: Pick<Logger, 'error'>,
): Job {
  return {
    name: 'watch-pairs',
    cron: '*/10 * * * *',
    async run(now) {
      const outcome = { done: 0, failed: 0 };
      for (const { courseId } of await watching.coursesInUse(after(now, -inUseFor))) {
        try {
          outcome.done += await watching.watch(courseId, now);
        } catch (problem) {
          logger.error({ code: 'watch_pairs_failed', courseId, err: problem });
          outcome.failed += 1;
        }
      }
      return outcome;
    },
  };
}
