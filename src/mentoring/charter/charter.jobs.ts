import type { Job } from '../../jobs/job.js';
import type { CharterService } from './charter.service.js';

/** Notes once since when there are charters: mentorships that ran before are asked for one, and owe none. */
export function beginChartersJob(charters: Pick<CharterService, 'begin'>): Job {
  return {
    name: 'begin-charters',
    cron: '* * * * *',
    async run(now) {
      await charters.begin(now);
      return { done: 1, failed: 0 };
    },
  };
}
