import type { HomeContribution } from '../../home/home.js';
import { may } from '../../web/permissions.js';
import type { SetupService } from './set-up.service.js';

/** Things that Moodle still needs; nothing for those who may not set them. */
export function setupHome(setups: Pick<SetupService, 'overview'>): HomeContribution {
  return {
    async work({ visit, t }) {
      if (!may(visit.role, 'configure')) return [];
      const { owed } = await setups.overview(visit.courseId);
      if (owed === 0) return [];
      return [
        {
          ...{ item: 'setup', urgency: 'course', size: owed, icon: 'table', tone: 'warn' },
          title: t('activities.work.setup.title', { count: owed }),
          text: t('activities.work.setup.text', { count: owed }),
          actions: [{ label: t('activities.work.setup.button'), href: '/set-up' }],
        },
      ];
    },
  };
}
