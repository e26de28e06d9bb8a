import { FORBIDDEN, NOBODY, SCORE_MAX, type PeerCase } from '../types.js';
import { PairScores } from '../pair-scores.js';

/**
 * The people who look for a peer, in an even number: with an odd one, the last place is an empty chair. It suits fully whom
 * it is offered to, who would be the third of a pair, and nobody else.
 */
export interface PeerTable {
  readonly count: number;
  /** By place; the chair is -1. */
  readonly people: Int32Array;
  /** By place. */
  readonly scores: PairScores;
  /** As `scores`, with what counts in the last stage; most often the very same. */
  readonly worths: PairScores;
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
  // Of 10,000 people there are 200 MB of them: they are not copied when everyone is in it as they are.
  if (people.length === count && count % 2 === 0)
    return { count, people: Int32Array.from(people), scores, worths: worths ?? scores };
  const places = people.length % 2 === 1 ? [...people, NOBODY] : people;
  const table = among(scores, { places, offeredTo });
  return {
    count: places.length,
    people: Int32Array.from(places),
    scores: table,
    worths: worths ? among(worths, { places, offeredTo }) : table,
  };
}

/** People in order, and after them the chair. */
function among(
  from: PairScores,
  { places, offeredTo }: { places: readonly number[]; offeredTo: ReadonlySet<number> },
): PairScores {
  const table = new PairScores(places.length);
  for (const [place, person] of places.entries()) {
    const row = table.before(place);
    if (person === NOBODY) {
      for (let other = 0; other < row.length; other += 1)
        row[other] = offeredTo.has(places[other] as number) ? SCORE_MAX : FORBIDDEN;
      continue;
    }
    const own = from.before(person);
    for (let other = 0; other < row.length; other += 1) row[other] = own[places[other] as number] as number;
  }
  return table;
}
