import type { Neighbours } from './pair-coverage.js';
import { SCORE_MAX, type PeerCase } from './types.js';

/**
 * The people who still look for a peer, in an even number: with an odd one, the last place is an empty chair. Who gets
 * the chair joins a pair as third.
 */
export interface PeerTable {
  readonly count: number;
  /** By place; the chair is -1. */
  readonly people: Int32Array;
  /** Score of two places; negative when not allowed. The chair suits everybody fully and adds nothing. */
  scoreOf(one: number, other: number): number;
  /** People who may not have the chair, because no pair can take them in. */
  readonly barred: ReadonlySet<number>;
}

export function peerTable({ count, scores, locked = [] }: PeerCase, barred: ReadonlySet<number>): PeerTable {
  const isLocked = new Uint8Array(count);
  for (const person of locked.flat()) {
    if (isLocked[person] !== 0) throw new RangeError('A person is locked twice, or is not in the case');
    isLocked[person] = 1;
  }
  const open: number[] = [];
  isLocked.forEach((lockedIn, person) => {
    if (lockedIn === 0) open.push(person);
  });
  if (open.length % 2 === 1) open.push(-1);
  const people = Int32Array.from(open);
  return {
    count: people.length,
    people,
    barred,
    scoreOf: (one, other) => {
      const person = people[one] as number;
      const mate = people[other] as number;
      if (person >= 0 && mate >= 0) return scores[person * count + mate] as number;
      return barred.has(Math.max(person, mate)) ? -1 : SCORE_MAX;
    },
  };
}

/** All allowed pairs, each person's best first. */
export function allNeighbours(table: PeerTable): Neighbours {
  const { count } = table;
  const start = new Int32Array(count + 1);
  const others: number[] = [];
  const row = new Float64Array(count);
  for (let one = 0; one < count; one += 1) {
    let length = 0;
    for (let other = 0; other < count; other += 1) {
      const score = other === one ? -1 : table.scoreOf(one, other);
      if (score < 0) continue;
      row[length] = (SCORE_MAX - score) * count + other;
      length += 1;
    }
    for (const packed of row.subarray(0, length).sort()) others.push(packed);
    start[one + 1] = others.length;
  }
  const other = Int32Array.from(others, (packed) => packed % count);
  const score = Int32Array.from(others, (packed) => SCORE_MAX - Math.floor(packed / count));
  return { count, start, other, score };
}
