/** What can be done to a draft, asked of a whole course: whom a swap or a move would concern. */
import { aloneNow } from '../cohort/alone-now.rules.js';
import { boardFor, type Board, type Facts } from '../cohort/board.rules.js';
import type { Unpaired } from '../words/draft.js';
import type { By } from '../cohort/questions.rules.js';
import { swapOffer, withSwap, type Edited, type SwapOffer } from './edits.rules.js';
import { placingsFor, withPlacing, type PlacingLimits } from './places.rules.js';
import { type Placing, type Standing } from './placing.rules.js';

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

interface AloneAsked extends By {
  standing: Standing;
  /** Who has just lost their partner. */
  fresh: readonly string[];
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

export const boardAnswers = {
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
    const swapped = withSwap(board, asked.draft, offer, choice);
    const edited = { ...swapped, unpaired: aloneNow(board, swapped) };
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
    if (!placing) return undefined;
    const standing = withPlacing(board, asked.standing, placing);
    return { placing, standing: { ...standing, unpaired: aloneNow(board, standing) } };
  },

  /** Why those are alone who are, by the rules of now. */
  alone: (facts: Facts, { standing, setup, at, fresh }: AloneAsked): Unpaired[] =>
    aloneNow(boardFor(setup, facts, at), standing, fresh),
};

function offerOn(board: Board, { draft, pairId, who }: SwapAsked): SwapOffer | undefined {
  const pair = draft.pairs.find((one) => one.pairId === pairId);
  return pair && swapOffer(board, draft, pair, who);
}
