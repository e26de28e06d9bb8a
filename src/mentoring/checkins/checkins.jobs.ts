import type { Job } from '../../jobs/job.js';
import type { CheckinService } from './checkins.service.js';

export function checkinJobs(checkins: CheckinService): Job[] {
  return [
    {
      name: 'score-checkins',
      cron: '* * * * *',
      run: (now) => checkins.recordDueScores(now),
    },
  ];
}
