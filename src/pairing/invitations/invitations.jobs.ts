import type { Job } from '../../jobs/job.js';
import type { Logger } from '../../web/log.js';
import { settleJobName, type InvitationsService } from './invitations.service.js';

/** What one run settles; the rest is due again a minute later. */
const perRun = 200;

/** Ends invitations that were declined or not answered in time, and invites the next. */
export function settleInvitationsJob(
  invitations: Pick<InvitationsService, 'due' | 'settle'>,
  logger: Pick<Logger, 'error'>,
): Job {
  return {
    name: settleJobName,
    cron: '* * * * *',
    async run(now) {
      const outcome = { done: 0, failed: 0 };
      for (const invitation of await invitations.due(now, perRun)) {
        const { courseId, invitationId } = invitation;
        try {
          await invitations.settle(invitation, now);
          outcome.done += 1;
        } catch (problem) {
          logger.error({ code: 'invitation_not_settled', courseId, invitationId, err: problem });
          outcome.failed += 1;
        }
      }
      return outcome;
    },
  };
}
