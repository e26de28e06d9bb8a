import type { Candidates } from '../transport/candidates.js';
import type { Neighbours } from './pair-coverage.js';
import type { PeerTable } from './peer-table.js';
import { SCORE_MAX } from '../types.js';

/** The candidates, each person's best first. */
export function neighboursFrom({ menteeCount: count, count: counts, stride, mentor, value }: Candidates): Neighbours {
  const total = counts.reduce((sum, own) => sum + own, 0);
  return sorted(count, total, (one, visit) => {
    for (let at = one * stride; at < one * stride + (counts[one] as number); at += 1) {
      visit(mentor[at] as number, value[at] as number);
    }
  });
}

/** The candidates as they are: for who looks at all of them, whatever their score. */
export function neighboursInAnyOrder({
  menteeCount: count,
  count: counts,
  stride,
  mentor,
  value,
}: Candidates): Neighbours {
  const start = new Int32Array(count + 1);
  for (let one = 0; one < count; one += 1) start[one + 1] = (start[one] as number) + (counts[one] as number);
  const other = new Int32Array(start[count] as number);
  const score = new Int32Array(other.length);
  for (let one = 0; one < count; one += 1) {
    const [from, to] = [one * stride, one * stride + (counts[one] as number)];
    other.set(mentor.subarray(from, to), start[one]);
    score.set(value.subarray(from, to), start[one]);
  }
  return { count, start, other, score };
}

/** All pairs with at least this score, each person's best first. */
export function allNeighbours({ count, scores }: PeerTable, least: number): Neighbours {
  return sorted(count, count * 64, (one, visit) => {
    for (let other = 0; other < count; other += 1) {
      const score = scores.at(one, other);
      if (score >= least) visit(other, score);
    }
  });
}

function sorted(
  count: number,
  likely: number,
  eachOf: (one: number, visit: (other: number, score: number) => void) => void,
): Neighbours {
  const start = new Int32Array(count + 1);
  const row = new Float64Array(count);
  let packed = new Float64Array(likely);
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
