import type { HomeContribution, PathStep } from '../../home/home.js';
import type { MilestoneService } from './milestones.service.js';
import { lacksText } from './milestones.view.js';

/** After the steps that every course has. */
const firstPlace = 100;

/** The milestones of a course on a person's path: what is done, and what is left of the others. */
export function milestonesHome(milestones: Pick<MilestoneService, 'path' | 'facts'>): HomeContribution {
  return {
    async own({ visit, t, format, now }) {
      const path = await milestones.path(visit.courseId, visit.personId, now);
      const facts = milestones.facts();
      return {
        path: path.map(({ milestone, doneAt, standing }, index): PathStep => {
          const { title, points, bestBefore } = milestone;
          const left = doneAt
            ? t('milestones.path.done', { when: format.date(doneAt) })
            : t('milestones.path.left', { what: lacksText(t, standing.lacks, facts) });
          const best =
            doneAt || bestBefore === undefined ? [] : [t('milestones.path.best', { when: dayOf(format, bestBefore) })];
          const worth = points === undefined ? [] : [t('milestones.sentence.points', { count: points })];
          return {
            at: firstPlace + index,
            done: doneAt !== undefined,
            title,
            note: [left, ...best, ...worth].join(' '),
          };
        }),
      };
    },
  };
}

/** A day is the same in every zone: noon of it. */
function dayOf(format: { date(time: Date): string }, day: string): string {
  return format.date(new Date(`${day}T12:00:00Z`));
}
