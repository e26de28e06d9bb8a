/** A draft of mentors with mentees. */
import { whyAlone } from './alone.rules.js';
import type { Compared } from './compared.rules.js';
import type { DraftPair, DraftResult, Unpaired } from './draft.js';
import { bestOf, inOrder, type Cohort, type Locked } from './draft-cohort.rules.js';
import { employIdleMentors } from './idle-mentors.rules.js';
import { pairIdOf } from './keys.rules.js';
import { placesOf, ScoreTable } from './scores.rules.js';
import { chooseSides, placesOfMentor, type Sides } from './sides.rules.js';
import { solveMentors, type SolveOptions } from './solver/index.js';

/** Who stands where, and what was decided before. */
export interface Seats extends Sides {
  table: ScoreTable;
  /** Row and column of each locked pair, with who locked it. */
  locked: readonly { row: number; column: number; lockedBy: string }[];
  capacities: readonly number[];
}

export function draftMentors(cohort: Cohort, options: SolveOptions): DraftResult {
  const seats = seatsOf(cohort);
  const { mentors, mentees, table, locked, capacities } = seats;
  const { mentorOf } = solveMentors(
    {
      ...{ mentorCount: mentors.length, menteeCount: mentees.length, capacities, scores: table.scores },
      locked: locked.map(({ row, column }) => [row, column] as const),
    },
    { ...options, objective: cohort.setup.objective === 'sum' ? 'coverage' : 'balanced' },
  );
  const lockedColumns = new Set(locked.map(({ column }) => column));
  const moved = employIdleMentors({
    mentorOf,
    mentorCount: mentors.length,
    isLocked: (column) => lockedColumns.has(column),
    scoreOf: (row, column) => ((capacities[row] ?? 0) > 0 ? table.at(row, column) : -1),
  });
  const pairs = seatedPairs(seats, mentorOf);
  const unpaired = unpairedOf(cohort, seats, pairs);
  return { pairs: inOrder(pairs), unpaired, proven: moved === 0 && cohort.setup.objective === 'fair' };
}

export function seatsOf({ people, setup, seed, locked: decided, yardstick }: Cohort): Seats {
  const sides = chooseSides(people, {
    ...{ capacity: setup.capacity, seed, trainedOnly: setup.rules.trainedOnly, reversed: setup.mode === 'reverse' },
    settled: {
      mentorIds: new Set(decided.map(({ members }) => members[0] ?? '')),
      menteeIds: new Set(decided.map(({ members }) => members[1] ?? '')),
    },
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
  decided: readonly Locked[],
  { rowOf, columnOf }: { rowOf: ReadonlyMap<string, number>; columnOf: ReadonlyMap<string, number> },
): Seats['locked'] {
  const taken = new Set<number>();
  return decided.flatMap(({ members: [mentor = '', mentee = ''], lockedBy }) => {
    const [row, column] = [rowOf.get(mentor), columnOf.get(mentee)];
    if (row === undefined || column === undefined || taken.has(column)) return [];
    taken.add(column);
    return [{ row, column, lockedBy }];
  });
}

export function seatedPairs({ mentors, mentees, table, locked }: Seats, mentorOf: ArrayLike<number>): DraftPair[] {
  const lockedBy = new Map(locked.map((one) => [one.column, one]));
  return mentees.flatMap((mentee, column): DraftPair[] => {
    const row = mentorOf[column] ?? -1;
    const mentor = mentors[row];
    if (!mentor) return [];
    const members = [mentor.personId, mentee.personId];
    const lock = lockedBy.get(column);
    return [
      {
        ...{ pairId: pairIdOf(members), members, score: Math.max(0, table.at(row, column)) },
        runnerUps: bestOf(mentors, [row], (other) => table.at(other, column)),
        ...(lock?.row === row && { lockedBy: lock.lockedBy }),
      },
    ];
  });
}

function unpairedOf(
  { yardstick }: Cohort,
  { mentors, mentees, barred }: Seats,
  pairs: readonly DraftPair[],
): Unpaired[] {
  const paired = new Set(pairs.flatMap((pair) => pair.members));
  const alone = (list: readonly Compared[]) => list.filter(({ personId }) => !paired.has(personId));
  const asMentees = alone(mentees).map((person): Unpaired => {
    const why = whyAlone(yardstick, person, mentors, (mentor) => [mentor, person]);
    return { ...(why ?? { personId: person.personId, reason: 'noPlace' }), side: 'mentee' };
  });
  const told = new Set(asMentees.map(({ personId }) => personId));
  const lonely = alone(mentors).filter(({ personId }) => !told.has(personId));
  const asMentors = lonely.map((person): Unpaired => {
    const why = whyAlone(yardstick, person, mentees, (mentee) => [person, mentee]);
    return { ...(why ?? { personId: person.personId, reason: 'noMentee' }), side: 'mentor' };
  });
  return [...asMentees, ...asMentors, ...barred.filter(({ personId }) => !paired.has(personId))];
}
