import type { HomeContribution } from '../../home/home.js';
import type { Pairings } from '../words/draft.js';

/** Learners say whom they would like, as long as the course asks them. */
export function choicesHome(pairing: Pick<Pairings, 'isChoosing'>): HomeContribution {
  return {
    async own({ t, visit, now }) {
      if (!(await pairing.isChoosing(visit.courseId, now))) return {};
      return {
        steps: [
          {
            order: 'choice',
            title: t('choices.step.title'),
            text: t('choices.step.text'),
            action: { label: t('choices.step.button'), href: '/choices' },
          },
        ],
      };
    },
  };
}
