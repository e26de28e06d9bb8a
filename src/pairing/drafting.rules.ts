/** Makes a draft: scores everybody with everybody, lets the solver choose, and says who would have fitted next. */
import { draftCircles } from './circles-draft.rules.js';
import type { DraftResult } from './draft.js';
import { cohortFor, type Cohort, type DraftTask } from './draft-cohort.rules.js';
import { draftMentors } from './mentors-draft.rules.js';
import { draftPeers } from './peers-draft.rules.js';
import type { Mode } from './setup.js';
import type { SolveOptions } from './solver/index.js';

type Drafting = (cohort: Cohort, options: SolveOptions) => DraftResult;

const draftings: Readonly<Record<Mode, Drafting>> = {
  mentoring: draftMentors,
  reverse: draftMentors,
  peers: draftPeers,
  circles: draftCircles,
};

/** Says each stage of its way; throws `SolveCancelled` when it is told to stop. */
export function makeDraft(task: DraftTask, options: SolveOptions = {}): DraftResult {
  const cohort = cohortFor(task);
  const result = draftings[task.setup.mode](cohort, options);
  return { ...result, unpaired: [...result.unpaired, ...cohort.out] };
}
