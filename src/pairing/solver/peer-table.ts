import type { OpenCase } from './coverage.js';
import { SCORE_MAX, type PeerCase } from './types.js';

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
  if (open.length % 2 === 1) open.push(-1);
  const people = Int32Array.from(open);
  const table = new Int32Array(people.length * people.length);
  people.forEach((person, one) => {
    people.forEach((mate, other) => {
      const isChair = person < 0 || mate < 0;
      const chairScore = barred.has(Math.max(person, mate)) ? -1 : SCORE_MAX;
      table[one * people.length + other] = isChair ? chairScore : (scores[person * count + mate] as number);
    });
  });
  return { count: people.length, people, scores: table, barred };
}

/** Each person twice, as mentor with one seat and as mentee: the double cover of the graph of pairs. */
export function doubleCover({ count, scores }: PeerTable): OpenCase {
  return {
    mentorCount: count,
    menteeCount: count,
    seats: new Int32Array(count).fill(1),
    isOpen: new Uint8Array(count).fill(1),
    scores,
  };
}
