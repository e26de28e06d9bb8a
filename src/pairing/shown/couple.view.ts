/** Two people compared, as their points. */
import type { Asked } from '../../web/routing.js';
import { shownPoints } from '../measure/pairing.rules.js';
import type { Comparison } from '../words/comparison.js';
import { findingText, reasonText, type Couple } from './words.view.js';

/** The points of two people, which add up. */
export interface CoupleModel {
  title: string;
  why: string;
  rows: readonly { criterion: string; text: string; points: number; possible: number; pointsText: string }[];
  together: string;
}

export function coupleModel(asked: Asked, comparison: Comparison, couple: Couple): CoupleModel {
  const { t, format } = asked;
  const shown = shownPoints(comparison.findings);
  return {
    title: t('pairing.one.why', { first: couple.first, second: couple.second }),
    why: reasonText(asked, comparison, couple),
    rows: comparison.findings.map((finding, index) => {
      const points = shown.points[index] ?? 0;
      // Rounded apart from the points, which sum to the score: all of them is still all.
      const possible = Math.max(points, Math.round(finding.possible / 1000));
      return {
        criterion: t(`pairing.criterion.${finding.criterion}`),
        text: findingText(asked, comparison, finding, couple),
        points,
        possible,
        pointsText: t('pairing.one.points', { points: format.number(points), possible: format.number(possible) }),
      };
    }),
    together: t('pairing.one.together', { score: format.number(shown.score) }),
  };
}
