import { PerfectMatching } from './blossom.js';
import type { Candidates } from './candidates.js';
import { missedPairs } from './missed-pairs.js';
import { pairValues, putBothWays, type PairValues, type PeerAim } from './pair-values.js';
import { doubleCover, type PeerTable } from './peer-table.js';
import { roundedPairs } from './rounded-pairs.js';
import { reduceRows } from './row-reduction.js';
import { announce } from './run.js';
import { settle, type TransportState } from './transport.js';
import { NOBODY, type SolveOptions } from './types.js';
import { valueOf } from './values.js';

/** Even, so that halves of slacks stay integers; see `PerfectMatching`. */
const SCALE = 2;

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
  const cover = { capacities: doubleCover(table).seats, candidates, alone: values.apart };
  if ((options.enough ?? 1) < 1 && !aim.start.includes(NOBODY)) {
    const rounded = roundedPairs(values, candidates, state, options);
    if (rounded) return rounded;
  } else reduceRows(cover, state);
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
