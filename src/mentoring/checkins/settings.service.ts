/** What a teacher sets for a check-in: when it comes back, and what it asks. */
import type { Activities } from '../../course/activities/activity.js';
import type { CourseClock } from '../../course/clock/clock.js';
import { weeksIn } from '../../course/clock/clock.rules.js';
import { fromLocal } from '../../shared/local-time.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { FormName, Question } from './checkin.js';
import type { PlanAnswers } from './checkins.forms.js';
import { storedPlan, storedQuestions, type CheckinSettings } from './checkins.settings.js';
import { namedDates, planOf } from './plan.rules.js';
import type { PlannedCheckin, PlansService } from './plans.service.js';

export interface SettingsParts {
  activities: Pick<Activities, 'changeSettings'>;
  plans: Pick<PlansService, 'opened' | 'clockOf'>;
}

/** `clock`: nobody has said when the course begins. `end`: neither it nor the rhythm ends. `none`: nothing would be asked. */
export type PlanRefusal = 'clock' | 'end' | 'none' | 'dates';

export interface SettingsSheet extends PlannedCheckin {
  clock?: CourseClock;
}

export type SettingsService = ReturnType<typeof settingsService>;

export function settingsService({ activities, plans }: SettingsParts) {
  async function sheet(courseId: string, activityId: string): Promise<SettingsSheet> {
    const [found, clock] = await Promise.all([plans.opened(courseId, activityId), plans.clockOf(courseId)]);
    return { ...found, ...(clock && { clock }) };
  }

  async function save(courseId: string, { activity }: PlannedCheckin, changed: object): Promise<void> {
    await activities.changeSettings(courseId, activity.activityId, { ...changed });
  }

  return {
    sheet,

    /** @param zone in which the days and times were written */
    async savePlan(
      courseId: string,
      activityId: string,
      answers: PlanAnswers,
      { zone, now }: { zone: string; now: Date },
    ): Promise<Result<'saved', PlanRefusal>> {
      const found = await sheet(courseId, activityId);
      const plan = planIn(answers, found.settings, { zone, now });
      if (!plan) return failure('dates');
      const refusal = refusalOf({ ...found.settings, ...plan }, found.clock);
      if (refusal) return failure(refusal);
      await save(courseId, found, storedPlan(plan));
      return success('saved');
    },

    /** @param questions undefined: the proposed ones */
    async saveQuestions(
      courseId: string,
      activityId: string,
      form: FormName,
      questions: readonly Question[] | undefined,
    ): Promise<void> {
      await save(courseId, await plans.opened(courseId, activityId), storedQuestions(form, questions));
    },
  };
}

type Plan = Omit<CheckinSettings, 'questions'>;

/** Who sets it anew owes nothing for weeks that were not asked; a plan that is only saved again keeps its day. */
function planIn(
  answers: PlanAnswers,
  { dates, when, sinceAt }: CheckinSettings,
  { zone, now }: { zone: string; now: Date },
): Plan | undefined {
  const since = when === answers.when && sinceAt ? sinceAt : now;
  if (answers.when === 'rhythm') return { when: 'rhythm', rhythm: answers.rhythm, dates: [], sinceAt: since };
  if (answers.when === 'once') {
    const dueAt = answers.dueAt === '' ? undefined : fromLocal(answers.dueAt, zone);
    return answers.dueAt !== '' && !dueAt ? undefined : { when: 'once', dates: [], ...(dueAt && { dueAt }) };
  }
  const times = answers.dates.flatMap((text) => fromLocal(text, zone) ?? []);
  if (times.length < answers.dates.length) return undefined;
  return { when: 'dates', dates: namedDates(dates, times), sinceAt: since };
}

function refusalOf(settings: CheckinSettings, clock: CourseClock | undefined): PlanRefusal | undefined {
  if (settings.when !== 'rhythm') return undefined;
  if (!clock) return 'clock';
  if (settings.rhythm?.lastWeek === undefined && weeksIn(clock) === undefined) return 'end';
  return planOf(settings, clock).length === 0 ? 'none' : undefined;
}
