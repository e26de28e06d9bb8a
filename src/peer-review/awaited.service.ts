import type { Activity } from '../course/activities/activity.js';
import { isLearnerHere, type Person } from '../course/roster/person.js';
import { after, minute } from '../shared/clock.js';
import { worksToStart } from './dates.rules.js';
import { hereAmong, type PeerReviewParts } from './places.service.js';

/** What waits for a teacher in the peer reviews of a course. */
export interface Awaited {
  /** Reviewing should have started, and too little is handed in by people who are here. */
  overdue: readonly { activity: Activity; startsAt: Date; works: number }[];
  /** Reviewing is over, and nobody has said when scores are released. */
  unreleased: readonly Activity[];
  /** Of learners who are here, the oldest first. */
  disputes: readonly { activity: Activity; author: Person; submissionId: string; raisedAt: Date }[];
}

export type AwaitedService = ReturnType<typeof awaitedService>;

/** The job that starts comes every minute. */
const startsWithin = 2 * minute;

export function awaitedService(
  parts: Pick<PeerReviewParts, 'activities' | 'assignments' | 'submissions' | 'roster' | 'disputes'>,
) {
  const { activities, assignments, submissions } = parts;

  async function worksIn(courseId: string, activityId: string): Promise<number> {
    const sent = (await submissions.all(courseId, activityId)).filter(({ sentAt }) => sentAt);
    const here = await hereAmong(
      parts,
      courseId,
      sent.map(({ authorId }) => authorId),
    );
    return here.size;
  }

  async function disputesIn(courseId: string, all: ReadonlyMap<string, Activity>): Promise<Awaited['disputes']> {
    const waiting = await parts.disputes.waiting(courseId);
    if (waiting.length === 0) return [];
    const ids = waiting.map(({ authorId }) => authorId);
    const people = await parts.roster.peopleById(courseId, ids);
    return waiting.flatMap(({ activityId, authorId, submissionId, raisedAt }) => {
      const [activity, author] = [all.get(activityId), people.get(authorId)];
      return activity && author && isLearnerHere(author) ? [{ activity, author, submissionId, raisedAt }] : [];
    });
  }

  return {
    async of(courseId: string, now: Date): Promise<Awaited> {
      const rounds = await assignments.rounds(courseId);
      if (rounds.length === 0) return { overdue: [], unreleased: [], disputes: [] };
      const all = new Map((await activities.ofKind(courseId, 'peer-review')).map((one) => [one.activityId, one]));
      const overdue = rounds.flatMap(({ activityId, dates: { startsAt }, assignment }) => {
        const activity = all.get(activityId);
        if (!activity || assignment || !startsAt || after(startsAt, startsWithin) > now) return [];
        return [{ activity, startsAt }];
      });
      const unreleased = rounds.flatMap(({ activityId, dates: { releaseAt }, assignment }) => {
        const { closedAt, releasedAt, method } = assignment ?? {};
        const waits = closedAt !== undefined && method !== undefined && !releasedAt && !releaseAt;
        return waits ? (all.get(activityId) ?? []) : [];
      });
      const counts = await Promise.all(overdue.map(({ activity }) => worksIn(courseId, activity.activityId)));
      const disputes = await disputesIn(courseId, all);
      const counted = overdue.map((one, at) => ({ ...one, works: counts[at] ?? 0 }));
      return { overdue: counted.filter(({ works }) => works < worksToStart), unreleased, disputes };
    },
  };
}
