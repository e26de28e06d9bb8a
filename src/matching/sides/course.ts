import { solveMentors } from '../mentors/mentors.js';
import { FORBIDDEN, type MentorSolution, type SolveOptions } from '../types.js';
import { mutualIn, worthOf, type Direction, type SidedCase, type Worth } from './sided-case.js';
import { takeSides } from './many-sides.js';
import { solveSides, type SidedSolution } from './sided.js';

/** Nodes of the graph of people and seats up to which sides and pairs are searched together. */
const FEW = 300;
/** Of many, so often one of two directions is forbidden and the rest solved again. */
const MOST_ROUNDS = 40;

export interface CourseSolution extends SidedSolution {
  /** Where the prices of one solve hold for all pairs. */
  readonly priced?: MentorSolution;
}

/** Whether sides and pairs can be searched together. */
function isFewEnough(people: number, seats: number): boolean {
  return people + seats <= FEW;
}

/** Pairs up to which sides may be left open, a few seconds' work; the scores of somebody happy with either side stand in two places. */
const MOST_OPEN = 10_000_000;

/** Whether sides can be left open: in a larger case somebody happy with either side needs one beforehand. */
export function mayStayOpen(mentors: number, mentees: number): boolean {
  return mentors * mentees <= MOST_OPEN;
}

/**
 * A course of people on one side, both or either. Where nobody mentors their own mentor anyway, one solve is the proof: what is
 * not forbidden is only more. Else few are searched, and of many the weaker of two directions is forbidden until none is left.
 */
export function solveCourse(sided: SidedCase, options: SolveOptions = {}): CourseSolution {
  const seats = Array.from(sided.capacities).reduce((sum, own) => sum + Math.min(own, sided.menteeCount), 0);
  const isFew = isFewEnough(sided.menteeCount, seats);
  if (sided.isEither.includes(1)) return isFew ? solveSides(sided, options) : withSides(sided, options);
  const first = solveMentors(sided, options);
  const bound = { ...worthOf(sided, first.mentorOf), mutual: lockedMutual(sided) };
  const found = asSolution(sided, first, bound);
  if (openMutual(sided, first.mentorOf).length === 0)
    return { ...found, bound: worthOf(sided, first.mentorOf), priced: first };
  if (isFew) return solveSides(sided, options);
  return asSolution(sided, oneWay(sided, first, options), bound);
}

/** Sides are taken first; then the same stages as where everybody has one, and a bound over all sides. */
export function withSides(sided: SidedCase, options: SolveOptions): CourseSolution {
  const { fixed, solution, boundFor, highestFloor } = takeSides(sided, options);
  const { mentorOf } = solveCourse(fixed, { ...options, from: solution, floorAtMost: highestFloor });
  const worth = worthOf(sided, mentorOf);
  return { ...worth, mentorOf, bound: boundFor(worth) };
}

function asSolution(sided: SidedCase, { mentorOf }: Pick<MentorSolution, 'mentorOf'>, bound: Worth): SidedSolution {
  return { ...worthOf(sided, mentorOf), mentorOf, bound };
}

function lockedMutual(sided: SidedCase): number {
  const mentorOf = new Int32Array(sided.menteeCount).fill(-1);
  for (const [mentor, mentee] of sided.locked ?? []) mentorOf[mentee] = mentor;
  return mutualIn(sided, mentorOf).length;
}

/** Of each two who mentor each other the directions that nobody decided. */
function openMutual(sided: SidedCase, mentorOf: Int32Array): Direction[][] {
  const locked = new Set((sided.locked ?? []).map(([, mentee]) => mentee));
  return mutualIn(sided, mentorOf)
    .map((couple) => couple.filter(({ mentee }) => !locked.has(mentee)))
    .filter((couple) => couple.length > 0);
}

/** The weaker direction goes; it stays where somebody would have no mentor for it. */
function oneWay(sided: SidedCase, first: MentorSolution, options: SolveOptions): MentorSolution {
  const scores = sided.scores.slice();
  const placeOf = ({ mentor, mentee }: Direction) => mentor * sided.menteeCount + mentee;
  const scoreOf = (direction: Direction) => sided.scores[placeOf(direction)] as number;
  const kept = new Set<number>();
  let solution = first;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const weaker = openMutual(sided, solution.mentorOf)
      .map((couple) => placeOf(couple.reduce((least, one) => (scoreOf(one) < scoreOf(least) ? one : least))))
      .filter((place) => !kept.has(place));
    if (weaker.length === 0) break;
    const tried = round % 2 === 0 ? weaker : weaker.slice(0, 1);
    for (const place of tried) scores[place] = FORBIDDEN;
    const next = solveMentors({ ...sided, scores }, { ...options, from: solution });
    if (next.matched === solution.matched) {
      solution = next;
      continue;
    }
    for (const place of tried) scores[place] = sided.scores[place] as number;
    if (tried.length === 1) for (const place of tried) kept.add(place);
  }
  return solution;
}
