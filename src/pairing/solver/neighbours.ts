import { Candidates } from './candidates.js';
import type { Neighbours } from './pair-coverage.js';
import type { PeerTable } from './peer-table.js';
import { SCORE_MAX } from './types.js';

/** Up to so many people all pairs are candidates. */
const FEW = 250;
const PER_PERSON = 40;
const SAMPLE = 256;

/** Pairs worth looking at, both ways round, and everyone's best score (-1: none). */
export function firstPairs({ count, scores }: PeerTable): { pairs: Candidates; best: Int32Array } {
  const pairs = new Candidates(count, count <= FEW ? Math.max(1, count) : PER_PERSON * 3);
  const best = new Int32Array(count).fill(-1);
  const enough = Int32Array.from(best, (_, one) => (count <= FEW ? 0 : thresholdOf(scores, count, one)));
  for (let one = 0; one < count; one += 1) {
    const row = one * count;
    const own = enough[one] as number;
    let most = best[one] as number;
    let taken = 0;
    for (let other = one + 1; other < count; other += 1) {
      const score = scores[row + other] as number;
      if (score > most) most = score;
      if (score > (best[other] as number)) best[other] = score;
      if (score < own && score < (enough[other] as number)) continue;
      if (score < 0 || (count > FEW && taken >= 2 * PER_PERSON)) continue;
      taken += 1;
      pairs.add(one, other, score);
      pairs.add(other, one, score);
    }
    best[one] = most;
  }
  return { pairs, best };
}

/** A score that about `PER_PERSON` others reach, by the ranks in a sample. */
function thresholdOf(scores: Int32Array, count: number, one: number): number {
  const step = Math.max(1, Math.floor(count / SAMPLE));
  const sample = new Int32Array(Math.ceil(count / step));
  for (let at = 0; at < sample.length; at += 1)
    sample[at] = scores[one * count + ((at * step + one) % count)] as number;
  return sample.sort()[Math.max(0, sample.length - 1 - Math.ceil((PER_PERSON * sample.length) / count))] as number;
}

/** The candidates, each person's best first. */
export function neighboursFrom({ menteeCount: count, count: counts, stride, mentor, value }: Candidates): Neighbours {
  return sorted(count, (one, visit) => {
    for (let at = one * stride; at < one * stride + (counts[one] as number); at += 1) {
      visit(mentor[at] as number, value[at] as number);
    }
  });
}

/** All pairs with at least this score, each person's best first. */
export function allNeighbours({ count, scores }: PeerTable, least: number): Neighbours {
  return sorted(count, (one, visit) => {
    for (let other = 0; other < count; other += 1) {
      const score = scores[one * count + other] as number;
      if (score >= least && other !== one) visit(other, score);
    }
  });
}

function sorted(
  count: number,
  eachOf: (one: number, visit: (other: number, score: number) => void) => void,
): Neighbours {
  const start = new Int32Array(count + 1);
  const row = new Float64Array(count);
  let packed = new Float64Array(count * 64);
  let total = 0;
  for (let one = 0; one < count; one += 1) {
    let length = 0;
    eachOf(one, (other, score) => {
      row[length] = (SCORE_MAX - score) * count + other;
      length += 1;
    });
    if (total + length > packed.length) {
      const wider = new Float64Array(Math.max(packed.length * 2, total + length));
      wider.set(packed);
      packed = wider;
    }
    packed.set(row.subarray(0, length).sort(), total);
    total += length;
    start[one + 1] = total;
  }
  const other = new Int32Array(total);
  const score = new Int32Array(total);
  for (let at = 0; at < total; at += 1) {
    const key = packed[at] as number;
    other[at] = key % count;
    score[at] = SCORE_MAX - Math.floor(key / count);
  }
  return { count, start, other, score };
}
