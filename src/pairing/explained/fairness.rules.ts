/** What a coordinator looks at before publishing. */
import type { Draft } from '../words/draft.js';
import { shownScore } from '../measure/pairing.rules.js';

export interface Fairness {
  /** Shown points; undefined when there is no pair. */
  weakest: number | undefined;
  average: number | undefined;
  /** Pairs by shown score, in five bands; `from` is inclusive. */
  bands: readonly { from: number; to: number; count: number }[];
}

const bandStarts = [0, 55, 65, 75, 85];

export function fairnessOf(draft: Pick<Draft, 'pairs'>): Fairness {
  const scores = draft.pairs.map((pair) => shownScore(pair.score));
  return {
    weakest: scores.length === 0 ? undefined : scores.reduce((least, value) => Math.min(least, value), 100),
    average:
      scores.length === 0 ? undefined : Math.round(scores.reduce((sum, value) => sum + value, 0) / scores.length),
    bands: bandStarts.map((from, index) => {
      const to = (bandStarts[index + 1] ?? 101) - 1;
      return { from, to, count: scores.filter((value) => value >= from && value <= to).length };
    }),
  };
}
