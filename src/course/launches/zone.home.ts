import type { HomeContribution, Work } from '../../home/home.js';
import { spoken } from '../../shared/zones.js';
import { may } from '../../web/permissions.js';
import type { CourseStore } from '../activities/courses.store.js';

/** A course without a time zone: whoever's own is not known would read deadlines in UTC. */
export function zoneHome(courses: Pick<CourseStore, 'course'>): HomeContribution {
  return {
    async work({ visit, t }) {
      if (!may(visit.role, 'configure')) return [];
      if ((await courses.course(visit.courseId))?.timeZone !== undefined) return [];
      const zone = visit.zoneFrom === 'own' ? visit.timeZone : undefined;
      const row: Work = {
        ...{ item: 'zone', urgency: 'notice', size: 1, icon: 'clock', tone: 'calm' },
        title: t('zone.work.title'),
        text: t('zone.work.text'),
        actions: [
          ...(zone === undefined
            ? []
            : [
                {
                  label: t('zone.work.use', { zone: spoken(zone) }),
                  action: '/time-zone/course',
                  fields: [{ name: 'zone', value: zone }],
                },
              ]),
          { label: t(zone === undefined ? 'zone.work.choose' : 'zone.work.another'), href: '/time-zone' },
        ],
      };
      return [row];
    },
  };
}
