import { bid, slacksFor } from '../transport/auction.js';
import { PerfectMatching } from '../blossom/blossom.js';
import type { Candidates } from '../transport/candidates.js';
import { missedPairs, nearPairs } from './missed-pairs.js';
import { pairValues, putBothWays, type PairValues, type PeerAim } from './pair-values.js';
import type { PeerTable } from './peer-table.js';
import { roundedPairs } from './rounded-pairs.js';
import { reduceRows } from '../transport/row-reduction.js';
import { announce, stopIfCancelled } from '../run.js';
import { settle, type Transport, type TransportState } from '../transport/transport.js';
import { NOBODY, type SolveOptions } from '../types.js';
import { valueOf } from '../transport/values.js';

type Pair = readonly [number, number];

const MOST_BIDS = 400;
/** Of the candidates so many a person, the least short of their prices, say how far the search for pairs looks. */
const NEAR = 6;

/**
 * The greatest sum over pairs from the floor up, with its duals. The double cover is an assignment (easy); its optimum read
 * as pairs leaves odd cycles only (Balinski 1965), and its prices are a start from which Edmonds' search has few people left to place,
 * among pairs that are nearly worth their prices. Pairs outside that the prices do not rule out join in, until there are none.
 */
export function bestPairs(table: PeerTable, aim: PeerAim, options: SolveOptions) {
  const { count } = table;
  const { candidates, objective } = aim;
  const values = pairValues(table, aim);
  candidates.dropBelow(Math.max(0, aim.floor), (score) => valueOf(score, objective));
  if (table.worths !== table.scores) revalue(candidates, values);
  putBothWays(candidates, madePairs(aim), values);
  const isEnough = (options.enough ?? 1) < 1 && !aim.start.includes(NOBODY);
  const rounded = isEnough ? roundedPairs(values, candidates, options) : undefined;
  if (rounded) return withWorth(rounded.partner, rounded.duals, values);
  const { prices, choice, near } = halfPairs(table, aim, { values, options });
  const edges = new PairEdges(count, values);
  for (const pair of [
    ...near,
    ...choice.entries(),
    ...madePairs(aim),
    ...lonelyPairs(aim.start),
    ...lonelyPairs(choice),
  ])
    edges.add(pair);
  for (;;) {
    announce(options, 'sum');
    const matching = edges.matchingFrom(prices, choice, options);
    const duals = {
      apart: values.apart,
      scale: 1,
      prices: prices.map((_, one) => matching.priceOf(one)),
      ...matching.pricedSets(),
      gap: 0,
    };
    announce(options, 'proof');
    const missed = missedPairs(count, values, duals);
    if (missed.length === 0) return withWorth(partners(matching, table, aim), duals, values);
    for (const pair of missed) edges.add(pair);
  }
}

function withWorth<Duals>(partner: Int32Array, duals: Duals, values: PairValues) {
  const worth = partner.reduce((sum, mate, one) => sum + (mate > one ? values.of(one, mate) : 0), 0);
  return { partner, duals, worth };
}

function revalue({ menteeCount, stride, count, mentor, value }: Candidates, values: PairValues): void {
  for (let one = 0; one < menteeCount; one += 1) {
    for (let at = one * stride; at < one * stride + (count[one] as number); at += 1) {
      value[at] = values.of(one, mentor[at] as number);
    }
  }
}

function madePairs({ start }: PeerAim): Pair[] {
  return [...start.entries()].filter(([one, mate]) => one < mate);
}

/** Who stays alone may be put apart with any other of these. */
function lonelyPairs(mates: Int32Array): Pair[] {
  const lonely = [...mates.keys()].filter((one) => mates[one] === NOBODY || mates[one] === mates.length);
  return lonely.flatMap((one, at): Pair[] => (at % 2 === 1 ? [[lonely[at - 1] as number, one]] : []));
}

/** The optimum of the double cover over all pairs: whom each would choose at (doubled) prices, and pairs nearly worth these. */
function halfPairs(
  table: PeerTable,
  { candidates, start }: PeerAim,
  { values, options }: { values: PairValues; options: SolveOptions },
) {
  const { count } = table;
  const state: TransportState = {
    prices: new Float64Array(count + 1),
    profits: new Float64Array(count),
    choice: new Int32Array(count).fill(NOBODY),
  };
  const cover: Transport = { capacities: new Int32Array(count).fill(1), candidates, alone: values.apart };
  announce(options, 'sum');
  if (start.includes(NOBODY)) reduceRows(cover, state);
  else slacksFor(candidates).every((slack) => bid(candidates, state, slack, MOST_BIDS * count));
  for (;;) {
    stopIfCancelled(options);
    settle(cover, state);
    const prices = state.profits.map((profit, one) => profit + (state.prices[one] as number));
    const { near, missed } = nearPairs(values, prices, shortOf(candidates, prices));
    if (missed.length === 0) return { prices, choice: state.choice, near };
    putBothWays(candidates, missed, values);
  }
}

/** By how much a pair may fall short to be among the nearest few a person. */
function shortOf(
  { menteeCount: count, mentor, value, stride, count: counts }: Candidates,
  prices: Float64Array,
): number {
  const shorts: number[] = [];
  const step = Math.ceil(count / 500);
  for (let one = 0; one < count; one += step) {
    for (let at = one * stride; at < one * stride + (counts[one] as number); at += 1) {
      shorts.push((prices[one] as number) + (prices[mentor[at] as number] as number) - 2 * (value[at] as number));
    }
  }
  const sorted = Float64Array.from(shorts).sort();
  return Math.max(0, sorted[Math.min(shorts.length - 1, NEAR * Math.ceil(count / step))] ?? 0);
}

/** The pairs that a search looks at, as edges. */
class PairEdges {
  private readonly ends: number[] = [];
  private readonly worth: number[] = [];
  private readonly edgeOf = new Map<number, number>();

  constructor(
    private readonly count: number,
    private readonly values: PairValues,
  ) {}

  add([one, other]: Pair): void {
    const key = this.keyOf(one, other);
    if (one === other || other >= this.count || this.edgeOf.has(key)) return;
    this.edgeOf.set(key, this.worth.length);
    this.ends.push(one, other);
    this.worth.push(this.values.of(one, other));
  }

  matchingFrom(prices: Float64Array, choice: Int32Array, options: SolveOptions): PerfectMatching {
    const edges = { nodeCount: this.count, ends: Int32Array.from(this.ends), values: Float64Array.from(this.worth) };
    const matching = new PerfectMatching(edges, prices);
    for (const [one, other] of cyclePairs(choice)) {
      const edge = this.edgeOf.get(this.keyOf(one, other));
      if (edge !== undefined) matching.pairUp(edge);
    }
    matching.solve(() => {
      stopIfCancelled(options);
    });
    return matching;
  }

  private keyOf(one: number, other: number): number {
    return Math.min(one, other) * this.count + Math.max(one, other);
  }
}

/**
 * Every second step of each cycle person - chosen - chosen's chosen, of odd ones all but one person; and of each way from somebody whom
 * nobody chose to somebody who chose to stay alone.
 */
function cyclePairs(choice: Int32Array): [number, number][] {
  const count = choice.length;
  const seen = new Uint8Array(count);
  const isChosen = new Uint8Array(count + 1);
  for (const chosen of choice) isChosen[chosen] = 1;
  const people = [...choice.keys()];
  const pairs: [number, number][] = [];
  for (const start of [...people.filter((one) => isChosen[one] === 0), ...people]) {
    const way: number[] = [];
    for (let one = start; one < count && seen[one] === 0; one = choice[one] as number) {
      seen[one] = 1;
      way.push(one);
    }
    for (let at = 0; at + 1 < way.length; at += 2) pairs.push([way[at] as number, way[at + 1] as number]);
  }
  return pairs;
}

function partners(matching: PerfectMatching, { count, scores }: PeerTable, { floor }: PeerAim): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => {
    const mate = matching.mateOf(place);
    return scores.at(place, mate) < Math.max(0, floor) ? NOBODY : mate;
  });
}
