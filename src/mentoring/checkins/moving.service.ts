/** Takes over the check-ins of the former version. */
import type { JobOutcome } from '../../jobs/job.js';
import type { FormerStore } from './former.store.js';

const movedAtOnce = 500;

export type MovingService = ReturnType<typeof movingService>;

export function movingService({ former }: { former: FormerStore }) {
  return {
    /** Until none is left, or none of a batch could be moved; safe twice and beside another process. */
    async moveFormer(now: Date): Promise<JobOutcome> {
      const outcome = { done: 0, failed: 0 };
      for (;;) {
        const rows = await former.dueRows(movedAtOnce);
        const moves = await Promise.allSettled(rows.map((row) => former.move(row.courseId, row, now)));
        const done = moves.filter(({ status }) => status === 'fulfilled').length;
        outcome.done += done;
        if (done === 0) return { ...outcome, failed: rows.length };
      }
    },
  };
}
