import type { OpenCase } from '../transport/coverage.js';
import { FORBIDDEN, NOBODY, SCORE_MAX, type PeerCase } from '../types.js';

/**
 * The people who look for a peer, in an even number: with an odd one, the last place is an empty chair. It suits fully whom
 * it is offered to, who would be the third of a pair, and nobody else.
 */
export interface PeerTable {
  readonly count: number;
  /** By place; the chair is -1. */
  readonly people: Int32Array;
  /** Square and symmetric, by place. Nobody pairs with oneself, whatever the diagonal says. */
  readonly scores: Int32Array;
  /** As `scores`, with what counts in the last stage; most often the very same. */
  readonly worths: Int32Array;
}

/** Whom the chair is offered to, and whom it is about. */
export interface Seated {
  readonly people: readonly number[];
  readonly offeredTo: ReadonlySet<number>;
}

/** Who is not locked, in order. */
export function openPeople({ count, locked = [] }: PeerCase): number[] {
  const isLocked = new Uint8Array(count);
  for (const person of locked.flat()) {
    if (isLocked[person] !== 0) throw new RangeError('A person is locked twice, or is not in the case');
    isLocked[person] = 1;
  }
  return [...isLocked.keys()].filter((person) => isLocked[person] === 0);
}

export function peerTable({ count, scores, worths }: PeerCase, { people, offeredTo }: Seated): PeerTable {
  // The matrix of 10,000 people is 400 MB: it is not copied when everyone is in it as they are.
  if (people.length === count && count % 2 === 0)
    return { count, people: Int32Array.from(people), scores, worths: worths ?? scores };
  const places = people.length % 2 === 1 ? [...people, NOBODY] : people;
  const table = among(scores, count, { places, offeredTo });
  return {
    count: places.length,
    people: Int32Array.from(places),
    scores: table,
    worths: worths ? among(worths, count, { places, offeredTo }) : table,
  };
}

function among(
  from: Int32Array,
  count: number,
  { places, offeredTo }: { places: readonly number[]; offeredTo: ReadonlySet<number> },
): Int32Array {
  const size = places.length;
  const chair = places[size - 1] === NOBODY ? size - 1 : size;
  const table = new Int32Array(size * size);
  const seat = (one: number) => (offeredTo.has(places[one] as number) ? SCORE_MAX : FORBIDDEN);
  for (let one = 0; one < chair; one += 1) {
    const person = places[one] as number;
    const row = table.subarray(one * size, (one + 1) * size);
    if (chair >= count) row.set(from.subarray(person * count, (person + 1) * count));
    else
      for (let other = 0; other < chair; other += 1)
        row[other] = from[person * count + (places[other] as number)] as number;
    if (chair < size) row[chair] = table[chair * size + one] = seat(one);
  }
  return table;
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
