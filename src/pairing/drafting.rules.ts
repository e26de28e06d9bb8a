/** Makes a draft: scores everybody with everybody, lets the solver choose, and says who would have fitted next. */
import type { ProfileAnswers } from '../intake/profile.js';
import { seededRandom, shuffled } from '../shared/random.js';
import type { Form } from './comparison.js';
import type { DraftPair, DraftResult, RunnerUp, Unpaired, UnpairedReason } from './draft.js';
import { employIdleMentors } from './idle-mentors.rules.js';
import { neverKey, pairIdOf } from './keys.rules.js';
import { comparedPeople, score, type Compared } from './pairing.rules.js';
import { chooseSides } from './sides.rules.js';
import { solveMentors, solvePeers } from './solver/index.js';

/** Plain data: it travels to a worker thread. */
export interface DraftTask {
  form: Form;
  capacity: number;
  /** The same task with the same seed makes the same draft. */
  seed: number;
  at: Date;
  topics: readonly string[];
  people: readonly { personId: string; answers: ProfileAnswers | undefined }[];
  locked: readonly { members: readonly string[]; lockedBy?: string }[];
  never: readonly (readonly [string, string])[];
}

const runnersUpKept = 3;

export function makeDraft(task: DraftTask): DraftResult {
  const { people } = comparedPeople(task.people, task.topics, task.at);
  const present = new Set(people.map((person) => person.personId));
  const locked = task.locked.filter(({ members }) => members.every((member) => present.has(member)));
  const within = { ...task, locked };
  return task.form === 'mentoring' ? draftMentors(within, people) : draftPeers(within, people);
}

/** `-1` where a rule forbids the pair, also a never-rule. Row by row. */
class ScoreTable {
  readonly scores: Int32Array;

  constructor(
    form: Form,
    readonly rows: readonly Compared[],
    readonly columns: readonly Compared[],
    private readonly never: ReadonlySet<string>,
  ) {
    this.scores = new Int32Array(rows.length * columns.length);
    for (const [row, first] of rows.entries()) {
      for (const [column, second] of columns.entries()) {
        this.scores[row * columns.length + column] = this.isNever(first, second) ? -1 : score(form, first, second);
      }
    }
  }

  at(row: number, column: number): number {
    return this.scores[row * this.columns.length + column] ?? -1;
  }

  isNever(first: Compared, second: Compared): boolean {
    return this.never.size > 0 && this.never.has(neverKey(first.personId, second.personId));
  }
}

function neverSet(task: DraftTask): Set<string> {
  return new Set(task.never.map(([one, other]) => neverKey(one, other)));
}

function draftMentors(task: DraftTask, people: readonly Compared[]): DraftResult {
  const settled = {
    mentorIds: new Set(task.locked.map(({ members }) => members[0] ?? '')),
    menteeIds: new Set(task.locked.map(({ members }) => members[1] ?? '')),
  };
  const { mentors, mentees } = chooseSides(people, { capacity: task.capacity, seed: task.seed, settled });
  const table = new ScoreTable('mentoring', mentors, mentees, neverSet(task));
  const rowOf = placesOf(mentors);
  const columnOf = placesOf(mentees);
  const lockedBy = new Map(task.locked.map(({ members, lockedBy: by }) => [pairIdOf(members), by]));
  const locked = task.locked.flatMap(({ members: [mentor = '', mentee = ''] }) => {
    const pair = [rowOf.get(mentor), columnOf.get(mentee)] as const;
    return pair[0] === undefined || pair[1] === undefined ? [] : [[pair[0], pair[1]] as const];
  });
  const lockedSeats = new Map<number, number>();
  for (const [row] of locked) lockedSeats.set(row, (lockedSeats.get(row) ?? 0) + 1);
  const solution = solveMentors({
    mentorCount: mentors.length,
    menteeCount: mentees.length,
    capacities: mentors.map((_, row) => Math.max(task.capacity, lockedSeats.get(row) ?? 0)),
    scores: table.scores,
    locked,
  });
  const { mentorOf } = solution;
  const lockedColumns = new Set(locked.map(([, column]) => column));
  const moved = employIdleMentors({
    mentorOf,
    mentorCount: mentors.length,
    isLocked: (column) => lockedColumns.has(column),
    scoreOf: (row, column) => table.at(row, column),
  });
  const pairs = mentees.flatMap((mentee, column): DraftPair[] => {
    const row = mentorOf[column] ?? -1;
    const mentor = mentors[row];
    if (!mentor) return [];
    const members = [mentor.personId, mentee.personId];
    const by = lockedBy.get(pairIdOf(members));
    return [
      {
        pairId: pairIdOf(members),
        members,
        score: Math.max(0, table.at(row, column)),
        runnerUps: bestOf(mentors, row, (other) => table.at(other, column)),
        ...(by !== undefined && { lockedBy: by }),
      },
    ];
  });
  return { pairs: inOrder(pairs), unpaired: unpairedOfMentoring(table, pairs), proven: moved === 0 };
}

function unpairedOfMentoring(table: ScoreTable, pairs: readonly DraftPair[]): Unpaired[] {
  const { rows: mentors, columns: mentees } = table;
  const paired = new Set(pairs.flatMap((pair) => pair.members));
  const alone = (list: readonly Compared[]) => [...list.entries()].filter(([, person]) => !paired.has(person.personId));
  return [
    ...alone(mentees).map(([column, person]) => {
      const others = mentors.map((mentor, row) => ({ other: mentor, score: table.at(row, column) }));
      return { personId: person.personId, reason: whyAlone(table, person, others) ?? 'noPlace' };
    }),
    ...alone(mentors).map(([row, person]) => {
      const others = mentees.map((mentee, column) => ({ other: mentee, score: table.at(row, column) }));
      return { personId: person.personId, reason: whyAlone(table, person, others) ?? 'noMentee' };
    }),
  ];
}

function draftPeers(task: DraftTask, everybody: readonly Compared[]): DraftResult {
  const kept = new Set(task.locked.flatMap(({ members }) => members));
  const free = shuffled(
    everybody.filter((person) => !kept.has(person.personId)),
    seededRandom(task.seed),
  );
  const table = new ScoreTable('peers', free, free, neverSet(task));
  const solution = solvePeers({ count: free.length, scores: table.scores });
  const groups = [...solution.pairs, ...(solution.triple ? [solution.triple] : [])];
  const made = groups.map((places): DraftPair => {
    const members = places.flatMap((place) => free[place]?.personId ?? []);
    const [first = 0] = places;
    const others = bestOf(free, first, (other) => table.at(first, other), places);
    return { pairId: pairIdOf(members), members, score: groupScore(table, places), runnerUps: others };
  });
  const unpaired = solution.unmatched.flatMap((place): Unpaired[] => {
    const person = free[place];
    if (!person) return [];
    const others = free.flatMap((other, column) =>
      column === place ? [] : [{ other, score: table.at(place, column) }],
    );
    return [{ personId: person.personId, reason: whyAlone(table, person, others) ?? 'nobodyLeft' }];
  });
  return {
    pairs: inOrder([...made, ...keptPeers(task, everybody)]),
    unpaired,
    proven: solution.unmatched.length === 0,
  };
}

function keptPeers(task: DraftTask, everybody: readonly Compared[]): DraftPair[] {
  const byId = new Map(everybody.map((person) => [person.personId, person]));
  return task.locked.map(({ members, lockedBy }) => {
    const people = members.flatMap((member) => byId.get(member) ?? []);
    const table = new ScoreTable('peers', people, people, new Set());
    const value = groupScore(table, [...people.keys()]);
    return {
      pairId: pairIdOf(members),
      members,
      score: value,
      runnerUps: [],
      ...(lockedBy !== undefined && { lockedBy }),
    };
  });
}

/** The mean of the scores of all pairs in the group, in whole thousandths. */
function groupScore(table: ScoreTable, places: readonly number[]): number {
  const scores = places.flatMap((one, index) =>
    places.slice(index + 1).map((other) => Math.max(0, table.at(one, other))),
  );
  return Math.floor(scores.reduce((sum, value) => sum + value, 0) / Math.max(1, scores.length));
}

function whyAlone(
  table: ScoreTable,
  person: Compared,
  others: readonly { other: Compared; score: number }[],
): UnpairedReason | undefined {
  if (others.length === 0 || others.some((candidate) => candidate.score >= 0)) return undefined;
  return others.some(({ other }) => table.isNever(person, other)) ? 'never' : 'noLanguage';
}

function bestOf(
  people: readonly Compared[],
  own: number,
  scoreOf: (place: number) => number,
  besides: readonly number[] = [],
): RunnerUp[] {
  const best: RunnerUp[] = [];
  for (const [place, person] of people.entries()) {
    const value = scoreOf(place);
    const worst = best[runnersUpKept - 1]?.score ?? -1;
    if (place === own || besides.includes(place) || value < 0 || value <= worst) continue;
    best.push({ personId: person.personId, score: value });
    best.sort((one, other) => other.score - one.score);
    best.length = Math.min(best.length, runnersUpKept);
  }
  return best;
}

function placesOf(people: readonly Compared[]): Map<string, number> {
  return new Map(people.map((person, place) => [person.personId, place]));
}

/** Lowest score first: what needs a look comes first. */
function inOrder(pairs: readonly DraftPair[]): DraftPair[] {
  return [...pairs].sort((one, other) => one.score - other.score || (one.pairId < other.pairId ? -1 : 1));
}
