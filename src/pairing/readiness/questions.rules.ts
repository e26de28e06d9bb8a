/** Whether a course is ready for a draft, asked of everybody in it. */
import type { Facts } from '../cohort/board.rules.js';
import type { By } from '../cohort/questions.rules.js';
import { readinessOf, type Readiness } from './readiness.rules.js';

export const readinessAnswers = {
  readiness: (facts: Facts, { setup, at }: By): Readiness => readinessOf({ ...facts, setup, seed: 1, at, locked: [] }),
};
