import type { Candidates } from '../transport/candidates.js';
import { allNeighbours, neighboursFrom } from './neighbours.js';
import { PairCoverage } from './pair-coverage.js';
import type { PeerTable } from './peer-table.js';
import { announce, stopIfCancelled } from '../run.js';
import { NOBODY, SCORE_MAX, type SolveOptions } from '../types.js';

/** The floor that everybody's best score would allow, if all can be paired. */
export function highestFloor(best: Int32Array, { floorAtMost = SCORE_MAX }: SolveOptions): number {
  return Math.max(0, Math.min(floorAtMost, boundOf(best, 0).score));
}

/** As many pairs as can be; over candidates when these already pair everyone, at best with `hoped` for the worst pair. */
export function pairMost(table: PeerTable, candidates: Candidates, hoped: number) {
  const quick = new PairCoverage(neighboursFrom(candidates));
  if ((hoped > 0 && quick.grow(hoped, 0)) || quick.grow(0, 0)) {
    return { partner: quick.partner, barrier: new Uint8Array(table.count) };
  }
  quick.grow(0, table.count);
  const barrier = quick.barrier();
  if (isProof(table, barrier, 0, table.count - 2 * quick.pairs)) return { partner: quick.partner, barrier };
  const all = new PairCoverage(allNeighbours(table, 0));
  all.restart(quick.partner, 0);
  all.grow(0, table.count);
  return { partner: all.partner, barrier: all.barrier() };
}

/** As `raiseFloor` for mentors: bisection over candidates, then over all pairs unless nobody could do better anyway. */
export function raisePeerFloor(
  table: PeerTable,
  { candidates, best: bestOf, start }: { candidates: Candidates; best: Int32Array; start: Int32Array },
  options: SolveOptions,
) {
  announce(options, 'floor');
  const alone = start.reduce((sum, mate) => sum + (mate === NOBODY ? 1 : 0), 0);
  const bound = boundOf(bestOf, alone);
  const highest = Math.min(options.floorAtMost ?? SCORE_MAX, bound.score);
  let barrier: Uint8Array | null = null;
  let best = start;
  let reached = Math.min(worstOf(table, start), highest);
  const search = (coverage: PairCoverage, first: number) => {
    let [tried, failed] = [first, highest + 1];
    while (reached + 1 < failed) {
      stopIfCancelled(options);
      coverage.restart(best, tried);
      if (coverage.grow(tried, alone)) {
        best = coverage.partner.slice();
        reached = Math.min(worstOf(table, best), highest);
      } else {
        failed = tried;
        barrier = coverage.barrier();
      }
      tried = (reached + failed) >> 1;
    }
  };
  if (start.length > 0 && reached < highest) search(new PairCoverage(neighboursFrom(candidates)), highest);
  // The cast holds because the search assigns it.
  const found = barrier as Uint8Array | null;
  const isProven = found !== null && isProof(table, found, reached + 1, alone + 1);
  if (reached < highest && !isProven) search(new PairCoverage(allNeighbours(table, reached)), reached + 1);
  return { threshold: reached, barrier: reached === bound.score ? bound.barrier : barrier, start: best };
}

/** Whether so many stay alone by this barrier among all pairs from a score up, not only candidates: far less to look at than all pairs in order. */
function isProof({ count, scores }: PeerTable, barrier: Uint8Array, least: number, alone: number): boolean {
  let unseen = [...barrier.keys()].filter((place) => barrier[place] === 0);
  let proven = unseen.length - count;
  for (let start = unseen.pop(); start !== undefined; start = unseen.pop()) {
    const part = [start];
    for (const place of part) {
      const further: number[] = [];
      for (const next of unseen) (scores.at(place, next) >= least ? part : further).push(next);
      unseen = further;
    }
    proven += part.length % 2;
  }
  return proven >= alone;
}

/** All but `alone` people need a score at least so good; above it, more of them are parts of one without anyone else. */
function boundOf(best: Int32Array, alone: number) {
  const count = best.length;
  return {
    score: count === alone ? SCORE_MAX : (best.slice().sort()[alone] as number),
    barrier: new Uint8Array(count),
  };
}

function worstOf({ scores }: PeerTable, partner: Int32Array): number {
  let worst = SCORE_MAX;
  partner.forEach((mate, place) => {
    if (mate > place) worst = Math.min(worst, scores.at(place, mate));
  });
  return worst;
}
