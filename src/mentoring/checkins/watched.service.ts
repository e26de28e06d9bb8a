/** Check-ins as whoever watches over a mentorship needs them: by person, what was due and whether it was sent. */
import type { Expected, Known, WatchAsked } from '../mentorships/watched.js';
import type { Checkin } from './checkin.js';
import type { CheckinStore } from './checkins.store.js';
import type { PlannedCheckin, PlansService } from './plans.service.js';
import type { Planned } from './plan.rules.js';

export interface WatchedParts {
  store: Pick<CheckinStore, 'sent'>;
  plans: Pick<PlansService, 'all'>;
}

/** Of each check-in the last ones that were due; older ones change nothing any more. */
const lookedAt = 8;

type Due = Pick<PlannedCheckin, 'activity' | 'settings'> & { planned: Planned & { dueAt: Date } };

export function watchedService({ store, plans }: WatchedParts) {
  return async (courseId: string, { personIds, now, whole }: WatchAsked): Promise<ReadonlyMap<string, Known>> => {
    const due = (await plans.all(courseId)).flatMap((one) => dueIn(one, now, whole ? Infinity : lookedAt));
    const sent = await Promise.all(
      due.map(async (one) => {
        const all = await store.sent(courseId, one.activity.activityId, one.planned.occurrence);
        return { one, byPerson: new Map(all.map((checkin) => [checkin.personId, checkin])) };
      }),
    );
    return new Map(personIds.map((personId) => [personId, knownOf(personId, sent)]));
  };
}

/** What was due before its plan was made is not owed. */
function dueIn({ activity, settings, plan }: PlannedCheckin, now: Date, most: number): Due[] {
  const { sinceAt } = settings;
  const due = plan.flatMap((planned): Due[] => {
    const { dueAt } = planned;
    if (!dueAt || dueAt > now || (sinceAt && dueAt < sinceAt)) return [];
    return [{ activity, settings, planned: { ...planned, dueAt } }];
  });
  return due.slice(most === Infinity ? 0 : -most);
}

function knownOf(personId: string, sent: readonly { one: Due; byPerson: ReadonlyMap<string, Checkin> }[]): Known {
  const expected = sent.map(({ one, byPerson }): Expected => {
    const isSent = byPerson.has(personId);
    return {
      ...{ expectedId: `${one.activity.activityId}.${one.planned.occurrence}.${personId}`, kind: 'checkin' },
      ...{ at: one.planned.dueAt, state: isSent ? 'kept' : 'missed', missedBy: isSent ? [] : [personId] },
    };
  });
  const signs = sent.flatMap(({ byPerson }) => {
    const { sentAt, changedAt } = byPerson.get(personId) ?? {};
    return [...(sentAt ? [sentAt] : []), ...(changedAt ? [changedAt] : [])];
  });
  return { expected, signs };
}
