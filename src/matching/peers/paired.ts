import { bestPairs } from './best-pairs.js';
import { firstPairs } from './first-pairs.js';
import { highestFloor, pairMost, raisePeerFloor } from './peer-floor.js';
import { peerTable, type PeerTable, type Seated } from './peer-table.js';
import { announce } from '../run.js';
import { NOBODY, type PeerCase, type PeerCertificate, type SolveOptions } from '../types.js';

export type Pair = readonly [number, number];

/** The best pairs of some of the people, by place in the table and by person. */
export interface Paired {
  readonly table: PeerTable;
  readonly pairs: readonly Pair[];
  readonly alone: readonly number[];
  /** Who got the chair. */
  readonly third: number | undefined;
  /** Lowest score that a pair may have; 0 where the worst pair is no aim. */
  readonly threshold: number;
  readonly certificate: PeerCertificate;
  /** What the pairs count together in the last stage. */
  readonly worth: number;
}

const nobody: ReadonlySet<number> = new Set();

/** Stage by stage, with the proof of each. */
export function pairedBest(
  peerCase: PeerCase,
  seated: Pick<Seated, 'people'> & Partial<Seated>,
  options: SolveOptions,
): Paired {
  const table = peerTable(peerCase, { offeredTo: nobody, ...seated });
  const objective = options.objective ?? 'balanced';
  announce(options, 'coverage');
  const { pairs: candidates, best: bestOf } = firstPairs(table);
  const aimsAtFloor = objective === 'balanced' || objective === 'fair';
  const most = pairMost(table, candidates, aimsAtFloor ? highestFloor(bestOf, options) : 0);
  const floor = aimsAtFloor
    ? raisePeerFloor(table, { candidates, best: bestOf, start: most.partner }, options)
    : { threshold: 0, barrier: null, start: most.partner };
  const aim = { objective, floor: floor.threshold, start: floor.start, candidates };
  const { partner, duals, worth } = bestPairs(table, aim, options);
  const coverage = objective === 'sum' ? null : most.barrier;
  return {
    ...{ table, ...readPlaces(table, partner), threshold: floor.threshold, worth },
    certificate: { objective, coverage, floor: floor.barrier, ...duals },
  };
}

function readPlaces({ people }: PeerTable, partner: Int32Array) {
  const pairs: Pair[] = [];
  const alone: number[] = [];
  let third: number | undefined;
  partner.forEach((mate, place) => {
    const one = people[place] as number;
    const other = mate === NOBODY ? NOBODY : (people[mate] as number);
    if (one === NOBODY) return;
    if (mate === NOBODY) alone.push(one);
    else if (other === NOBODY) third = one;
    else if (place < mate) pairs.push([one, other]);
  });
  return { pairs, alone, third };
}
