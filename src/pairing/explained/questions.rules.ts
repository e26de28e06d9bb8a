/** Whether a draft is fair, asked of a whole course. */
import { boardFor, type Facts } from '../cohort/board.rules.js';
import type { Draft } from '../words/draft.js';
import { equityOf, traitsFrom, type Equity } from './equity.rules.js';

interface EquityAsked {
  draft: Pick<Draft, 'form' | 'setup' | 'pairs' | 'unpaired'>;
  at: Date;
}

export interface EquityTold {
  equity: Equity;
  learners: number;
  /** Of how many the Moodle groups are known. */
  groupsKnown: number;
}

export interface EquitySheet extends EquityTold {
  groupNames: ReadonlyMap<string, string>;
}

export const explainedAnswers = {
  equity: (facts: Facts, { draft, at }: EquityAsked): EquityTold => {
    const board = boardFor(draft.setup, facts, at);
    const { lexicon } = board.yardstick;
    return {
      equity: equityOf(draft, (personId, part) => traitsFrom(board.people.get(personId), part, lexicon)),
      learners: facts.people.length,
      groupsKnown: facts.people.filter(({ groupIds }) => groupIds !== undefined).length,
    };
  },
};
