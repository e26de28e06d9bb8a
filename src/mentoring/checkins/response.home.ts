/** How many sent the last check-in that was due. */
import type { HomeContribution } from '../../home/home.js';
import { wantedShare } from './checkins.rules.js';
import type { OverviewService } from './overview.service.js';

export function responseHome(overviews: Pick<OverviewService, 'response'>): HomeContribution {
  return {
    async health({ visit, now, t, format }) {
      const found = await overviews.response(visit.courseId, now);
      if (!found || found.all === 0) return {};
      const { sent, all, dueAt } = found;
      const values = { sent: format.number(sent), all: format.number(all), date: format.date(dueAt) };
      return {
        figures: [
          {
            ...{ at: 25, label: t('checkins.response.label') },
            value: t('home.health.of', { part: values.sent, whole: values.all }),
            note: t('checkins.response.note', { date: values.date, share: format.percent(wantedShare) }),
            how: t('checkins.response.how', values),
            ...{ source: t('checkins.response.source'), age: t('checkins.response.age') },
          },
        ],
      };
    },
  };
}
