import type { HomeContribution, Press } from '../../home/home.js';
import type { Translate } from '../../web/texts.js';
import type { Delivery } from './delivery.js';
import type { GradesService } from './grades.service.js';

function notNeeded(t: Translate, { activityId, personId }: Delivery): Press {
  return { label: t('grades.notNeeded.button'), action: `/grades/${activityId}/${personId}/not-needed`, fields: [] };
}

/** Scores that Moodle refused, and how many arrived. */
export function gradesHome(grades: Pick<GradesService, 'counts' | 'refusedOne'>): HomeContribution {
  return {
    async work({ visit, t }) {
      const { refused } = await grades.counts(visit.courseId);
      if (refused === 0) return [];
      const only = refused === 1 ? await grades.refusedOne(visit.courseId) : undefined;
      return [
        {
          ...{ item: 'grades', urgency: 'broken', size: refused, icon: 'table', tone: 'bad' },
          title: t('grades.work.title', { count: refused }),
          text: t('grades.work.text'),
          actions: [{ label: t('grades.work.button'), href: '/grades' }, ...(only ? [notNeeded(t, only)] : [])],
        },
      ];
    },

    async health({ visit, t, format }) {
      const { delivered, refused, all } = await grades.counts(visit.courseId);
      return {
        figures: [
          {
            at: 30,
            label: t('grades.health.label'),
            value: t('home.health.of', { part: format.number(delivered), whole: format.number(all) }),
            note: t('grades.health.refused', { count: refused }),
            how: t('grades.health.how'),
            source: t('grades.health.source'),
            age: t('home.health.now'),
          },
        ],
      };
    },
  };
}
