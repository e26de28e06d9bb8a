import { cardOf, type HomeContribution } from '../../home/home.js';
import { runningOf } from './goals.rules.js';
import type { GoalsService } from './goals.service.js';
import { goalsPath } from './goals.view.js';

interface GoalsCard {
  rows: readonly { href: string; title: string; text: string }[];
  allHref: string;
}

const goalsCard = cardOf<GoalsCard>('more', '/mentoring/goals/card');

/** One's goals; who has none is asked for one. */
export function goalsHome(goals: Pick<GoalsService, 'mine' | 'isLearner'>): HomeContribution {
  return {
    async own({ visit, t, format }) {
      const all = await goals.mine(visit);
      const running = runningOf(all);
      if (all.length === 0 && !(await goals.isLearner(visit))) return {};
      const rows = running.map(({ goalId, text, dueAt }) => ({
        ...{
          href: `${goalsPath}/${goalId}`,
          title: text,
          text: t('goals.home.by', { date: format.date(new Date(dueAt.getTime() - 1)) }),
        },
      }));
      const action = { label: t('goals.home.button'), href: `${goalsPath}/new` };
      const step = { order: 'ongoing' as const, title: t('goals.home.step'), text: t('goals.home.stepText'), action };
      return { steps: all.length === 0 ? [step] : [], cards: [goalsCard({ rows, allHref: goalsPath })] };
    },
  };
}
