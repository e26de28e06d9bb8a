/** Makes a draft: scores everybody with everybody, lets the solver choose, and says who would have fitted next. */
import type { PairChoice } from './choices/choices.js';
import { rankChoice } from './choices/ranked.rules.js';
import { draftCircles } from './circles-draft.rules.js';
import type { DraftPair, DraftResult } from './draft.js';
import { cohortFor, type Cohort, type DraftTask } from './draft-cohort.rules.js';
import { draftMentors } from './mentors-draft.rules.js';
import { draftPeers } from './peers-draft.rules.js';
import { neverKey } from './keys.rules.js';
import { choosingOf, type Mode } from './setup.js';
import type { SolveOptions } from './solver/index.js';

type Drafting = (cohort: Cohort, options: SolveOptions) => DraftResult;

const draftings: Readonly<Record<Mode, Drafting>> = {
  mentoring: draftMentors,
  reverse: draftMentors,
  peers: draftPeers,
  circles: draftCircles,
  choices: draftMentors,
  chosen: draftMentors,
  chosenPeers: draftPeers,
};

/** Says each stage of its way; throws `SolveCancelled` when it is told to stop. */
export function makeDraft(task: DraftTask, options: SolveOptions = {}): DraftResult {
  const cohort = cohortFor(task);
  const result = draftings[task.setup.mode](cohort, options);
  const choiceOf = choicesIn(cohort, task);
  const pairs = result.pairs.map((pair): DraftPair => {
    const choice = choiceOf(pair.members);
    return choice ? { ...pair, choice } : pair;
  });
  return { ...result, pairs, unpaired: [...result.unpaired, ...cohort.out] };
}

/** How two people chose each other, whoever placed them. */
function choicesIn({ setup, ranked }: Cohort, { choices }: DraftTask) {
  const agreed = choosingOf(setup.mode) === 'agree' ? (choices?.agreed ?? []) : [];
  const both = new Set(agreed.map((pair) => neverKey(...pair)));
  return (members: readonly string[]): PairChoice | undefined => {
    const [one = '', other = ''] = members;
    if (members.length === 2 && both.has(neverKey(one, other))) return { by: 'both' };
    return rankChoice(ranked, members);
  };
}
