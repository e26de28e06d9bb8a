import type { Job } from '../../jobs/job.js';
import type { MovingService } from './moving.service.js';
import type { ScoringService } from './scoring.service.js';

export function checkinJobs(scoring: Pick<ScoringService, 'recordDueScores'>, moving: MovingService): Job[] {
  return [
    {
      name: 'score-checkins',
      cron: '* * * * *',
      run: (now) => scoring.recordDueScores(now),
    },
    {
      name: 'move-checkins',
      cron: '* * * * *',
      beforePages: true,
      run: (now) => moving.moveFormer(now),
    },
  ];
}
