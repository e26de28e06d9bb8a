import type { HomeContribution, OwnPart } from '../../home/home.js';
import type { Asked } from '../../web/routing.js';
import type { ApplyingService } from './applying.service.js';
import { applicationsPath, applyPath } from './applying.view.js';

/** Who asks to become a mentor; and the way there for who may ask. */
export function applyingHome(applying: Pick<ApplyingService, 'own' | 'waiting'>): HomeContribution {
  return {
    async work({ t, format, visit }) {
      const waiting = await applying.waiting(visit.courseId);
      const [first] = waiting;
      if (!first) return [];
      const count = waiting.length;
      return [
        {
          ...{ item: 'applications', urgency: 'decision', size: count, icon: 'people', tone: 'info' },
          title: t('applying.work.title', { count, name: first.person.name }),
          text: t('applying.work.text', { date: format.date(first.application.at) }),
          actions: [{ label: t('applying.work.button'), href: applicationsPath }],
        },
      ];
    },

    async own(asked: Asked): Promise<OwnPart> {
      const { t, visit } = asked;
      const { standing } = await applying.own(visit);
      if (standing === 'invited') {
        const action = { label: t('applying.step.button'), href: applyPath };
        return {
          steps: [{ order: 'awaited', title: t('applying.step.title'), text: t('applying.step.text'), action }],
        };
      }
      if (standing === 'may' || standing === 'closed') return {};
      return { links: [{ label: t(`applying.link.${standing}`), href: applyPath }] };
    },
  };
}
