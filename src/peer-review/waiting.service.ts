/** Reviews that somebody has not sent while reviewing runs, for reminders. */
import type { ReminderKind } from '../reminders/reminder.js';
import { after, day } from '../shared/clock.js';
import { closesAt, isOver } from './dates.rules.js';
import { askedWhileHere, isWaitedFor } from './peer-review.rules.js';
import { hereAmong, type PeerReviewParts } from './places.service.js';

/** Works have to be read first. */
const begins = 3 * day;
/** Time to write one. */
const before = 2 * day;
const lasts = 30 * day;

export function reviewReminder({
  assignments,
  reviews,
  roster,
}: Pick<PeerReviewParts, 'assignments' | 'reviews' | 'roster'>): ReminderKind {
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
        const unsent = (await reviews.all(courseId, activityId)).filter(isWaitedFor);
        const people = unsent.flatMap(({ reviewerId, authorId }) => [reviewerId, authorId]);
        const here = await hereAmong({ roster }, courseId, people);
        const open = askedWhileHere(unsent, here).filter(({ reviewerId }) => here.has(reviewerId));
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
