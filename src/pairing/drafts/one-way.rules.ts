/** Who wishes for both is "mentor of one person, and mentee of another": nobody mentors their own mentor. */
import { solveMentors, type MentorCase, type MentorSolution, type SolveOptions } from '../../matching/index.js';

/** Of everybody who stands on both sides: their column by their row, and back; -1 for the rest. */
export interface BothSides {
  columnOf: Int32Array;
  rowOf: Int32Array;
}

export interface OneWay {
  solution: MentorSolution;
  /** No pairing at all is better, also not one in which two mentor each other. */
  isBest: boolean;
}

export function bothSides<T extends { personId: string }>(mentors: readonly T[], mentees: readonly T[]): BothSides {
  const places = new Map(mentees.map(({ personId }, column) => [personId, column]));
  const columnOf = Int32Array.from(mentors, ({ personId }) => places.get(personId) ?? -1);
  const rowOf = new Int32Array(mentees.length).fill(-1);
  for (const [row, column] of columnOf.entries()) if (column >= 0) rowOf[column] = row;
  return { columnOf, rowOf };
}

/** Whether this mentor is mentored by this mentee. */
export function isMutual({ columnOf, rowOf }: BothSides, mentorOf: ArrayLike<number>, row: number, column: number) {
  const own = columnOf[row] ?? -1;
  return own >= 0 && (rowOf[column] ?? -1) >= 0 && mentorOf[own] === rowOf[column];
}

/**
 * Solves, and where two would mentor each other forbids the weaker direction (-1 in the scores of the case, which it
 * changes) and solves again from there. A direction stays where forbidding it would leave one more without a partner.
 */
export function solveOneWay(mentorCase: MentorCase, both: BothSides, options: SolveOptions): OneWay {
  const first = solveMentors(mentorCase, options);
  const decided = new Set((mentorCase.locked ?? []).map(([, column]) => column));
  const kept = new Set<number>();
  let solution = first;
  for (;;) {
    const weaker = weakerDirections(mentorCase, { both, mentorOf: solution.mentorOf, decided }).filter(
      (place) => !kept.has(place),
    );
    if (weaker.length === 0) break;
    if (forbid(weaker)) continue;
    for (const place of weaker) if (weaker.length === 1 || !forbid([place])) kept.add(place);
  }
  return { solution, isBest: solution.floor === first.floor && solution.total === first.total };

  /** False, and all as before, where it would cost somebody the partner. */
  function forbid(places: readonly number[]): boolean {
    const { scores } = mentorCase;
    const before = places.map((place) => scores[place] ?? -1);
    for (const place of places) scores[place] = -1;
    const next = solveMentors(mentorCase, { ...options, from: solution });
    if (next.matched === solution.matched) {
      solution = next;
      return true;
    }
    for (const [index, place] of places.entries()) scores[place] = before[index] ?? -1;
    return false;
  }
}

/** Of each two who mentor each other the place in the scores of the direction that counts less, unless it was decided. */
function weakerDirections(
  { scores, menteeCount }: MentorCase,
  { both, mentorOf, decided }: { both: BothSides; mentorOf: ArrayLike<number>; decided: ReadonlySet<number> },
): number[] {
  const found: number[] = [];
  for (let column = 0; column < menteeCount; column += 1) {
    const row = mentorOf[column] ?? -1;
    const other = row < 0 ? -1 : (both.columnOf[row] ?? -1);
    if (other <= column || !isMutual(both, mentorOf, row, column)) continue;
    const places = [
      { place: row * menteeCount + column, column },
      { place: (mentorOf[other] ?? 0) * menteeCount + other, column: other },
    ].filter((one) => !decided.has(one.column));
    const [weaker] = places.sort((one, another) => (scores[one.place] ?? 0) - (scores[another.place] ?? 0));
    if (weaker) found.push(weaker.place);
  }
  return found;
}
