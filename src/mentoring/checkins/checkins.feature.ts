import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import type { FactOf } from '../../course/milestones/facts.js';
import type { KindOf } from '../../course/activities/kind.js';
import type { Dates } from '../../reminders/dates.js';
import { checkinsHome } from './checkins.home.js';
import { checkinJobs } from './checkins.jobs.js';
import { checkinRoutes } from './checkins.routes.js';
import { checkinService, type CheckinParts } from './checkins.service.js';
import { checkinStore, keptCheckins } from './checkins.store.js';
import { helpRoutes } from './help.routes.js';
import { helpService } from './help.service.js';
import { titleOf } from './checkins.view.js';

interface Needs extends Omit<CheckinParts, 'store'> {
  kept: Keeping;
}

const kind: KindOf = {
  kind: 'checkin',
  words: { title: 'checkins.kind.title', text: 'checkins.kind.text', about: 'checkins.kind.about' },
  pathOf: (activityId) => `/checkins/${activityId}`,
  settingsPathOf: (activityId) => `/checkins/${activityId}/settings`,
  points: 2,
  reviewable: true,
  completion: 'points',
  need: 'grade',
};

const words = { before: 'checkins.fact.before', after: 'checkins.fact.after', left: 'checkins.fact.left' };

/** Four questions, one minute. */
export function checkinsFeature(connection: Connection, { kept, ...needs }: Needs) {
  const parts = { ...needs, store: kept('checkins', checkinStore(connection), keptCheckins) };
  const [checkins, help] = [checkinService(parts), helpService(parts)];
  const dates: Dates = async ({ courseId, personId, t, now }) =>
    (await checkins.due(courseId, personId, now)).map(({ activity, dueAt }) => ({
      dueId: activity.activityId,
      title: t('checkins.due', { title: titleOf(t, activity) }),
      dueAt,
    }));
  return {
    checkins,
    dates,
    routes: [...checkinRoutes({ checkins }), ...helpRoutes({ help, checkins })],
    jobs: checkinJobs(checkins),
    kinds: [kind],
    facts: [{ fact: 'checkins', words, counts: parts.store.sentCounts }] satisfies FactOf[],
    home: checkinsHome(checkins, help),
  };
}
