/** What a coordinator looks at before making a draft at all. */
import { obstaclesOf, whyAlone, type Obstacle } from '../cohort/alone.rules.js';
import { placesOfMentor, type Compared, type Said } from '../measure/compared.rules.js';
import { mayStand } from '../measure/may-be.rules.js';
import type { Unpaired } from '../words/draft.js';
import { isMade } from '../cohort/agreed.rules.js';
import { cohortFor, type Cohort, type DraftTask, type MustConflict } from '../cohort/draft-cohort.rules.js';
import { ScoreTable } from '../measure/scores.rules.js';
import { formOf } from '../words/setup.js';
import { chooseSides, nobodySettled, sideRulesOf, type Sides } from '../drafts/sides.rules.js';

export interface Readiness {
  learners: number;
  done: number;
  missingIds: readonly string[];
  /** How many prefer not to say something that is compared. */
  withheld: number;
  /** Of those whom the teacher marked as mentors: trained, or with places of their own. */
  marked: { all: number; done: number };
  /** How many wish each role, of those who said. */
  wishes: Readonly<Record<NonNullable<Said['roleWish']>, number>>;
  /** How the sides would be, with their places; for peers undefined. */
  sides: { mentors: number; mentees: number; places: number } | undefined;
  /** Topics more people ask for than those who are strong in it have places for, worst first. */
  scarce: readonly { topic: string; asked: number; offered: number }[];
  /** Pairs that two people agreed on, where they do: those a draft would make, and those a rule or a place is against. */
  agreed: { made: number; refused: number };
  conflicts: readonly MustConflict[];
  /** Undefined in a course larger than any we know; its draft says the same. */
  obstacles: readonly Obstacle[] | undefined;
}

/** 2,500 mentors with 10,000 mentees: a second in the thread that is asked, and 100 MB of it. */
const pairsLookedAt = 25_000_000;
/** From this share of the places taken on, one mentor who leaves is one too many. */
const nearlyFull = 0.8;

export function readinessOf(task: DraftTask): Readiness {
  const { setup, lists } = task;
  const people = task.people.filter(({ barred }) => mayStand(setup.mode, barred));
  const answers = people.flatMap((person) => person.answers ?? []);
  const cohort = cohortFor(task);
  const sides = formOf(setup.mode) === 'mentoring' ? sidesOf(cohort) : undefined;
  const wished = (role: Said['roleWish']) => answers.filter(({ roleWish }) => roleWish === role).length;
  return {
    learners: people.length,
    done: answers.length,
    missingIds: people.filter((person) => !person.answers).map((person) => person.personId),
    withheld: answers.filter(({ withheld = [] }) => withheld.length > 0).length,
    marked: markedIn(people),
    wishes: { mentor: wished('mentor'), mentee: wished('mentee'), either: wished('either'), both: wished('both') },
    sides: sides && {
      mentors: sides.mentors.length,
      mentees: sides.mentees.length,
      places: sides.mentors.reduce((sum, mentor) => sum + placesOfMentor(mentor, setup.capacity), 0),
    },
    scarce: scarceTopics(answers, lists.topics, sides ? setup.capacity : 1),
    agreed: {
      made: cohort.judged.filter(isMade).length,
      refused: cohort.judged.filter((one) => !isMade(one)).length,
    },
    conflicts: cohort.conflicts,
    obstacles: obstaclesIn(cohort, sides),
  };
}

function markedIn(people: DraftTask['people']): Readiness['marked'] {
  const marked = people.filter(({ trained, capacity }) => trained === true || (capacity ?? 0) > 0);
  return { all: marked.length, done: marked.filter(({ answers }) => answers).length };
}

/** `few`: places for all, but hardly one more. One to one, that is as it should be. */
export function loadOf({ mentors, mentees, places }: NonNullable<Readiness['sides']>): 'enough' | 'few' | 'missing' {
  if (places < mentees) return 'missing';
  return places > mentors && mentees >= places * nearlyFull ? 'few' : 'enough';
}

function sidesOf({ people, setup }: Cohort): Sides {
  return chooseSides(people, {
    ...{ capacity: setup.capacity, seed: 1, settled: nobodySettled },
    ...sideRulesOf(setup),
  });
}

function obstaclesIn(cohort: Cohort, sides: Sides | undefined): Obstacle[] | undefined {
  const { people, yardstick, out, locked } = cohort;
  const rows = sides?.mentors ?? people;
  const columns = sides?.mentees ?? people;
  if (rows.length * columns.length > pairsLookedAt) return undefined;
  const decided = new Set(locked.flatMap(({ members }) => members));
  const table = new ScoreTable(yardstick, rows, columns);
  const { lonelyRows, lonelyColumns } = lonelyIn(table);
  const asMentees = lonelyColumns.flatMap((one) => whyAlone(yardstick, one, rows, (other) => [other, one]) ?? []);
  const asMentors = lonelyRows.flatMap((one) => whyAlone(yardstick, one, columns, (other) => [one, other]) ?? []);
  const alone = sides ? [...onSide('mentee', asMentees), ...onSide('mentor', asMentors), ...sides.barred] : asMentees;
  // That nobody is on the other side is said where places are counted.
  const known = [...alone.filter(({ reason }) => reason !== 'nobody'), ...out];
  return obstaclesOf(known.filter(({ personId }) => !decided.has(personId)));
}

function onSide(side: 'mentor' | 'mentee', people: readonly Unpaired[]): Unpaired[] {
  return people.map((person) => ({ ...person, side }));
}

/** Who may be paired with nobody on the other side. */
function lonelyIn(table: ScoreTable): { lonelyRows: Compared[]; lonelyColumns: Compared[] } {
  const rowHas = new Uint8Array(table.rows.length);
  const columnHas = new Uint8Array(table.columns.length);
  for (let row = 0; row < rowHas.length; row += 1) {
    for (let column = 0; column < columnHas.length; column += 1) {
      if (table.at(row, column) < 0) continue;
      rowHas[row] = 1;
      columnHas[column] = 1;
    }
  }
  return {
    lonelyRows: table.rows.filter((_, row) => rowHas[row] === 0),
    lonelyColumns: table.columns.filter((_, column) => columnHas[column] === 0),
  };
}

function scarceTopics(answers: readonly Said[], topics: readonly string[], places: number) {
  return topics
    .map((topic) => ({
      topic,
      asked: answers.filter(({ wanted }) => wanted.includes(topic)).length,
      offered: answers.filter(({ strong }) => strong.includes(topic)).length,
    }))
    .filter(({ asked, offered }) => asked > 0 && asked > offered * places)
    .sort((one, other) => other.asked - other.offered * places - (one.asked - one.offered * places))
    .slice(0, 3);
}
