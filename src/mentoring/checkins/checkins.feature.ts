import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import type { FactOf } from '../../course/milestones/facts.js';
import type { KindOf } from '../../course/activities/kind.js';
import type { Dates } from '../../reminders/dates.js';
import { once } from './checkin.js';
import { checkinsHome } from './checkins.home.js';
import { checkinJobs } from './checkins.jobs.js';
import { checkinRoutes } from './checkins.routes.js';
import { checkinService, type CheckinParts } from './checkins.service.js';
import { checkinsStory } from './checkins.story.js';
import { checkinStore, keptCheckins } from './checkins.store.js';
import { turnTitle } from './checkins.view.js';
import { formerStore, keptFormer } from './former.store.js';
import { helpRoutes } from './help.routes.js';
import { helpService } from './help.service.js';
import { movingService } from './moving.service.js';
import { noticingHome } from './noticing.home.js';
import { noticingService } from './noticing.service.js';
import { keptNoticing, noticingStore } from './noticing.store.js';
import { overviewService } from './overview.service.js';
import { plansService } from './plans.service.js';
import { repliesRoutes } from './replies.routes.js';
import { repliesService } from './replies.service.js';
import { responseHome } from './response.home.js';
import { scoringService } from './scoring.service.js';
import { settingsRoutes } from './settings.routes.js';
import { settingsService } from './settings.service.js';
import { checkinReminder } from './waiting.service.js';
import { watchedService } from './watched.service.js';

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

/** Four questions, one minute, once or by the rhythm of the course. */
export function checkinsFeature(connection: Connection, { kept, ...needs }: Needs) {
  const plans = plansService(needs);
  const parts = { ...needs, plans, store: kept('checkins', checkinStore(connection), keptCheckins) };
  const former = kept('checkins', formerStore(connection), keptFormer);
  const scoring = scoringService(parts);
  const [checkins, help, replies] = [checkinService({ ...parts, scoring }), helpService(parts), repliesService(parts)];
  const noticing = noticingService({
    ...parts,
    store: { of: parts.store.of, ...kept('checkins', noticingStore(connection), keptNoticing) },
  });
  const overviews = overviewService(parts);
  const dates: Dates = async ({ courseId, personId, t, now }) =>
    (await checkins.due(courseId, personId, now)).map(({ activity, planned, dueAt }) => ({
      dueId: planned.occurrence === once ? activity.activityId : `${activity.activityId}.${planned.occurrence}`,
      title: t('checkins.due', { title: turnTitle(t, activity, planned) }),
      dueAt,
    }));
  return {
    checkins,
    dates,
    watched: watchedService(parts),
    guide,
    routes: [
      ...checkinRoutes({ checkins, replies, overviews }),
      ...repliesRoutes(replies),
      ...settingsRoutes(settingsService(parts)),
      ...helpRoutes({ help, checkins, noticing }),
    ],
    waiting: [checkinReminder(parts)],
    jobs: checkinJobs(scoring, movingService({ former })),
    kinds: [kind],
    facts: [
      { fact: 'checkins', words, counts: (courseId, { personIds }) => parts.store.sentCounts(courseId, personIds) },
    ] satisfies FactOf[],
    story: checkinsStory(parts),
    home: [checkinsHome(checkins, help, replies), noticingHome(noticing), responseHome(overviews)],
    records: {
      of: 'check-ins',
      list: async (courseId: string, personId: string) => [
        ...(await parts.store.of(courseId, [personId])),
        ...(await parts.store.repliesBy(courseId, personId)),
      ],
      // Where the former version kept them comes first: from there they would be moved again.
      async erase(courseId: string, personId: string) {
        const moved = await former.erase(courseId, personId);
        return moved + (await parts.store.erase(courseId, personId));
      },
    },
  };
}

const guide: readonly HelpEntry[] = [
  { for: ['learner'], at: 50, title: 'checkins.helpPage.own.title', text: 'checkins.helpPage.own.text' },
  { for: ['mentor'], at: 50, title: 'checkins.helpPage.mentor.title', text: 'checkins.helpPage.mentor.text' },
];
