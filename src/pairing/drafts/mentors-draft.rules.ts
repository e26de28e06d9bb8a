/** A draft of mentors with mentees. */
import { unpairedOf } from './mentors-alone.rules.js';
import { placedByRank } from './ranked.rules.js';
import { placesOfMentor, type Compared } from '../measure/compared.rules.js';
import { isKnownAsMentor } from '../measure/known.rules.js';
import type { DraftPair, DraftResult, Gap, RunnerUp } from '../words/draft.js';
import { bestOf, decidedBy, inOrder, runnersUpKept, type Cohort, type Decided } from '../cohort/draft-cohort.rules.js';
import { floorBefore, rowsBefore, stayBonus } from './stay.rules.js';
import { pairIdOf } from '../words/keys.rules.js';
import { placesOf, ScoreTable } from '../measure/scores.rules.js';
import { choosingOf, leavesRest } from '../words/setup.js';
import { chooseSides, openSides, sideRulesOf, type SideRules, type Sides } from './sides.rules.js';
import {
  compareWorth,
  mayStayOpen,
  runnerUps,
  solveCourse,
  solveMentors,
  type CourseSolution,
  type MentorSolution,
  type SidedCase,
  type SolveOptions,
} from '../../matching/index.js';

/** Who stands where, and what was decided before. */
export interface Seats extends Sides {
  table: ScoreTable;
  /** Row and column of each pair that was decided, with who locked it. */
  locked: readonly ({ row: number; column: number } & Omit<Decided, 'members'>)[];
  capacities: readonly number[];
  /** Sides of those who are happy with either were chosen before anybody was compared. */
  isChosen: boolean;
}

export function draftMentors(cohort: Cohort, options: SolveOptions): DraftResult {
  const seats = seatsOf(cohort);
  const chosen = chosenSeats(cohort, seats);
  if (leavesRest(cohort.setup)) {
    const pairs = seatedPairs(seats, chosen, undefined);
    return { pairs: inOrder(pairs), unpaired: unpairedOf(cohort, seats, pairs), proven: false };
  }
  const { mentorOf, isBest, gap, nextOf } = restPlaced(cohort, seats, { chosen, options });
  const pairs = seatedPairs(seats, mentorOf, nextOf);
  const unpaired = unpairedOf(cohort, seats, pairs);
  const { mode, objective } = cohort.setup;
  const proven = isBest && objective === 'fair' && choosingOf(mode) === undefined;
  return { pairs: inOrder(pairs), unpaired, proven, ...(gap && { gap }) };
}

/** The mentor of each mentee by what was decided and what people ranked, -1 for the rest. */
function chosenSeats({ ranked }: Cohort, { mentees, table, locked, capacities }: Seats): Int32Array {
  const left = [...capacities];
  for (const { row } of locked) left[row] = (left[row] ?? 0) - 1;
  const settled = new Set(locked.map(({ column }) => column));
  const mentorOf =
    ranked.size > 0
      ? placedByRank({ table, capacities: left, settled }, ranked)
      : new Int32Array(mentees.length).fill(-1);
  for (const { row, column } of locked) mentorOf[column] = row;
  return mentorOf;
}

/** Everybody else by score, around those who have a mentor; sides of those who are happy with either are decided with it. */
function restPlaced(
  { setup, stay }: Cohort,
  { mentors, mentees, table, capacities, either, isChosen }: Seats,
  { chosen, options }: { chosen: Int32Array; options: SolveOptions },
): { mentorOf: Int32Array; isBest: boolean; gap: Gap | undefined; nextOf: NextOf | undefined } {
  const columns = placesOf(mentees);
  const before = rowsBefore(stay, { rowOf: placesOf(mentors), columnOf: columns });
  const staying = stay.length > 0;
  const offers = (mentor: Compared) => setup.employ !== 'needed' && offersToMentor(mentor, setup.mode === 'reverse');
  const sided: SidedCase = {
    ...{ mentorCount: mentors.length, menteeCount: mentees.length, capacities, scores: table.scores },
    locked: [...chosen].flatMap((row, column) => (row < 0 ? [] : [[row, column] as const])),
    employ: Uint8Array.from(mentors, (mentor) => (offers(mentor) ? 1 : 0)),
    columnOf: Int32Array.from(mentors, ({ personId }) => columns.get(personId) ?? -1),
    isEither: Uint8Array.from(mentors, ({ personId }) => (either.has(personId) ? 1 : 0)),
    ...(staying && { stay: { mentorOf: before, bonus: stayBonus } }),
  };
  const solution = solveCourse(sided, {
    ...options,
    ...floorBefore([...before].map((row, column) => (row < 0 ? -1 : table.at(row, column)))),
    objective: setup.objective === 'sum' ? 'coverage' : 'balanced',
  });
  const isBest = compareWorth(solution.bound, solution) === 0 && !isChosen;
  const { priced } = solution;
  // With a bonus for staying, prices are not those of the scores alone.
  const isPriced = !staying && priced !== undefined && mentors.length * mentees.length <= mostPriced;
  const nextOf = isPriced ? nextBy(sided, priced, mentors) : undefined;
  return {
    mentorOf: solution.mentorOf,
    isBest,
    gap: choosingOf(setup.mode) === undefined ? gapOf(solution, isChosen) : undefined,
    nextOf,
  };
}

function offersToMentor({ wish }: Compared, isReversed: boolean): boolean {
  return wish === 'both' || wish === (isReversed ? 'mentee' : 'mentor');
}

/** At most so much better is the best that could exist; people first, as nothing after them counts against one more. */
function gapOf(solution: CourseSolution, isChosen: boolean): Gap {
  const { bound } = solution;
  return {
    people: bound.matched - solution.matched,
    weakest: Math.max(0, bound.floor - solution.floor),
    sum: Math.max(0, bound.sum - solution.sum),
    ...(isChosen && { sides: 'given' as const }),
  };
}

/** What the whole would lose at least is a bound over all placings with as many people, also of those with weaker pairs. */
function nextBy(sided: SidedCase, solution: MentorSolution, mentors: readonly Compared[]): NextOf {
  const { floor, total, certificate } = solution;
  const isBounded =
    certificate.objective === 'balanced' && floor > 0 && sided.mentorCount * sided.menteeCount <= mostBounded;
  const free = isBounded ? solveMentors(sided, { objective: 'coverage' }) : solution;
  const surplus = free.total - total;
  return (column, isFree) => {
    const all = runnerUps(sided, { ...free, mentorOf: solution.mentorOf }, column, mentors.length);
    const best = all.slice(0, runnersUpKept);
    const next = best.some(({ mentor }) => isFree(mentor)) ? undefined : all.find(({ mentor }) => isFree(mentor));
    return [...best, ...(next ? [next] : [])].map(({ mentor, score, shortfall }): RunnerUp => {
      const personId = mentors[mentor]?.personId ?? '';
      const isWeakest = certificate.objective === 'balanced' && score < floor;
      const isKnown =
        shortfall < certificate.lift / 2 && (certificate.first === 0 || shortfall < certificate.first / 2);
      return {
        ...{ personId, score, ...(isWeakest && { isWeakest }), ...(!isFree(mentor) && { taken: true }) },
        ...(isKnown && { shortfall: Math.max(0, shortfall - surplus) }),
      };
    });
  };
}

/** Pairs whose cost for the whole is looked up in a few tenths of a second. */
const mostPriced = 2_000_000;
/** Pairs up to which a second solve, without the worst pair as an aim, takes as little. */
const mostBounded = 2_000_000;

/** @param isFree whether a mentor has a place for this mentee: the best of those is always among who came next */
type NextOf = (column: number, isFree: (row: number) => boolean) => RunnerUp[];

export function seatsOf({ people, setup, seed, locked: decided, stay, yardstick, ranked }: Cohort): Seats {
  const { trainedOnly, mentorsAnswered } = setup.rules;
  const mayNot = (one: Compared) => (trainedOnly && !one.trained) || (mentorsAnswered && !isKnownAsMentor(one));
  const rules: SideRules = {
    ...{ capacity: setup.capacity, seed, ...sideRulesOf(setup) },
    settled: {
      mentorIds: new Set(decided.map(({ members }) => members[0] ?? '')),
      menteeIds: new Set(decided.map(({ members }) => members[1] ?? '')),
    },
    before: new Map(
      stay.flatMap(([mentor = '', mentee = '']) => [[mentee, 'mentee'] as const, [mentor, 'mentor'] as const]),
    ),
  };
  const open = openSides(people, rules);
  const isOpen = ranked.size === 0 && !leavesRest(setup) && mayStayOpen(open.mentors.length, open.mentees.length);
  const sides = isOpen ? open : chooseSides(people, rules);
  const { mentors, mentees } = sides;
  const locked = lockedSeats(decided, { rowOf: placesOf(mentors), columnOf: placesOf(mentees) });
  const seated = new Map<number, number>();
  for (const { row } of locked) seated.set(row, (seated.get(row) ?? 0) + 1);
  const isFlexible = (person: Compared) =>
    person.wish === 'either' || (person.wish === undefined && (!rules.mentorsAnswered || isKnownAsMentor(person)));
  return {
    ...{ ...sides, locked, isChosen: !isOpen && people.some(isFlexible) },
    table: new ScoreTable(yardstick, mentors, mentees),
    // A must makes somebody who may not mentor the mentor of one, and of nobody else.
    capacities: mentors.map((mentor, row) =>
      Math.max(mayNot(mentor) ? 0 : placesOfMentor(mentor, setup.capacity), seated.get(row) ?? 0),
    ),
  };
}

function lockedSeats(
  decided: readonly Decided[],
  { rowOf, columnOf }: { rowOf: ReadonlyMap<string, number>; columnOf: ReadonlyMap<string, number> },
): Seats['locked'] {
  return decided.flatMap(({ members: [mentor = '', mentee = ''], ...by }) => {
    const [row, column] = [rowOf.get(mentor), columnOf.get(mentee)];
    return row === undefined || column === undefined ? [] : [{ row, column, ...by }];
  });
}

export function seatedPairs(seats: Seats, mentorOf: ArrayLike<number>, nextOf: NextOf | undefined): DraftPair[] {
  const { mentors, mentees, table, locked } = seats;
  const lockedBy = new Map(locked.map((one) => [one.column, one]));
  const freeFor = freeMentors(seats, mentorOf);
  return mentees.flatMap((mentee, column): DraftPair[] => {
    const row = mentorOf[column] ?? -1;
    const mentor = mentors[row];
    if (!mentor) return [];
    const members = [mentor.personId, mentee.personId];
    const lock = lockedBy.get(column);
    const isFree = freeFor(column);
    return [
      {
        ...{ pairId: pairIdOf(members), members, score: Math.max(0, table.at(row, column)) },
        runnerUps: nextOf ? nextOf(column, isFree) : nextByScore(seats, { row, column, isFree }),
        ...(lock?.row === row && decidedBy(lock)),
      },
    ];
  });
}

/** Those with a free place; where there are none, those whom a swap would bring. */
function nextByScore(
  { mentors, table }: Seats,
  { row, column, isFree }: { row: number; column: number; isFree: (row: number) => boolean },
): RunnerUp[] {
  const free = bestOf(mentors, [row], (other) => (isFree(other) ? table.at(other, column) : -1));
  if (free.length > 0) return free;
  return bestOf(mentors, [row], (other) => table.at(other, column)).map((one) => ({ ...one, taken: true }));
}

/** Of each mentee the mentors who could take them as well, with nobody else moved. */
function freeMentors({ mentors, mentees, capacities, either }: Seats, mentorOf: ArrayLike<number>) {
  const load = new Int32Array(mentors.length);
  for (let column = 0; column < mentees.length; column += 1) {
    const row = mentorOf[column] ?? -1;
    if (row >= 0) load[row] = (load[row] ?? 0) + 1;
  }
  const [rowOf, columnOf] = [placesOf(mentors), placesOf(mentees)];
  const mentorOfRow = mentors.map(({ personId }) => mentorOf[columnOf.get(personId) ?? -1] ?? -1);
  return (column: number) => {
    const own = rowOf.get(mentees[column]?.personId ?? '');
    return (row: number): boolean => {
      const isMentored = (mentorOfRow[row] ?? -1) >= 0;
      const isTaken = isMentored && either.has(mentors[row]?.personId ?? '');
      return (load[row] ?? 0) < (capacities[row] ?? 0) && !isTaken && (own === undefined || mentorOfRow[row] !== own);
    };
  };
}
