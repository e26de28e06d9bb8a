import { bid, readProfits, slacksFor } from '../transport/auction.js';
import { liftPrices } from './missed-pairs.js';
import { neighboursInAnyOrder } from './neighbours.js';
import { PairCoverage } from './pair-coverage.js';
import { putBothWays, type PairValues } from './pair-values.js';
import { roundCycles } from './peer-rounding.js';
import { announce } from '../run.js';
import type { TransportState } from '../transport/transport.js';
import { NOBODY, type SolveOptions } from '../types.js';
import type { Candidates } from '../transport/candidates.js';

const MOST_BIDS = 400;
const ROUNDS = 3;

/**
 * The double cover's prices, lifted until they suffice for all pairs, bound every pairing; what bidding with a slack and rounding lose is
 * the gap. Undefined when that cannot reach so much.
 */
export function roundedPairs(values: PairValues, candidates: Candidates, options: SolveOptions) {
  const { menteeCount } = candidates;
  const state: TransportState = {
    prices: new Float64Array(menteeCount + 1),
    profits: new Float64Array(menteeCount),
    choice: new Int32Array(menteeCount).fill(NOBODY),
  };
  const noSets = { sets: [], innermost: new Int32Array(menteeCount).fill(NOBODY) };
  const slacks = slacksFor(candidates);
  for (let round = 0; round < ROUNDS; round += 1) {
    announce(options, 'sum');
    for (const slack of round === 0 ? slacks : slacks.slice(-1)) {
      if (!bid(candidates, state, slack, MOST_BIDS * menteeCount)) return undefined;
    }
    readProfits(candidates, state);
    const prices = state.profits.map((profit, one) => profit + (state.prices[one] as number));
    const partner = joinLeftOver(roundCycles(state.choice, prices, values), candidates, values);
    if (!partner) return undefined;
    announce(options, 'proof');
    const lifted = prices.slice();
    const missed = liftPrices(lifted, values);
    const total = partner.reduce((sum, mate, one) => sum + (mate > one ? values.of(one, mate) : 0), 0);
    const bound = lifted.reduce((sum, price) => sum + price, 0) / 2;
    if (total >= (options.enough ?? 1) * bound) {
      return { partner, duals: { apart: values.apart, scale: 1, prices: lifted, ...noSets, gap: bound - total } };
    }
    putBothWays(candidates, missed, values);
  }
  return undefined;
}

/** Along the shortest ways through other pairs; undefined when someone stays alone. */
function joinLeftOver(partner: Int32Array, candidates: Candidates, values: PairValues): Int32Array | undefined {
  if (!partner.includes(NOBODY)) return partner;
  const pairs = Array.from(partner.entries()).filter(([one, mate]) => mate > one);
  putBothWays(candidates, pairs, values);
  const coverage = new PairCoverage(neighboursInAnyOrder(candidates));
  coverage.restart(partner, 0);
  return coverage.grow(0, 0) ? coverage.partner : undefined;
}
