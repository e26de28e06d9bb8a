/** Check-ins that are open and that somebody who is helped has not sent, for reminders. */
import type { ReminderKind } from '../../reminders/reminder.js';
import { after, day } from '../../shared/clock.js';
import type { Mentorships } from '../mentorships/mentorship.js';
import { isExcused } from './checkins.rules.js';
import type { CheckinParts } from './checkins.service.js';
import type { CheckinStore } from './checkins.store.js';
import type { PlansService } from './plans.service.js';

export interface WaitingParts {
  store: Pick<CheckinStore, 'sent'>;
  plans: Pick<PlansService, 'all'>;
  mentorships: Pick<Mentorships, 'running'>;
  pauses: Pick<CheckinParts['pauses'], 'quiet'>;
}

/** One that is due later says nothing to anybody yet. */
const near = 7 * day;

export function checkinReminder({ store, plans, mentorships, pauses }: WaitingParts): ReminderKind {
  const words = {
    name: 'checkins.reminder.name',
    when: 'checkins.reminder.when',
    line: 'checkins.reminder.line',
  };
  return {
    kind: 'checkin',
    words,
    async waiting({ courseId, now }) {
      const due = (await plans.all(courseId)).flatMap(({ activity, plan }) =>
        plan.flatMap((planned) => {
          const { dueAt, opensAt } = planned;
          const isOpen = dueAt && dueAt > now && dueAt <= after(now, near) && (!opensAt || opensAt <= now);
          return isOpen ? [{ activityId: activity.activityId, planned, dueAt }] : [];
        }),
      );
      if (due.length === 0) return [];
      const [running, quiet] = await Promise.all([mentorships.running(courseId), pauses.quiet(courseId, now)]);
      const helped = [...new Set(running.flatMap(({ menteeIds, peerIds }) => [...menteeIds, ...peerIds]))];
      const found = due.map(async ({ activityId, planned, dueAt }) => {
        const all = await store.sent(courseId, activityId, planned.occurrence);
        const sent = new Set(all.map(({ personId }) => personId));
        const owing = helped.filter((id) => !sent.has(id) && !isExcused(planned, quiet.get(id)));
        const waitingId = `${activityId}.${planned.occurrence}`;
        const when = { from: after(dueAt, -day), until: dueAt, dueAt };
        return owing.map((personId) => ({ personId, waitingId, ...when, path: `/checkins/${activityId}` }));
      });
      return (await Promise.all(found)).flat();
    },
  };
}
