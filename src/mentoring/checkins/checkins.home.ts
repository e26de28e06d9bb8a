import type { HomeContribution } from '../../home/home.js';
import type { CheckinService } from './checkins.service.js';

/** The first check-in that somebody with a partner has not sent. */
export function checkinsHome(checkins: Pick<CheckinService, 'firstOpen'>): HomeContribution {
  return {
    async own({ t, visit }) {
      const whoSees = [{ icon: 'people', text: t('checkins.who') }];
      const activityId = await checkins.firstOpen(visit.courseId, visit.personId);
      if (activityId === undefined) return { whoSees };
      return {
        steps: [
          {
            order: 'due',
            title: t('checkins.step.title'),
            text: t('checkins.step.text'),
            action: { label: t('checkins.step.button'), href: `/checkins/${activityId}` },
          },
        ],
        whoSees,
      };
    },
  };
}
