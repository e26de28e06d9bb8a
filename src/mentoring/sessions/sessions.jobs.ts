import type { Job } from '../../jobs/job.js';
import type { Logger } from '../../web/log.js';
import type { ReadingService } from './reading.service.js';

/** Cancels what is planned by people who are not together any more. */
export function partSessionsJob(
  reading: Pick<ReadingService, 'coursesDue' | 'part'>,
  logger: Pick<Logger, 'error'>,
): Job {
  return {
    name: 'part-sessions',
    cron: '*/5 * * * *',
    async run(now) {
      const outcome = { done: 0, failed: 0 };
      for (const courseId of await reading.coursesDue(now)) {
        try {
          await reading.part(courseId, now);
          outcome.done += 1;
        } catch (problem) {
          logger.error({ code: 'part_sessions_failed', courseId, err: problem });
          outcome.failed += 1;
        }
      }
      return outcome;
    },
  };
}
