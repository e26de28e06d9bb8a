/** Questions about a whole course, each with its answer: small, so that whoever waits for it has little to read. */
import { boardFor, type Board, type Facts } from '../cohort/board.rules.js';
import { placingsFor, withPlacing, type Placing, type PlacingLimits, type Standing } from '../board/places.rules.js';
import type { Draft } from '../words/draft.js';
import { cohortFor, mustConflicts, type Locked, type MustConflict } from '../cohort/draft-cohort.rules.js';
import { swapOffer, withSwap, type Edited, type SwapOffer } from '../board/edits.rules.js';
import { equityOf, traitsFrom, type Equity } from '../explained/equity.rules.js';
import { factsIn, type PackedFacts } from '../cohort/facts.rules.js';
import { readinessOf, type Readiness } from '../readiness/readiness.rules.js';
import type { PairingSetup } from '../words/setup.js';

/** By what a course is looked at. */
interface By {
  setup: PairingSetup;
  at: Date;
}

interface SwapAsked extends By {
  draft: Standing;
  pairId: string;
  who: Pick<SwapOffer, 'staysId' | 'outId'>;
}

interface PlaceAsked extends By {
  standing: Standing;
  personId: string;
  limits?: PlacingLimits;
}

interface EquityAsked {
  draft: Pick<Draft, 'form' | 'setup' | 'pairs' | 'unpaired'>;
  at: Date;
}

/** A choice that exists, with what it makes of the draft. */
export interface Swapped {
  edited: Edited;
  personIds: readonly string[];
}

export interface Placed {
  standing: Standing;
  placing: Placing;
}

export interface EquityTold {
  equity: Equity;
  learners: number;
  /** Of how many the Moodle groups are known. */
  groupsKnown: number;
}

const answers = {
  readiness: (facts: Facts, { setup, at }: By): Readiness => readinessOf({ ...facts, setup, seed: 1, at, locked: [] }),

  conflicts: (facts: Facts, { setup, at }: By): MustConflict[] =>
    mustConflicts(cohortFor({ ...facts, setup, seed: 1, at, locked: [] })),

  judged: (facts: Facts, { setup, at, locked }: By & { locked: readonly Locked[] }) => ({
    judged: cohortFor({ ...facts, setup, seed: 1, at, locked }).judged,
    learnerIds: facts.people.map(({ personId }) => personId),
  }),

  equity: (facts: Facts, { draft, at }: EquityAsked): EquityTold => {
    const board = boardFor(draft.setup, facts, at);
    const { lexicon } = board.yardstick;
    return {
      equity: equityOf(draft, (personId, part) => traitsFrom(board.people.get(personId), part, lexicon)),
      learners: facts.people.length,
      groupsKnown: facts.people.filter(({ groupIds }) => groupIds !== undefined).length,
    };
  },

  /** The best choices, with how many more were looked at in vain. */
  swaps: (facts: Facts, asked: SwapAsked & { most: number }): SwapOffer | undefined => {
    const found = offerOn(boardFor(asked.setup, facts, asked.at), asked);
    return found && { ...found, choices: found.choices.slice(0, asked.most) };
  },

  swapped: (facts: Facts, asked: SwapAsked & { withId: string }): Swapped | undefined => {
    const board = boardFor(asked.setup, facts, asked.at);
    const offer = offerOn(board, asked);
    const choice = offer?.choices.find(({ personId }) => personId === asked.withId);
    if (!offer || !choice) return undefined;
    const edited = withSwap(board, asked.draft, offer, choice);
    return { edited, personIds: [offer.staysId, choice.personId] };
  },

  /** Undefined for somebody who is not in the course. */
  placings: (facts: Facts, asked: PlaceAsked & { most: number }): Placing[] | undefined => {
    const board = boardFor(asked.setup, facts, asked.at);
    if (!board.people.has(asked.personId)) return undefined;
    return placingsFor(board, asked.standing, asked.personId, asked.limits).slice(0, asked.most);
  },

  placed: (facts: Facts, asked: PlaceAsked & { placingId: string }): Placed | undefined => {
    const board = boardFor(asked.setup, facts, asked.at);
    const all = placingsFor(board, asked.standing, asked.personId, asked.limits);
    const placing = all.find(({ placingId }) => placingId === asked.placingId);
    return placing && { placing, standing: withPlacing(board, asked.standing, placing) };
  },
};

function offerOn(board: Board, { draft, pairId, who }: SwapAsked): SwapOffer | undefined {
  const pair = draft.pairs.find((one) => one.pairId === pairId);
  return pair && swapOffer(board, draft, pair, who);
}

type Answers = typeof answers;
export type Question = keyof Answers;
export type About<Name extends Question> = Parameters<Answers[Name]>[1];
export type Answer<Name extends Question> = ReturnType<Answers[Name]>;

export function answerTo<Name extends Question>(name: Name, facts: PackedFacts, about: About<Name>): Answer<Name> {
  // SAFETY: what a question is about and its answer are those of its own function.
  const answer = answers[name] as (facts: Facts, about: About<Name>) => Answer<Name>;
  return answer(factsIn(facts), about);
}
