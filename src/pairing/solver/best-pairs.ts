import { PerfectMatching } from './blossom.js';
import { liftFor, valueOf } from './values.js';
import type { PeerTable } from './peer-table.js';
import type { Objective } from './types.js';

interface Aim {
  readonly objective: Objective;
  readonly floor: number;
  /** As many as can be made. */
  readonly pairs: number;
}

/** Even, so that halves of slacks stay integers; see `PerfectMatching`. */
const SCALE = 2;

/** The greatest sum over pairs from the floor up, with its duals. */
export function bestPairs(table: PeerTable, aim: Aim) {
  const { count } = table;
  const worth = pairValues(table, aim);
  const lonely = 2 * aim.pairs < count || aim.objective === 'sum';
  const ends: number[] = [];
  const values: number[] = [];
  let greatest = 0;
  for (let one = 0; one < count; one += 1) {
    for (let other = one + 1; other < count; other += 1) {
      const value = worth(one, other);
      if (value === undefined) continue;
      greatest = Math.max(greatest, value);
      ends.push(one, other);
      values.push(SCALE * value);
    }
  }
  const apart = aim.objective === 'sum' ? 0 : -liftFor(greatest, aim.pairs);
  if (lonely) {
    for (let one = 0; one < count; one += 1) {
      for (let other = one + 1; other < count; other += 1) {
        if (worth(one, other) !== undefined) continue;
        ends.push(one, other);
        values.push(SCALE * apart);
      }
    }
  }
  const edges = { nodeCount: count, ends: Int32Array.from(ends), values: Float64Array.from(values) };
  const matching = new PerfectMatching(edges, new Float64Array(count).fill(SCALE * Math.max(greatest, apart)));
  matching.solve();
  const partner = Int32Array.from({ length: count }, (_, place) => {
    const mate = matching.mateOf(place);
    return worth(place, mate) === undefined ? -1 : mate;
  });
  const duals = { apart, scale: SCALE, prices: matching.prices.slice(0, count), sets: matching.pricedSets() };
  return { partner, duals };
}

/** Undefined where the pair is not allowed. */
function pairValues(table: PeerTable, { objective, floor }: Aim): (one: number, other: number) => number | undefined {
  const chair = table.people.indexOf(-1);
  return (one, other) => {
    const score = table.scoreOf(one, other);
    if (score < 0) return undefined;
    if (one === chair || other === chair) return 0;
    return score < floor ? undefined : valueOf(score, objective);
  };
}
