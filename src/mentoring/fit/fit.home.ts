import { cardOf, type HomeContribution } from '../../home/home.js';
import type { Resting } from '../pause/pause.js';
import type { FitService } from './fit.service.js';
import { fitCards, fitLine, type FitCard } from './fit.view.js';

export interface FitHomeNeeds {
  fit: Pick<FitService, 'mine' | 'counts'>;
  /** In a break nothing is asked of a pair. */
  pauses: Resting;
}

const asks = cardOf<{ card: FitCard }>('asks', '/mentoring/fit/card');
const known = cardOf<{ card: FitCard }>('more', '/mentoring/fit/card');

/** "How is it going?", asked privately. */
export function fitHome({ fit, pauses }: FitHomeNeeds): HomeContribution {
  return {
    async health(asked) {
      const line = fitLine(asked, await fit.counts(asked.visit.courseId, asked.now));
      return { lines: line ? [line] : [] };
    },

    async own(asked) {
      const { courseId, personId } = asked.visit;
      const [sheets, near] = await Promise.all([
        fit.mine(asked.visit, asked.now),
        pauses.near(courseId, personId, asked.now),
      ]);
      const cards = fitCards(asked, sheets, near);
      return { cards: [...cards.asked.map((card) => asks({ card })), ...cards.known.map((card) => known({ card }))] };
    },

    done: { fit: 'fit.done.fit', fitLater: 'fit.done.fitLater' },
  };
}
