/** A check-in as its teachers see it: who has sent it. */
import type { PauseService } from '../pause/pause.service.js';
import type { Person, Roster } from '../../course/roster/person.js';
import { checkinRows, type CheckinRow } from './checkins.rules.js';
import type { CheckinStore } from './checkins.store.js';
import { heardOf } from './help.rules.js';
import { turnOf, wereDue, type Planned, type PlanTurn } from './plan.rules.js';
import type { PlannedCheckin, PlansService } from './plans.service.js';

export interface OverviewParts {
  store: Pick<CheckinStore, 'sent' | 'sentByOccurrence'>;
  roster: Pick<Roster, 'learners' | 'peopleById'>;
  plans: Pick<PlansService, 'opened' | 'all'>;
  pauses: Pick<PauseService, 'quiet'>;
}

export interface Overview extends PlannedCheckin {
  turn: PlanTurn;
  planned?: Planned;
  rows: readonly CheckinRow[];
  /** Of several that were due, oldest first: how many of today's learners sent each. */
  weeks: readonly { planned: Planned; sent: number }[];
  /** Who dealt with calls for help. */
  staff: ReadonlyMap<string, Person>;
}

export type OverviewService = ReturnType<typeof overviewService>;

export function overviewService({ store, roster, plans, pauses }: OverviewParts) {
  /** Who has sent and who has not; answers only of those who asked the teacher for help or let teachers read. */
  async function turnOver(
    courseId: string,
    activityId: string,
    now: Date,
    wanted?: string,
  ): Promise<Omit<Overview, 'weeks'>> {
    const found = await plans.opened(courseId, activityId);
    const turn = turnOf(found.plan, now);
    const planned = found.plan.find(({ occurrence }) => occurrence === wanted) ?? turn.current;
    const [learners, sent, quiet] = await Promise.all([
      roster.learners(courseId),
      planned ? store.sent(courseId, activityId, planned.occurrence) : [],
      pauses.quiet(courseId, now),
    ]);
    const doers = [...new Set(sent.flatMap((one) => heardOf(one)?.byId ?? []))];
    const staff = doers.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, doers);
    const rows = planned ? checkinRows(learners, sent, { planned, now, quiet }) : [];
    return { ...found, turn, ...(planned && { planned }), staff, rows };
  }

  async function weeksOf(courseId: string, found: PlannedCheckin, now: Date): Promise<Overview['weeks']> {
    const due = wereDue(found, now);
    if (due.length < 2) return [];
    const learnerIds = (await roster.learners(courseId)).map(({ personId }) => personId);
    const counts = await store.sentByOccurrence(courseId, found.activity.activityId, learnerIds);
    return due.map((planned) => ({ planned, sent: counts.get(planned.occurrence) ?? 0 }));
  }

  return {
    async overview(courseId: string, activityId: string, now: Date, wanted?: string): Promise<Overview> {
      const found = await turnOver(courseId, activityId, now, wanted);
      return { ...found, weeks: await weeksOf(courseId, found, now) };
    },

    /** Of all check-ins that come back, the last one that was due; undefined before the first. */
    async response(courseId: string, now: Date): Promise<{ sent: number; all: number; dueAt: Date } | undefined> {
      const due = (await plans.all(courseId)).flatMap(({ activity: { activityId }, ...planned }) =>
        wereDue(planned, now).map(({ occurrence, dueAt }) => ({ activityId, occurrence, dueAt })),
      );
      const last = due.reduce<(typeof due)[number] | undefined>(
        (one, other) => (one && one.dueAt >= other.dueAt ? one : other),
        undefined,
      );
      if (!last) return undefined;
      const { rows } = await turnOver(courseId, last.activityId, now, last.occurrence);
      const all = rows.filter(({ state }) => state !== 'paused');
      return { sent: all.filter(({ sentAt }) => sentAt).length, all: all.length, dueAt: last.dueAt };
    },
  };
}
