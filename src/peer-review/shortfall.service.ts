import type { JobOutcome } from '../jobs/job.js';
import type { Person } from '../course/roster/person.js';
import type { Activity } from '../course/activities/activity.js';
import { reviewsPossible } from './allocation/allocation.rules.js';
import { hereAmong, visible, type PeerReviewParts } from './places.service.js';

/** A work that reviewing ended on with fewer reviews than it should have; nobody of the staff has graded it since. */
export interface Shortfall {
  activity: Activity;
  author: Person;
  submissionId: string;
  got: number;
  share: number;
}

export type ShortfallService = ReturnType<typeof shortfallService>;

/** What is left to do for staff where a work fell short at the end of reviewing. */
export function shortfallService(parts: PeerReviewParts) {
  const { activities, assignments, submissions, reviews, staffGrades, roster } = parts;

  /** Works of learners who are here; may run twice. */
  async function countShort(courseId: string, activityId: string): Promise<void> {
    const assignment = await assignments.assignment(courseId, activityId);
    if (!assignment) return;
    const sent = (await submissions.all(courseId, activityId)).filter(({ sentAt }) => sentAt);
    const here = await hereAmong(
      parts,
      courseId,
      sent.map(({ authorId }) => authorId),
    );
    const works = sent.filter(({ authorId }) => here.has(authorId));
    const received = new Map<string, number>();
    for (const { submissionId, sentAt } of await reviews.all(courseId, activityId))
      if (sentAt) received.set(submissionId, (received.get(submissionId) ?? 0) + 1);
    const share = reviewsPossible(assignment.reviewsEach, works.length);
    const short = works.flatMap(({ submissionId, authorId }) => {
      const got = received.get(submissionId) ?? 0;
      return got < share ? [{ submissionId, authorId, got }] : [];
    });
    await assignments.markShort(courseId, activityId, short);
  }

  return {
    countShort,

    async countDue(now: Date): Promise<JobOutcome> {
      const due = await visible(parts, await assignments.dueShort(now));
      const outcomes = await Promise.allSettled(
        due.map(({ courseId, activityId }) => countShort(courseId, activityId)),
      );
      const failed = outcomes.filter(({ status }) => status === 'rejected').length;
      return { done: outcomes.length - failed, failed };
    },

    async shortIn(courseId: string): Promise<Shortfall[]> {
      const places = await assignments.short(courseId);
      if (places.length === 0) return [];
      const [all, learners] = await Promise.all([
        activities.ofKind(courseId, 'peer-review'),
        roster.learners(courseId),
      ]);
      const authors = new Map(learners.map((person) => [person.personId, person]));
      const grades = await Promise.all(places.map(({ activityId }) => staffGrades.all(courseId, activityId)));
      const graded = new Set(grades.flat().map(({ submissionId }) => submissionId));
      return places.flatMap(({ activityId, share, works }) => {
        const activity = all.find((one) => one.activityId === activityId);
        return works.flatMap(({ submissionId, authorId, got }) => {
          const author = authors.get(authorId);
          return activity && author && !graded.has(submissionId)
            ? [{ activity, author, submissionId, got, share }]
            : [];
        });
      });
    },
  };
}
