import type { Candidates } from '../transport/candidates.js';
import type { Neighbours } from './pair-coverage.js';
import type { PeerTable } from './peer-table.js';
import { SCORE_MAX } from '../types.js';

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
