import type { MentorCase } from '../types.js';

/**
 * Mentors and mentees of whom some are the same people. Who stands on both sides may have a mentor and mentees at once, but nobody
 * mentors their own mentor where that can be helped; who is happy with either side takes one of them.
 */
export interface SidedCase extends MentorCase {
  /** By mentor the same person's place among the mentees; -1: stands on one side only. */
  readonly columnOf: Int32Array;
  /** 1 where the person takes one of both sides. Of these a locked pair has decided nothing. */
  readonly isEither: Uint8Array;
}

/** What is best, first things first; whoever is happy with either side is matched by a pair on either. */
export interface Worth {
  readonly matched: number;
  /** Two who mentor each other. */
  readonly mutual: number;
  readonly employed: number;
  /** -1 without a pair of which the score counts. */
  readonly floor: number;
  /** With the bonus for staying. */
  readonly sum: number;
}

export interface Direction {
  readonly mentor: number;
  readonly mentee: number;
}

/** Pairs that the person who happens to stand on both sides makes with each other; the lower mentor first. */
export function mutualIn(
  { columnOf }: Pick<SidedCase, 'columnOf'>,
  mentorOf: ArrayLike<number>,
): [Direction, Direction][] {
  const found: [Direction, Direction][] = [];
  const rowOf = rowsOf(columnOf, mentorOf.length);
  for (let mentee = 0; mentee < mentorOf.length; mentee += 1) {
    const mentor = mentorOf[mentee] as number;
    const [own, back] = [rowOf[mentee] as number, mentor < 0 ? -1 : (columnOf[mentor] as number)];
    if (own < 0 || back < 0 || own >= mentor || mentorOf[back] !== own) continue;
    found.push([
      { mentor: own, mentee: back },
      { mentor, mentee },
    ]);
  }
  return found;
}

/** By mentee the same person's place among the mentors, -1 for the rest. */
export function rowsOf(columnOf: Int32Array, menteeCount: number): Int32Array {
  const rowOf = new Int32Array(menteeCount).fill(-1);
  columnOf.forEach((column, row) => {
    if (column >= 0) rowOf[column] = row;
  });
  return rowOf;
}

export function worthOf(sided: SidedCase, mentorOf: ArrayLike<number>): Worth {
  const { mentorCount, menteeCount, scores, locked = [], stay, employ, columnOf, isEither } = sided;
  const isLocked = new Uint8Array(menteeCount);
  for (const [, mentee] of locked) isLocked[mentee] = 1;
  const busy = new Uint8Array(mentorCount);
  let [matched, floor, sum] = [0, Infinity, 0];
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    const mentor = mentorOf[mentee] as number;
    if (mentor < 0) continue;
    const score = scores[mentor * menteeCount + mentee] as number;
    busy[mentor] = 1;
    matched += 1;
    sum += Math.max(0, score) + (stay?.mentorOf[mentee] === mentor && isLocked[mentee] === 0 ? stay.bonus : 0);
    if (isLocked[mentee] === 0) floor = Math.min(floor, score);
  }
  busy.forEach((is, mentor) => {
    if (is === 1 && isEither[mentor] === 1 && (mentorOf[columnOf[mentor] as number] as number) < 0) matched += 1;
  });
  const employed = employ?.reduce((so, wanted, mentor) => so + (wanted === 1 && busy[mentor] === 1 ? 1 : 0), 0) ?? 0;
  return { matched, mutual: mutualIn(sided, mentorOf).length, employed, floor: floor === Infinity ? -1 : floor, sum };
}

/** Positive where the first is better. */
export function compareWorth(one: Worth, other: Worth): number {
  return (
    one.matched - other.matched ||
    other.mutual - one.mutual ||
    one.employed - other.employed ||
    one.floor - other.floor ||
    one.sum - other.sum
  );
}
