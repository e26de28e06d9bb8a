/** Reviews that somebody has not sent while reviewing runs, for reminders. */
import type { ReminderKind } from '../reminders/reminder.js';
import { after, day } from '../shared/clock.js';
import { isWaitedFor } from './peer-review.rules.js';
import type { PeerReviewParts } from './places.service.js';

/** Works have to be read first. */
const begins = 3 * day;
const lasts = 30 * day;

export function reviewReminder({
  assignments,
  reviews,
}: Pick<PeerReviewParts, 'assignments' | 'reviews'>): ReminderKind {
  const words = {
    name: 'peer-review.reminder.name',
    when: 'peer-review.reminder.when',
    line: 'peer-review.reminder.line',
  };
  return {
    kind: 'review',
    words,
    async waiting({ courseId }) {
      const found = (await assignments.runningIn(courseId)).map(async (activityId) => {
        const [assignment, all] = await Promise.all([
          assignments.assignment(courseId, activityId),
          reviews.all(courseId, activityId),
        ]);
        if (!assignment) return [];
        const { startedAt, leaseDays } = assignment;
        const open = new Set(all.filter(isWaitedFor).map(({ reviewerId }) => reviewerId));
        const dueAt = leaseDays === undefined ? {} : { dueAt: after(startedAt, leaseDays * day) };
        const when = { from: after(startedAt, begins), until: after(startedAt, begins + lasts), ...dueAt };
        return [...open].map((personId) => ({
          ...{ personId, waitingId: activityId, ...when, path: `/reviews/${activityId}` },
        }));
      });
      return (await Promise.all(found)).flat();
    },
  };
}
