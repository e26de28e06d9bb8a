/** Points of check-ins: an activity's column holds the sum over what was sent to it. */
import type { Grades } from '../../course/grades/delivery.js';
import type { JobOutcome } from '../../jobs/job.js';
import type { Mentorships } from '../mentorships/mentorship.js';
import type { PauseService } from '../pause/pause.service.js';
import type { CheckinKey } from './checkin.js';
import { isExcused } from './checkins.rules.js';
import type { CheckinStore } from './checkins.store.js';
import { countOf, scoreOf } from './plan.rules.js';
import type { PlannedCheckin, PlansService } from './plans.service.js';

export interface ScoringParts {
  store: Pick<CheckinStore, 'of' | 'markScored' | 'dueScores'>;
  plans: Pick<PlansService, 'opened'>;
  grades: Pick<Grades, 'recordScore' | 'delivery'>;
  mentorships: Pick<Mentorships, 'ever'>;
  pauses: Pick<PauseService, 'quietFor'>;
}

/** Moodle rescales to the activity's own maximum. */
const maximum = 100;
const repairedAtOnce = 500;
/** One to record, one to see what somebody else sent meanwhile, and one more. */
const looksAtMost = 3;

export type ScoringService = ReturnType<typeof scoringService>;

export function scoringService({ store, plans, grades, mentorships, pauses }: ScoringParts) {
  async function countFor(courseId: string, { plan, settings, activity }: PlannedCheckin, personId: string, now: Date) {
    const all = await store.of(courseId, [personId]);
    const here = all.filter(({ activityId, sentAt }) => activityId === activity.activityId && sentAt);
    const sent = new Set(here.map(({ occurrence }) => occurrence));
    if (settings.when === 'once') return countOf({ sent, plan: [], isExcused: () => false });
    const [ever, quiet] = await Promise.all([
      mentorships.ever(courseId, personId),
      pauses.quietFor(courseId, personId, now),
    ]);
    const begun = ever.map(({ startedAt }) => startedAt.getTime());
    const times = [
      ...(settings.sinceAt ? [settings.sinceAt.getTime()] : []),
      ...(begun.length > 0 ? [Math.min(...begun)] : []),
    ];
    const owedFrom = times.length > 0 ? new Date(Math.max(...times)) : undefined;
    return countOf({ sent, plan, owedFrom, isExcused: (planned) => isExcused(planned, quiet) });
  }

  /** Two that are sent at once look again after they recorded: the last one sees both. */
  async function score(courseId: string, key: CheckinKey, now: Date): Promise<void> {
    const { activityId, personId } = key;
    const found = await plans.opened(courseId, activityId);
    for (let looks = 0; looks < looksAtMost; looks += 1) {
      const recorded = await grades.delivery(courseId, activityId, personId);
      const known = recorded && (recorded.given / recorded.maximum) * maximum;
      const given = scoreOf(await countFor(courseId, found, personId, now), known);
      if (given === undefined) break;
      await grades.recordScore(courseId, { activityId, personId, given, maximum }, now);
    }
    await store.markScored(courseId, key, now);
  }

  return {
    score,

    /** Records the scores that a process did not get to between storing the answers and recording. */
    async recordDueScores(now: Date): Promise<JobOutcome> {
      const due = await store.dueScores(repairedAtOnce);
      const outcome = { done: 0, failed: 0 };
      // One after the other: two of one person's make one sum.
      for (const { courseId, activityId, occurrence, personId } of due) {
        const done = await score(courseId, { activityId, occurrence, personId }, now).then(
          () => true,
          () => false,
        );
        outcome[done ? 'done' : 'failed'] += 1;
      }
      return outcome;
    },
  };
}
