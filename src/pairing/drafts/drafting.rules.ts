/** Makes a draft: scores everybody with everybody, lets the solver choose, and says who would have fitted next. */
import { keptBetween, markStaying } from './stay.rules.js';
import type { PairChoice } from '../words/choices.js';
import { rankChoice } from './ranked.rules.js';
import { DraftRefused, faultsOf } from './draft-check.rules.js';
import { draftCircles } from './circles-draft.rules.js';
import type { DraftPair, DraftResult } from '../words/draft.js';
import { cohortFor, type Cohort, type DraftTask } from '../cohort/draft-cohort.rules.js';
import { factsIn, type PackedFacts } from '../cohort/facts.rules.js';
import { draftMentors } from './mentors-draft.rules.js';
import { draftPeers } from './peers-draft.rules.js';
import { neverKey } from '../words/keys.rules.js';
import { movedBetween, type Moved } from './moves.rules.js';
import { choosingOf, type Mode, type PairingSetup } from '../words/setup.js';
import type { SolveOptions } from '../../matching/index.js';

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

/** Says each stage of its way; throws `SolveCancelled` when it is told to stop, and `DraftRefused` where it broke a rule. */
export function makeDraft(task: DraftTask, options: SolveOptions = {}): DraftResult {
  const cohort = cohortFor(task);
  const result = steadyDraft(cohort, options);
  const faults = faultsOf(cohort, result);
  if (faults.length > 0) throw new DraftRefused(faults);
  const choiceOf = choicesIn(cohort, task);
  const pairs = markStaying(result.pairs, cohort.stay).map((pair): DraftPair => {
    const choice = choiceOf(pair.members);
    return choice ? { ...pair, choice } : pair;
  });
  return { ...result, pairs, unpaired: [...result.unpaired, ...cohort.out], norms: cohort.yardstick.norms };
}

/** Where pairs of before earn a bonus, also what it costs: the same draft without it is made beside. */
function steadyDraft(cohort: Cohort, options: SolveOptions): DraftResult {
  const drafting = draftings[cohort.setup.mode];
  const now = drafting(cohort, options);
  if (cohort.stay.length === 0) return now;
  const without = drafting({ ...cohort, stay: [] }, options);
  const hereIds = new Set(cohort.people.map(({ personId }) => personId));
  // A gap would be one of scores with the bonus; what staying costs is said instead.
  const { pairs, unpaired, parted } = now;
  return {
    ...{ pairs, unpaired, proven: false, ...(parted && { parted }) },
    kept: keptBetween(cohort.stay, hereIds, { now, without }),
  };
}

/** A draft to be made in a thread, which reads the people there. */
export interface DraftOrder extends Pick<DraftTask, 'setup' | 'seed' | 'at' | 'locked' | 'stay'> {
  facts: PackedFacts;
}

/** The same draft by another setup too, to see what that would move; nobody keeps either. */
export interface TrialOrder extends DraftOrder {
  instead: PairingSetup;
}

export function makeOrdered({ facts, ...order }: DraftOrder, options: SolveOptions): DraftResult {
  return makeDraft({ ...factsIn(facts), ...order }, options);
}

export function tryOrdered({ facts, instead, ...order }: TrialOrder, options: SolveOptions): Moved {
  const task: DraftTask = { ...factsIn(facts), ...order };
  return movedBetween(makeDraft(task, options), makeDraft({ ...task, setup: instead }, options));
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
