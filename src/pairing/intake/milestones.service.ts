/** A complete profile is a milestone: it has its score in every intake activity of the course, whichever came first. */
import type { Activities } from '../../course/activities/activity.js';
import type { Grades } from '../../course/grades/delivery.js';
import type { JobOutcome } from '../../jobs/job.js';
import type { Roster } from '../../course/roster/person.js';
import { after, day } from '../../shared/clock.js';
import type { IntakeStore } from './intake.store.js';

export const scoreIntakes = 'score-intakes';

const done = { given: 1, maximum: 1 } as const;
const inUseFor = 30 * day;

export interface MilestoneNeeds {
  store: IntakeStore;
  activities: Activities;
  roster: Roster;
  grades: Grades;
  findCoursesInUse(since: Date): Promise<readonly { courseId: string }[]>;
}

export function milestonesOf({ store, activities, roster, grades, findCoursesInUse }: MilestoneNeeds) {
  async function record(courseId: string, personId: string, activityId: string, now: Date): Promise<void> {
    await grades.recordScore(courseId, { activityId, personId, ...done }, now);
    await store.markScored(courseId, personId, activityId);
  }

  /** Learners only: who became staff meanwhile is not graded. */
  async function dueIn(courseId: string): Promise<{ personId: string; activityId: string }[]> {
    const intakes = await activities.ofKind(courseId, 'intake');
    if (intakes.length === 0) return [];
    const learners = new Set((await roster.learners(courseId)).map(({ personId }) => personId));
    const due = await Promise.all(
      intakes.map(async ({ activityId }) =>
        (await store.unscored(courseId, activityId)).map((personId) => ({ personId, activityId })),
      ),
    );
    return due.flat().filter(({ personId }) => learners.has(personId));
  }

  async function recordIn(courseId: string, now: Date): Promise<JobOutcome> {
    const due = await dueIn(courseId);
    const outcomes = await Promise.allSettled(
      due.map(({ personId, activityId }) => record(courseId, personId, activityId, now)),
    );
    const failed = outcomes.filter(({ status }) => status === 'rejected').length;
    return { done: outcomes.length - failed, failed };
  }

  return {
    async score(courseId: string, personId: string, now: Date): Promise<void> {
      for (const { activityId } of await activities.ofKind(courseId, 'intake')) {
        await record(courseId, personId, activityId, now);
      }
    },

    /** Profiles that were complete before their activity came, or whose process died in between. */
    async recordDue(now: Date): Promise<JobOutcome> {
      const sum = { done: 0, failed: 0 };
      for (const { courseId } of await findCoursesInUse(after(now, -inUseFor))) {
        const outcome = await recordIn(courseId, now).catch(() => ({ done: 0, failed: 1 }));
        sum.done += outcome.done;
        sum.failed += outcome.failed;
      }
      return sum;
    },
  };
}
