import type { OpenCase } from '../transport/coverage.js';
import { SCORE_MAX, type PeerCase } from '../types.js';

const CHAIR = -1;

/**
 * The people who still look for a peer, in an even number: with an odd one, the last place is an empty chair that suits
 * everybody fully. Who gets it joins a pair as third.
 */
export interface PeerTable {
  readonly count: number;
  /** By place; the chair is -1. */
  readonly people: Int32Array;
  /** Square and symmetric, by place. Nobody pairs with oneself, whatever the diagonal says. */
  readonly scores: Int32Array;
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
  // The matrix of 10,000 people is 400 MB: it is not copied when everyone is in it as they are.
  if (open.length === count && count % 2 === 0) return { count, people: Int32Array.from(open), scores, barred };
  if (open.length % 2 === 1) open.push(CHAIR);
  const size = open.length;
  const table = new Int32Array(size * size);
  for (const [one, person] of open.entries()) {
    const row = table.subarray(one * size, (one + 1) * size);
    if (person === CHAIR) row.fill(SCORE_MAX);
    else if (open.length >= count) row.set(scores.subarray(person * count, (person + 1) * count));
    else
      for (let other = 0; other < size; other += 1)
        row[other] = scores[person * count + (open[other] as number)] as number;
    if (open[size - 1] === CHAIR) row[size - 1] = person === CHAIR || barred.has(person) ? -1 : SCORE_MAX;
    if (person === CHAIR)
      for (let other = 0; other < size; other += 1) if (barred.has(open[other] as number)) row[other] = -1;
  }
  return { count: size, people: Int32Array.from(open), scores: table, barred };
}

/** Each person twice, as mentor with one seat and as mentee: the double cover of the graph of pairs. */
export function doubleCover({ count, scores }: PeerTable): OpenCase {
  return {
    mentorCount: count,
    menteeCount: count,
    seats: new Int32Array(count).fill(1),
    isOpen: new Uint8Array(count).fill(1),
    scores,
    employ: new Uint8Array(count),
  };
}
