/** A draft of mentors with mentees. */
import { whyAlone } from '../cohort/alone.rules.js';
import { placedByRank } from './ranked.rules.js';
import { placesOfMentor, type Compared } from '../measure/compared.rules.js';
import type { DraftPair, DraftResult, RunnerUp, Unpaired } from '../words/draft.js';
import { bestOf, decidedBy, inOrder, type Cohort, type Decided } from '../cohort/draft-cohort.rules.js';
import { floorBefore, rowsBefore, stayBonus } from './stay.rules.js';
import { employIdleMentors } from './idle-mentors.rules.js';
import { pairIdOf } from '../words/keys.rules.js';
import { bothSides, isMutual, solveOneWay } from './one-way.rules.js';
import { placesOf, ScoreTable } from '../measure/scores.rules.js';
import { choosingOf, leavesRest } from '../words/setup.js';
import { chooseSides, type Sides } from './sides.rules.js';
import { runnerUps, type SolveOptions } from '../../matching/index.js';

/** Who stands where, and what was decided before. */
export interface Seats extends Sides {
  table: ScoreTable;
  /** Row and column of each pair that was decided, with who locked it. */
  locked: readonly ({ row: number; column: number } & Pick<Decided, 'lockedBy' | 'placedBy'>)[];
  capacities: readonly number[];
}

export function draftMentors(cohort: Cohort, options: SolveOptions): DraftResult {
  const seats = seatsOf(cohort);
  const chosen = chosenSeats(cohort, seats);
  const { mentorOf, isBest, nextOf } = leavesRest(cohort.setup)
    ? { mentorOf: chosen, isBest: false, nextOf: undefined }
    : restPlaced(cohort, seats, { chosen, options });
  const pairs = seatedPairs(seats, mentorOf, nextOf);
  const unpaired = unpairedOf(cohort, seats, pairs);
  const { mode, objective } = cohort.setup;
  const proven = isBest && objective === 'fair' && choosingOf(mode) === undefined;
  return { pairs: inOrder(pairs), unpaired, proven };
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

/** Everybody else by score, around those who have a mentor. */
function restPlaced(
  { setup, stay }: Cohort,
  { mentors, mentees, table, capacities }: Seats,
  { chosen, options }: { chosen: Int32Array; options: SolveOptions },
): { mentorOf: Int32Array; isBest: boolean; nextOf: NextOf | undefined } {
  const before = rowsBefore(stay, { rowOf: placesOf(mentors), columnOf: placesOf(mentees) });
  const staying = stay.length > 0;
  const mentorCase = {
    ...{ mentorCount: mentors.length, menteeCount: mentees.length, capacities, scores: table.scores },
    locked: [...chosen].flatMap((row, column) => (row < 0 ? [] : [[row, column] as const])),
    ...(staying && { stay: { mentorOf: before, bonus: stayBonus } }),
  };
  const both = bothSides(mentors, mentees);
  const { solution, isBest } = solveOneWay(mentorCase, both, {
    ...options,
    ...floorBefore([...before].map((row, column) => (row < 0 ? -1 : table.at(row, column)))),
    objective: setup.objective === 'sum' ? 'coverage' : 'balanced',
  });
  const { mentorOf } = solution;
  const moved = employIdleMentors({
    mentorOf,
    mentorCount: mentors.length,
    isLocked: (column) => (chosen[column] ?? -1) >= 0,
    scoreOf: (row, column) => {
      const may = (capacities[row] ?? 0) > 0 && !isMutual(both, mentorOf, row, column);
      const score = may ? table.at(row, column) : -1;
      return score >= 0 && before[column] === row ? score + stayBonus : score;
    },
  });
  // Prices are those of what was solved: where somebody was moved afterwards, or a bonus counted, they prove nothing.
  const isPriced = !staying && moved === 0 && mentors.length * mentees.length <= mostPriced;
  const nextOf = (column: number) =>
    runnerUps(mentorCase, solution, column, 3).map(({ mentor, score, shortfall, isBelowFloor }): RunnerUp => {
      const personId = mentors[mentor]?.personId ?? '';
      return { personId, score, shortfall, ...(isBelowFloor && { isWeakest: true }) };
    });
  return { mentorOf, isBest: isBest && moved === 0, nextOf: isPriced ? nextOf : undefined };
}

type NextOf = (column: number) => RunnerUp[];

/** Pairs whose cost for the whole is looked up in a few tenths of a second. */
const mostPriced = 2_000_000;

export function seatsOf({ people, setup, seed, locked: decided, stay, yardstick }: Cohort): Seats {
  const sides = chooseSides(people, {
    ...{ capacity: setup.capacity, seed, trainedOnly: setup.rules.trainedOnly, reversed: setup.mode === 'reverse' },
    settled: {
      mentorIds: new Set(decided.map(({ members }) => members[0] ?? '')),
      menteeIds: new Set(decided.map(({ members }) => members[1] ?? '')),
    },
    before: new Map(
      stay.flatMap(([mentor = '', mentee = '']) => [[mentee, 'mentee'] as const, [mentor, 'mentor'] as const]),
    ),
  });
  const { mentors, mentees } = sides;
  const locked = lockedSeats(decided, { rowOf: placesOf(mentors), columnOf: placesOf(mentees) });
  const seated = new Map<number, number>();
  for (const { row } of locked) seated.set(row, (seated.get(row) ?? 0) + 1);
  return {
    ...sides,
    locked,
    table: new ScoreTable(yardstick, mentors, mentees),
    capacities: mentors.map((mentor, row) => Math.max(placesOfMentor(mentor, setup.capacity), seated.get(row) ?? 0)),
  };
}

/** A mentee has one mentor: of two that were decided the first counts. */
function lockedSeats(
  decided: readonly Decided[],
  { rowOf, columnOf }: { rowOf: ReadonlyMap<string, number>; columnOf: ReadonlyMap<string, number> },
): Seats['locked'] {
  const taken = new Set<number>();
  return decided.flatMap(({ members: [mentor = '', mentee = ''], ...by }) => {
    const [row, column] = [rowOf.get(mentor), columnOf.get(mentee)];
    if (row === undefined || column === undefined || taken.has(column)) return [];
    taken.add(column);
    return [{ row, column, ...by }];
  });
}

export function seatedPairs(
  { mentors, mentees, table, locked }: Seats,
  mentorOf: ArrayLike<number>,
  nextOf: NextOf | undefined,
): DraftPair[] {
  const lockedBy = new Map(locked.map((one) => [one.column, one]));
  return mentees.flatMap((mentee, column): DraftPair[] => {
    const row = mentorOf[column] ?? -1;
    const mentor = mentors[row];
    if (!mentor) return [];
    const members = [mentor.personId, mentee.personId];
    const lock = lockedBy.get(column);
    const priced = nextOf?.(column) ?? [];
    return [
      {
        ...{ pairId: pairIdOf(members), members, score: Math.max(0, table.at(row, column)) },
        runnerUps: priced.length > 0 ? priced : bestOf(mentors, [row], (other) => table.at(other, column)),
        ...(lock?.row === row && decidedBy(lock)),
      },
    ];
  });
}

function unpairedOf(
  { yardstick, setup }: Cohort,
  { mentors, mentees, barred }: Seats,
  pairs: readonly DraftPair[],
): Unpaired[] {
  const paired = new Set(pairs.flatMap((pair) => pair.members));
  const left = ({ personId }: Compared, reason: 'noPlace' | 'noMentee', side: 'mentor' | 'mentee'): Unpaired =>
    leavesRest(setup) ? { personId, reason: 'notChosen' } : { personId, reason, side };
  const alone = (list: readonly Compared[]) => list.filter(({ personId }) => !paired.has(personId));
  const asMentees = alone(mentees).map((person): Unpaired => {
    const why = whyAlone(yardstick, person, mentors, (mentor) => [mentor, person]);
    return why ? { ...why, side: 'mentee' } : left(person, 'noPlace', 'mentee');
  });
  const told = new Set(asMentees.map(({ personId }) => personId));
  const lonely = alone(mentors).filter(({ personId }) => !told.has(personId));
  const asMentors = lonely.map((person): Unpaired => {
    const why = whyAlone(yardstick, person, mentees, (mentee) => [person, mentee]);
    return why ? { ...why, side: 'mentor' } : left(person, 'noMentee', 'mentor');
  });
  return [...asMentees, ...asMentors, ...barred.filter(({ personId }) => !paired.has(personId))];
}
