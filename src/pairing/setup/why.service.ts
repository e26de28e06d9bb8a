/** Why two people are or are not a pair, and how a score comes about; it reads those two, not the course. */
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { comparisonOn, type Board } from '../cohort/board.rules.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { PairRulesStore } from '../cohort/pair-rules.store.js';
import type { SetupsStore } from '../cohort/setups.store.js';
import type { Working } from '../drafts/working.service.js';
import type { Comparison } from '../words/comparison.js';
import type { Draft, DraftPair } from '../words/draft.js';
import { formOf, withFiguresOf, type Form, type PairingSetup, type PairRule } from '../words/setup.js';

export interface Pointed {
  first: string;
  second: string;
  comparison: Comparison;
  other?: Comparison;
}

export interface WhySheet {
  setup: PairingSetup;
  people: ReadonlyMap<string, Person>;
  rules: readonly PairRule[];
  form: Form;
  /** Of the draft being worked on, else of what is published: those in which one of the two is. */
  pairs: readonly DraftPair[];
  comparison?: Pointed;
  /** A pair of the draft being worked on or published, to show how a score comes about where nobody was named. */
  example?: Pointed;
  /** When the course's answers were measured by which the two are compared; absent: by courses at large. */
  measuredAt?: Date;
}

export interface WhyParts {
  pairRules: Pick<PairRulesStore, 'pairRules'>;
  setups: Pick<SetupsStore, 'setup'>;
  roster: Pick<Roster, 'peopleById'>;
  cohorts: Pick<Cohorts, 'boardOfFew'>;
  working: Pick<Working, 'currentDraft'>;
}

export function whyOf({ pairRules, setups, roster, cohorts, working }: WhyParts) {
  /** The pair in the middle. */
  async function exampleOf(courseId: string, draft: Draft | undefined, now: Date) {
    const couples = (draft?.pairs ?? []).flatMap(({ members }) => (members.length === 2 ? [members] : []));
    const [first, second] = couples[Math.floor(couples.length / 2)] ?? [];
    if (!draft || first === undefined || second === undefined) return { people: new Map<string, Person>() };
    const people = await roster.peopleById(courseId, [first, second]);
    const learners = [...people.values()].filter(takesPartHere);
    const board = await cohorts.boardOfFew(courseId, draft.setup, learners, now);
    return { people, example: { first, second, comparison: comparisonOn(board, first, second) } };
  }

  return {
    /** Two people as they stand today, by what is set up now. */
    async whySheet(courseId: string, pair: readonly [string, string] | undefined, now: Date): Promise<WhySheet> {
      const [setup, rules, draft] = await Promise.all([
        setups.setup(courseId),
        pairRules.pairRules(courseId),
        working.currentDraft(courseId),
      ]);
      const form = draft?.form ?? formOf(setup.mode);
      const known = { setup, rules, form, ...(draft?.setup.norms && { measuredAt: draft.madeAt }) };
      if (!pair) return { ...known, pairs: [], ...(await exampleOf(courseId, draft, now)) };
      const pairs = (draft?.pairs ?? []).filter(({ members }) => pair.some((one) => members.includes(one)));
      const named = new Set([...pair, ...pairs.flatMap(({ members }) => members)]);
      const people = await roster.peopleById(courseId, [...named]);
      const both = pair.flatMap((personId) => people.get(personId) ?? []).filter(takesPartHere);
      const board = await cohorts.boardOfFew(courseId, withFiguresOf(setup, draft?.setup), both, now);
      return { ...known, people, pairs, comparison: pointed(board, pair) };
    },
  };
}

/** In mentoring both ways round. */
function pointed(board: Board, [first, second]: readonly [string, string]): Pointed {
  const comparison = comparisonOn(board, first, second);
  const other = board.form === 'mentoring' ? comparisonOn(board, second, first) : undefined;
  return { first, second, comparison, ...(other && { other }) };
}
