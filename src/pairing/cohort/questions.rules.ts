/** Questions about a whole course: every room answers its own by rules, from facts that are read once for all. */
import type { PairingSetup } from '../words/setup.js';
import type { Facts } from './board.rules.js';
import { cohortFor, type Locked, type MustConflict } from './draft-cohort.rules.js';

/** By what a course is looked at. */
export interface By {
  setup: PairingSetup;
  at: Date;
}

/** How a service asks the questions of these rules; the course comes first, then what is asked about. */
export type Asking<Answers extends Readonly<Record<string, (facts: Facts, about: never) => unknown>>> = {
  [Name in keyof Answers]: (
    courseId: string,
    about: Parameters<Answers[Name]>[1],
  ) => Promise<ReturnType<Answers[Name]>>;
};

export const cohortAnswers = {
  conflicts: (facts: Facts, { setup, at }: By): readonly MustConflict[] =>
    cohortFor({ ...facts, setup, seed: 1, at, locked: [] }).conflicts,

  judged: (facts: Facts, { setup, at, locked }: By & { locked: readonly Locked[] }) => ({
    judged: cohortFor({ ...facts, setup, seed: 1, at, locked }).judged,
    learnerIds: facts.people.map(({ personId }) => personId),
  }),
};
