/** The check-ins of a course with their plans: what comes when. */
import type { Activities, Activity } from '../../course/activities/activity.js';
import type { Clocks, CourseClock } from '../../course/clock/clock.js';
import { NotFound } from '../../shared/errors.js';
import { checkinSettings, type CheckinSettings } from './checkins.settings.js';
import { planOf, type Planned } from './plan.rules.js';

export interface PlannedCheckin {
  activity: Activity;
  settings: CheckinSettings;
  plan: readonly Planned[];
}

export interface PlanParts {
  activities: Pick<Activities, 'activity' | 'ofKind'>;
  clocks: Clocks;
}

export type PlansService = ReturnType<typeof plansService>;

/** Plans are worked out day by day; a course has few, and its clock seldom changes. */
const plansKept = 300;

export function plansService({ activities, clocks }: PlanParts) {
  const known = new Map<string, Planned[]>();

  function planned(settings: CheckinSettings, clock: CourseClock | undefined): Planned[] {
    const { when, dueAt, rhythm, dates } = settings;
    if (when !== 'rhythm') return planOf(settings, clock);
    const key = JSON.stringify([when, dueAt, rhythm, dates, clock]);
    const found = known.get(key);
    if (found) return found;
    if (known.size >= plansKept) known.clear();
    const plan = planOf(settings, clock);
    known.set(key, plan);
    return plan;
  }

  async function clockFor(courseId: string, all: readonly CheckinSettings[]): Promise<CourseClock | undefined> {
    return all.some(({ when }) => when === 'rhythm') ? clocks.clockOf(courseId) : undefined;
  }

  return {
    clockOf: (courseId: string): Promise<CourseClock | undefined> => clocks.clockOf(courseId),

    async opened(courseId: string, activityId: string): Promise<PlannedCheckin> {
      const activity = await activities.activity(courseId, activityId);
      if (activity?.kind !== 'checkin') throw new NotFound();
      const settings = checkinSettings(activity.settings);
      return { activity, settings, plan: planned(settings, await clockFor(courseId, [settings])) };
    },

    async all(courseId: string): Promise<PlannedCheckin[]> {
      const found = (await activities.ofKind(courseId, 'checkin')).map((activity) => ({
        activity,
        settings: checkinSettings(activity.settings),
      }));
      const clock = await clockFor(
        courseId,
        found.map(({ settings }) => settings),
      );
      return found.map((one) => ({ ...one, plan: planned(one.settings, clock) }));
    },
  };
}
