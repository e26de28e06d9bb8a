import type { Job } from '../../jobs/job.js';
import { materialiseMentorships } from '../../pairing/words/draft.js';
import type { Logger } from '../../web/log.js';
import type { MentorshipsService } from './mentorships.service.js';

/** Makes mentorships of what was published, and ends those that were taken back. */
export function materialiseMentorshipsJob(mentorships: MentorshipsService, logger: Pick<Logger, 'error'>): Job {
  return {
    name: materialiseMentorships,
    cron: '* * * * *',
    async run(now) {
      const outcome = { done: 0, failed: 0 };
      for (const courseId of await mentorships.coursesDue()) {
        try {
          await mentorships.materialise(courseId, now);
          outcome.done += 1;
        } catch (problem) {
          logger.error({ code: 'materialise_failed', courseId, err: problem });
          outcome.failed += 1;
        }
      }
      return outcome;
    },
  };
}
