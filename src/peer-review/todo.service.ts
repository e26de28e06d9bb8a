import type { Activity } from '../course/activities/activity.js';
import { closesAt, isOpen, type RoundDates } from './dates.rules.js';
import { askedAmong, type PeerReviewParts } from './places.service.js';

/** Reviews that somebody is waited for, in one activity. */
export interface OpenShare {
  activity: Activity;
  count: number;
  /** Where the first of them is written. */
  reviewId: string;
  dueAt?: Date;
}

/** Work that is not handed in, of an activity whose teacher planned a date for it. */
export interface OpenWork {
  activity: Activity;
  dueAt: Date;
  /** What handing in now comes to: `waits`, `early`: reviewing starts at the date, or before · `due`: it should have started. */
  standing: 'waits' | 'early' | 'due' | 'late';
}

export interface ToDo {
  /** Soonest first. */
  works: readonly OpenWork[];
  reviews: readonly OpenShare[];
}

export type ToDoService = ReturnType<typeof toDoService>;

/** What one person still does in all peer reviews of a course. */
export function toDoService(
  parts: Pick<PeerReviewParts, 'activities' | 'assignments' | 'submissions' | 'reviews' | 'roster'>,
) {
  const { activities, assignments, submissions, reviews } = parts;

  return {
    async of(courseId: string, personId: string, now: Date): Promise<ToDo> {
      const [rounds, open] = await Promise.all([assignments.rounds(courseId), reviews.openOf(courseId, personId)]);
      const running = rounds.filter((round) => !round.assignment?.closedAt && isOpen(round.dates, now));
      if (running.length === 0) return { works: [], reviews: [] };
      const [all, asked, sent] = await Promise.all([
        activities.ofKind(courseId, 'peer-review'),
        askedAmong(parts, courseId, open),
        submissions.sentBy(courseId, personId),
      ]);
      const found = running.flatMap((round) => {
        const activity = all.find(({ activityId }) => activityId === round.activityId);
        return activity ? [{ ...round, activity }] : [];
      });
      const works = found.flatMap(({ activity, dates, assignment }) => {
        const { startsAt: dueAt } = dates;
        if (!dueAt || sent.includes(activity.activityId)) return [];
        return [{ activity, dueAt, standing: standingOf(dates, assignment !== undefined, now) }];
      });
      return {
        works: works.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime()),
        reviews: found.flatMap(({ activity, dates, assignment }) => {
          const own = asked.filter(({ activityId }) => activityId === activity.activityId);
          const [first] = own;
          if (!first || !assignment) return [];
          return [{ activity, count: own.length, reviewId: first.reviewId, ...dueOf(dates, assignment.startedAt) }];
        }),
      };
    },
  };
}

function standingOf({ startsAt, early }: RoundDates, isStarted: boolean, now: Date): OpenWork['standing'] {
  if (startsAt !== undefined && startsAt > now) return early === true ? 'early' : 'waits';
  return isStarted ? 'late' : 'due';
}

function dueOf(dates: RoundDates, startedAt: Date): { dueAt?: Date } {
  const dueAt = closesAt(dates, startedAt);
  return dueAt ? { dueAt } : {};
}
