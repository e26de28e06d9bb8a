import type { Job } from '../jobs/job.js';
import type { PeerReviewService } from './peer-review.service.js';

export function peerReviewJobs({ coordination, allocation, scores, releasing, shortfall }: PeerReviewService): Job[] {
  return [
    {
      name: 'start-reviews',
      cron: '* * * * *',
      run: async (now) => {
        const started = await coordination.startDue(now);
        const given = await allocation.giveOutDue(now);
        return { done: started.done + given.done, failed: started.failed + given.failed };
      },
    },
    {
      name: 'top-up-reviews',
      cron: '12 * * * *',
      run: (now) => allocation.topUpAll(now),
    },
    {
      name: 'score-reviews',
      cron: '* * * * *',
      run: async (now) => {
        const recorded = await scores.recordDueScores(now);
        const counted = await shortfall.countDue(now);
        return { done: recorded.done + counted.done, failed: recorded.failed + counted.failed };
      },
    },
    {
      name: 'release-scores',
      cron: '* * * * *',
      run: (now) => releasing.releaseDue(now),
    },
  ];
}
