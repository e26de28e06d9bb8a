import type { Job, JobOutcome } from '../jobs/job.js';
import type { PeerReviewService } from './peer-review.service.js';

export function peerReviewJobs({ coordination, allocation, scores, releasing, shortfall }: PeerReviewService): Job[] {
  return [
    {
      name: 'start-reviews',
      cron: '* * * * *',
      // After downtime: what ran out is closed before anything else is given out.
      run: async (now) => {
        const closed = await coordination.closeDue(now);
        const started = await coordination.startDue(now);
        const given = await allocation.giveOutDue(now);
        return sumOf(closed, started, given);
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
        return sumOf(recorded, counted);
      },
    },
    {
      name: 'release-scores',
      cron: '* * * * *',
      run: (now) => releasing.releaseDue(now),
    },
  ];
}

function sumOf(...outcomes: readonly JobOutcome[]): JobOutcome {
  return {
    done: outcomes.reduce((sum, { done }) => sum + done, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}
