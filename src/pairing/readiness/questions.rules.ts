/** Whether a course is ready for a draft, asked of everybody in it. */
import type { Facts } from '../cohort/board.rules.js';
import type { By } from '../cohort/questions.rules.js';
import { placedOtherwise, type Otherwise, type Placed } from './otherwise.rules.js';
import { readinessOf, type Readiness as Ready } from './readiness.rules.js';

export interface Readiness extends Ready {
  otherwise: readonly Otherwise[];
}

export const readinessAnswers = {
  readiness: (facts: Facts, { setup, at, placed }: By & { placed?: Placed | undefined }): Readiness => ({
    ...readinessOf({ ...facts, setup, seed: 1, at, locked: [] }),
    otherwise: placed ? placedOtherwise(facts.people, placed) : [],
  }),
};
