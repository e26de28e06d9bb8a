/** Pairs as a list: a line each, with the names, and with the platform's ids where two people share a name. */
import { absenceOf, type Person } from '../../course/roster/person.js';
import { readCsv, type CsvLine } from '../../shared/csv.js';
import { readsAs, seenLine } from '../../shared/seen.js';
import { couplesOf } from '../cohort/board.rules.js';
import type { Forbidden } from '../words/comparison.js';
import type { Form } from '../words/setup.js';
import { peopleKey } from '../drafts/difference.rules.js';
import { columnsOf, isBeside, type Column } from './columns.rules.js';

export type PairLineProblem =
  | 'quote'
  | 'columns'
  | 'heading'
  | 'unknown'
  | 'mismatch'
  | 'sameName'
  | 'left'
  | 'staff'
  | 'out'
  | 'self'
  | 'pairTwice'
  | 'personTwice'
  | 'full'
  | Forbidden;

export interface BadPairLine {
  /** From 1, as an editor counts. */
  line: number;
  problem: PairLineProblem;
  /** Whom or what it is about. */
  found: string;
}

export interface PairRead {
  line: number;
  members: readonly string[];
}

/** Of people known already. */
export interface BadPair {
  members: readonly string[];
  problem: PairLineProblem;
}

/** What the course says of two people, and of a mentor's places. */
export interface PairJudge {
  form: Form;
  /** Also those who left. */
  people: readonly Person[];
  membersAtMost: number;
  forbidden(first: string, second: string): readonly Forbidden[];
  places(mentorId: string): number;
}

/**
 * Columns `mentor,mentee` (or `person 1,person 2,…`) in any order, each a name, an id, or both as an export has them.
 * Without such a heading every line is a pair, the mentor first.
 */
export function readPairs(text: string, judge: PairJudge): { pairs: PairRead[]; bad: BadPairLine[] } {
  const lines = readCsv(text);
  const columns = columnsOf(lines[0]);
  const pairs: PairRead[] = [];
  const bad: BadPairLine[] = [];
  const find = finderOf(judge.people);
  const earlier = earlierPairs(judge);
  for (const row of columns ? lines.slice(1) : lines) {
    const read = membersIn(row, columns, { find, judge });
    const wrong = 'problem' in read ? asHeading(row, read, lines) : problemWith(read.members, earlier, judge);
    if (wrong) bad.push({ line: row.line, problem: wrong.problem, found: wrong.found ?? row.found });
    else if ('members' in read) {
      pairs.push({ line: row.line, members: read.members });
      earlier.add(read.members);
    }
  }
  return { pairs, bad };
}

/** The same judgement of pairs that were read before: the course may have changed since. */
export function judgePairs(
  pairs: readonly (readonly string[])[],
  judge: PairJudge,
): { good: (readonly string[])[]; bad: BadPair[] } {
  const good: (readonly string[])[] = [];
  const bad: BadPair[] = [];
  const people = new Map(judge.people.map((person) => [person.personId, person]));
  const earlier = earlierPairs(judge);
  const misfit = (personId: string): Wrong | undefined => {
    const problem = absenceOf(people.get(personId));
    return problem && { problem };
  };
  for (const members of pairs) {
    const isTooLarge = members.length > judge.membersAtMost;
    const nobody = members.map(misfit).find((wrong) => wrong !== undefined);
    const wrong = isTooLarge ? { problem: 'columns' as const } : (nobody ?? problemWith(members, earlier, judge));
    if (wrong) bad.push({ members, problem: wrong.problem });
    else {
      good.push(members);
      earlier.add(members);
    }
  }
  return { good, bad };
}

interface Wrong {
  problem: PairLineProblem;
  found?: string;
}

/** The first line names nobody at all: perhaps it is a heading in other words. */
function asHeading(row: CsvLine, wrong: Wrong, lines: readonly CsvLine[]): Wrong {
  return row === lines[0] && lines.length > 1 && wrong.problem === 'unknown'
    ? { problem: 'heading', found: row.found }
    : wrong;
}

type Find = (reference: string, by?: 'name') => Person | Wrong;

function membersIn(
  { cells }: CsvLine,
  columns: readonly Column[] | undefined,
  { find, judge }: { find: Find; judge: PairJudge },
): { members: string[] } | Wrong {
  if (!cells) return { problem: 'quote' };
  const named = referencesIn(cells, columns);
  if (hasSomebodyBeside(cells, columns, find)) return { problem: 'columns' };
  while (isBlank(named.at(-1) ?? ['x'])) named.pop();
  if (named.length < 2 || named.length > judge.membersAtMost || named.some(isBlank)) return { problem: 'columns' };
  return allOf(named, find);
}

function allOf(named: readonly [string, string][], find: Find): { members: string[] } | Wrong {
  const members: string[] = [];
  for (const references of named) {
    const person = personOf(references, find);
    if ('problem' in person) return person;
    if (members.includes(person.personId)) return { problem: 'self', found: person.name };
    members.push(person.personId);
  }
  return { members };
}

/** Somebody who stands where no heading is would be lost without a word. */
function hasSomebodyBeside(cells: readonly string[], columns: readonly Column[] | undefined, find: Find): boolean {
  if (!columns) return false;
  return cells.some((cell, place) => isBeside(columns, place) && 'personId' in find(cell, 'name'));
}

function isBlank(references: readonly string[]): boolean {
  return references.every((reference) => reference === '');
}

/** Of each person the id and the name; of a line without headings whatever stands there. */
function referencesIn(cells: readonly string[], columns: readonly Column[] | undefined): [string, string][] {
  const cellAt = (place: number | undefined) => (place === undefined ? '' : seenLine(cells[place] ?? ''));
  if (columns) return columns.map(({ id, name }) => [cellAt(id), cellAt(name)]);
  return cells.map((cell) => ['', seenLine(cell)]);
}

/** Who changed a name and left the id means somebody, but not both. */
function personOf([id, name]: readonly [string, string], find: Find): Person | Wrong {
  const person = find(id === '' ? name : id);
  if (id === '' || name === '' || 'problem' in person) return person;
  return readsAs(person.name) === readsAs(name) ? person : { problem: 'mismatch', found: `${name}, ${id}` };
}

/** Ids before names: a name is only as good as there is one who has it. */
function finderOf(people: readonly Person[]): Find {
  const byId = new Map(people.map((person) => [person.externalId, person]));
  const byName = new Map<string, Person[]>();
  for (const person of people) {
    const key = readsAs(person.name);
    byName.set(key, [...(byName.get(key) ?? []), person]);
  }
  return (reference, by) => {
    const named = byName.get(readsAs(reference)) ?? [];
    const here = named.filter(({ status }) => status === 'active');
    const found = (by ? undefined : byId.get(reference)) ?? (here.length > 0 ? here : named)[0];
    if (!found) return { problem: 'unknown', found: reference };
    const absence = absenceOf(found);
    if (absence === 'left') return { problem: 'left', found: reference };
    if (!byId.has(reference) && here.length > 1) return { problem: 'sameName', found: reference };
    return absence ? { problem: absence, found: reference } : found;
  };
}

/** What the lines before say, found again without reading them again. */
function earlierPairs({ form }: PairJudge) {
  const pairs = new Set<string>();
  /** Who may not come again: of mentors and mentees the mentees. */
  const taken = new Set<string>();
  const mentees = new Map<string, number>();
  const menteesOf = (mentorId = '') => mentees.get(mentorId) ?? 0;
  const once = (members: readonly string[]) => (form === 'mentoring' ? members.slice(1) : members);
  return {
    has: (members: readonly string[]) => pairs.has(peopleKey(members)),
    takes: (members: readonly string[]) => once(members).some((member) => taken.has(member)),
    menteesOf,
    add(members: readonly string[]): void {
      pairs.add(peopleKey(members));
      for (const member of once(members)) taken.add(member);
      mentees.set(members[0] ?? '', menteesOf(members[0]) + 1);
    },
  };
}

/** Against the rules of the course and the lines before. */
function problemWith(
  members: readonly string[],
  earlier: ReturnType<typeof earlierPairs>,
  judge: PairJudge,
): Wrong | undefined {
  if (earlier.has(members)) return { problem: 'pairTwice' };
  if (earlier.takes(members)) return { problem: 'personTwice' };
  const rule = couplesOf(members).flatMap(([first, second]) => judge.forbidden(first, second))[0];
  if (rule) return { problem: rule };
  const [mentorId = ''] = members;
  const isFull = judge.form === 'mentoring' && earlier.menteesOf(mentorId) >= judge.places(mentorId);
  return isFull ? { problem: 'full' } : undefined;
}
