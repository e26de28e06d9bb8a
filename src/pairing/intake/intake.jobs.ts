import type { Job } from '../../jobs/job.js';
import type { IntakeService } from './intake.service.js';
import { scoreIntakes } from './milestones.service.js';

export function intakeJobs(intake: IntakeService): Job[] {
  return [
    {
      name: scoreIntakes,
      cron: '*/5 * * * *',
      run: (now) => intake.recordDueScores(now),
    },
  ];
}
