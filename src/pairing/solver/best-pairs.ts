import { PerfectMatching } from './blossom.js';
import type { Candidates } from './candidates.js';
import { liftPrices, missedPairs } from './missed-pairs.js';
import { neighboursFrom } from './neighbours.js';
import { PairCoverage } from './pair-coverage.js';
import { doubleCover, type PeerTable } from './peer-table.js';
import { roundCycles } from './peer-rounding.js';
import { reduceRows } from './row-reduction.js';
import { announce } from './run.js';
import { settle, type Transport, type TransportState } from './transport.js';
import { NOBODY, type Objective, type SolveOptions } from './types.js';
import { liftFor, valueOf } from './values.js';

export interface PeerAim {
  readonly objective: Objective;
  readonly floor: number;
  /** A pairing with as many pairs as can be, all from the floor up. */
  readonly start: Int32Array;
  /** By score, both ways round; used up here. */
  readonly candidates: Candidates;
}

/** Even, so that halves of slacks stay integers; see `PerfectMatching`. */
const SCALE = 2;

/** What a pair of places counts; `apart` where it is not allowed. */
export interface PairValues {
  readonly apart: number;
  of(one: number, other: number): number;
  /** Of one with everybody after. */
  fillRow(one: number, row: Float64Array): void;
}

/**
 * The greatest sum over pairs from the floor up, with its duals. The double cover is an assignment (easy); its optimum read
 * as pairs leaves odd cycles only (Balinski 1965), and its prices are a start from which Edmonds' search has few people left to place.
 * Pairs outside the candidates that the prices do not rule out join them, until there are none.
 */
export function bestPairs(table: PeerTable, aim: PeerAim, options: SolveOptions) {
  const { count } = table;
  const { candidates, objective } = aim;
  const values = pairValues(table, aim);
  candidates.dropBelow(Math.max(0, aim.floor), (score) => valueOf(score, objective));
  putStart(aim, values);
  const state: TransportState = {
    prices: new Float64Array(count + 1),
    profits: new Float64Array(count),
    choice: new Int32Array(count).fill(NOBODY),
  };
  reduceRows({ candidates, alone: values.apart }, state);
  const cover = { capacities: doubleCover(table).seats, candidates, alone: values.apart };
  if ((options.enough ?? 1) < 1 && !aim.start.includes(NOBODY)) {
    const rounded = roundedPairs(values, cover, state, options);
    if (rounded) return rounded;
  }
  for (;;) {
    announce(options, 'sum');
    settle(cover, state);
    const matching = matchFrom(candidates, values, state);
    const duals = {
      apart: values.apart,
      scale: SCALE,
      prices: matching.prices.slice(0, count),
      sets: matching.pricedSets(),
      gap: 0,
    };
    announce(options, 'proof');
    const missed = missedPairs(count, values, duals);
    if (missed.length === 0) return { partner: partners(matching, table, aim), duals };
    putBothWays(candidates, missed, values);
  }
}

/**
 * The double cover's prices, lifted until they suffice for all pairs, bound every pairing; what rounding loses is the gap.
 * Undefined when rounding cannot reach so much.
 */
function roundedPairs(values: PairValues, cover: Transport, state: TransportState, options: SolveOptions) {
  const { candidates } = cover;
  for (;;) {
    announce(options, 'sum');
    settle(cover, state);
    announce(options, 'proof');
    if (state.choice.includes(candidates.menteeCount)) return undefined;
    const prices = state.profits.map((profit, one) => profit + (state.prices[one] as number));
    const partner = joinLeftOver(roundCycles(state.choice, prices, values), candidates, values);
    if (!partner) return undefined;
    const missed = missedPairs(candidates.menteeCount, values, { prices, sets: [], scale: 1 });
    if (missed.length > 0) liftPrices(prices, values);
    const total = partner.reduce((sum, mate, one) => sum + (mate > one ? values.of(one, mate) : 0), 0);
    const bound = prices.reduce((sum, price) => sum + price, 0) / 2;
    if (total >= (options.enough ?? 1) * bound) {
      return { partner, duals: { apart: values.apart, scale: 1, prices, sets: [], gap: bound - total } };
    }
    if (missed.length === 0) return undefined;
    putBothWays(candidates, missed, values);
  }
}

/** Along the shortest ways through other pairs; undefined when someone stays alone. */
function joinLeftOver(partner: Int32Array, candidates: Candidates, values: PairValues): Int32Array | undefined {
  if (!partner.includes(NOBODY)) return partner;
  const pairs = Array.from(partner.entries()).filter(([one, mate]) => mate > one);
  putBothWays(candidates, pairs, values);
  const coverage = new PairCoverage(neighboursFrom(candidates));
  coverage.restart(partner, 0);
  return coverage.grow(0, 0) ? coverage.partner : undefined;
}

function putBothWays(candidates: Candidates, pairs: readonly [number, number][], values: PairValues): void {
  for (const [one, other] of pairs) {
    candidates.put(one, other, values.of(one, other));
    candidates.put(other, one, values.of(one, other));
  }
}

/** Keeps the first pairing possible; who stays alone there may be put apart with any other of these. */
function putStart({ start, candidates }: PeerAim, values: PairValues): void {
  const lonely: number[] = [];
  start.forEach((mate, one) => {
    if (mate === NOBODY) lonely.push(one);
    else candidates.put(one, mate, values.of(one, mate));
  });
  for (let at = 0; at + 1 < lonely.length; at += 2) {
    const [one, other] = [lonely[at] as number, lonely[at + 1] as number];
    candidates.put(one, other, values.apart);
    candidates.put(other, one, values.apart);
  }
}

function matchFrom(
  candidates: Candidates,
  values: PairValues,
  { prices, profits, choice }: TransportState,
): PerfectMatching {
  const { menteeCount: count, stride, mentor, value } = candidates;
  const ends: number[] = [];
  const worth: number[] = [];
  const edgeOf = new Map<number, number>();
  const addEdge = (one: number, other: number, of: number) => {
    edgeOf.set(Math.min(one, other) * count + Math.max(one, other), worth.length);
    ends.push(one, other);
    worth.push(SCALE * of);
  };
  for (let one = 0; one < count; one += 1) {
    for (let at = one * stride; at < one * stride + (candidates.count[one] as number); at += 1) {
      if ((mentor[at] as number) > one) addEdge(one, mentor[at] as number, value[at] as number);
    }
  }
  const start = Float64Array.from(
    { length: count },
    (_, one) => SCALE * ((prices[one] as number) + (profits[one] as number)),
  );
  const edges = { nodeCount: count, ends: Int32Array.from(ends), values: Float64Array.from(worth) };
  const matching = new PerfectMatching(edges, start);
  for (const [one, other] of cyclePairs(choice)) {
    const edge = edgeOf.get(Math.min(one, other) * count + Math.max(one, other));
    if (edge !== undefined) matching.pairUp(edge);
  }
  matching.solve();
  return matching;
}

/** Every second step of each cycle person - chosen - chosen's chosen: of odd ones all but one person. */
function cyclePairs(choice: Int32Array): [number, number][] {
  const count = choice.length;
  const seen = new Uint8Array(count);
  const pairs: [number, number][] = [];
  for (let start = 0; start < count; start += 1) {
    let person = start;
    const cycle: number[] = [];
    while (person < count && seen[person] === 0) {
      seen[person] = 1;
      cycle.push(person);
      person = choice[person] as number;
    }
    for (let at = 0; at + 1 < cycle.length; at += 2) {
      if (person === start) pairs.push([cycle[at] as number, cycle[at + 1] as number]);
    }
  }
  return pairs;
}

function partners(matching: PerfectMatching, { count, scores }: PeerTable, { floor }: PeerAim): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => {
    const mate = matching.mateOf(place);
    return (scores[place * count + mate] as number) < Math.max(0, floor) ? NOBODY : mate;
  });
}

function pairValues({ count, scores }: PeerTable, { objective, floor, start }: PeerAim): PairValues {
  const least = Math.max(0, floor);
  const pairs = start.reduce((sum, mate) => sum + (mate === NOBODY ? 0 : 1), 0) / 2;
  const apart = objective === 'sum' ? 0 : -liftFor(valueOf(1_000_000, objective), pairs);
  const worth = (score: number) => (score < least ? apart : valueOf(score, objective));
  return {
    apart,
    of: (one, other) => worth(scores[one * count + other] as number),
    fillRow: (one, row) => {
      const first = one * count;
      if (objective === 'fair')
        for (let at = one + 1; at < count; at += 1) row[at] = worth(scores[first + at] as number);
      else {
        for (let at = one + 1; at < count; at += 1) {
          const score = scores[first + at] as number;
          row[at] = score < least ? apart : score;
        }
      }
    },
  };
}
