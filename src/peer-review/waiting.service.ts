/** Reviews that somebody has not sent while reviewing runs, for reminders. */
import type { ReminderKind } from '../reminders/reminder.js';
import { after, day } from '../shared/clock.js';
import { closesAt, isOver } from './dates.rules.js';
import { isWaitedFor } from './peer-review.rules.js';
import type { PeerReviewParts } from './places.service.js';

/** Works have to be read first. */
const begins = 3 * day;
/** Time to write one. */
const before = 2 * day;
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
    async waiting({ courseId, now }) {
      const found = (await assignments.rounds(courseId)).map(async ({ activityId, dates, assignment }) => {
        if (!assignment || isOver(dates, assignment, now)) return [];
        const { startedAt } = assignment;
        const dueAt = closesAt(dates, startedAt);
        const open = (await reviews.all(courseId, activityId)).filter(isWaitedFor);
        const when = dueAt
          ? { from: after(dueAt, -before), until: dueAt, dueAt }
          : { from: after(startedAt, begins), until: after(startedAt, begins + lasts) };
        return [...new Set(open.map(({ reviewerId }) => reviewerId))].map((personId) => ({
          ...{ personId, waitingId: activityId, ...when, path: `/reviews/${activityId}` },
        }));
      });
      return (await Promise.all(found)).flat();
    },
  };
}
