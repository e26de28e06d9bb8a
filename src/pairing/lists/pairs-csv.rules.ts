/** Pairs as a list: a line each, with the names, and with the platform's ids where two people share a name. */
import type { Person } from '../../roster/person.js';
import { readCsv, type CsvLine } from '../../shared/csv.js';
import { couplesOf } from '../board.rules.js';
import type { Form, Forbidden } from '../comparison.js';
import { peopleKey } from '../board/difference.rules.js';

export type PairLineProblem =
  | 'quote'
  | 'columns'
  | 'unknown'
  | 'sameName'
  | 'left'
  | 'staff'
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

/** What the course says of two people, and of a mentor's places. */
export interface PairJudge {
  form: Form;
  /** Also those who left. */
  people: readonly Person[];
  membersAtMost: number;
  forbidden(first: string, second: string): readonly Forbidden[];
  places(mentorId: string): number;
}

const headings = { name: /^(mentor|mentee|person( \d)?|name)$/i, id: /^(mentor|mentee|person( \d)?)? ?id$/i };

/** Columns `mentor,mentee` (or `person 1,person 2,…`), each a name or an id; of an export, the id columns count. */
export function readPairs(text: string, judge: PairJudge): { pairs: PairRead[]; bad: BadPairLine[] } {
  const lines = readCsv(text);
  const columns = columnsOf(lines[0]);
  const pairs: PairRead[] = [];
  const bad: BadPairLine[] = [];
  const find = finderOf(judge.people);
  for (const row of columns ? lines.slice(1) : lines) {
    const read = membersIn(row, columns, { find, judge });
    const wrong = 'problem' in read ? read : problemWith(read.members, pairs, judge);
    if (wrong) bad.push({ line: row.line, problem: wrong.problem, found: wrong.found ?? row.found });
    else if ('members' in read) pairs.push({ line: row.line, members: read.members });
  }
  return { pairs, bad };
}

interface Wrong {
  problem: PairLineProblem;
  found?: string;
}

/** Which columns name people; undefined: the first line is a pair already. */
function columnsOf(first: CsvLine | undefined): number[] | undefined {
  const cells = first?.cells ?? [];
  const those = (shape: RegExp) => cells.flatMap((cell, place) => (shape.test(cell.trim()) ? [place] : []));
  const ids = those(headings.id);
  const named = those(headings.name);
  if (ids.length > 1) return ids;
  return named.length > 1 ? named : undefined;
}

type Find = (reference: string) => Person | Wrong;

function membersIn(
  { cells }: CsvLine,
  columns: readonly number[] | undefined,
  { find, judge }: { find: Find; judge: PairJudge },
): { members: string[] } | Wrong {
  if (!cells) return { problem: 'quote' };
  const named = (columns ? columns.map((place) => cells[place] ?? '') : cells).map((cell) => cell.trim());
  while (named.at(-1) === '') named.pop();
  if (named.length < 2 || named.length > judge.membersAtMost || named.includes('')) return { problem: 'columns' };
  const members: string[] = [];
  for (const reference of named) {
    const person = find(reference);
    if ('problem' in person) return person;
    if (members.includes(person.personId)) return { problem: 'self', found: reference };
    members.push(person.personId);
  }
  return { members };
}

/** Ids before names: a name is only as good as there is one who has it. */
function finderOf(people: readonly Person[]): Find {
  const byId = new Map(people.map((person) => [person.externalId, person]));
  const byName = new Map<string, Person[]>();
  for (const person of people) {
    const key = nameKey(person.name);
    byName.set(key, [...(byName.get(key) ?? []), person]);
  }
  return (reference) => {
    const named = byName.get(nameKey(reference)) ?? [];
    const here = named.filter(({ status }) => status === 'active');
    const found = byId.get(reference) ?? (here.length > 0 ? here : named)[0];
    if (!found) return { problem: 'unknown', found: reference };
    if (found.status === 'left') return { problem: 'left', found: reference };
    if (!byId.has(reference) && here.length > 1) return { problem: 'sameName', found: reference };
    return found.role === 'learner' ? found : { problem: 'staff', found: reference };
  };
}

function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Against the rules of the course and the lines before. */
function problemWith(members: readonly string[], before: readonly PairRead[], judge: PairJudge): Wrong | undefined {
  const known = before.map((pair) => pair.members);
  if (known.some((pair) => peopleKey(pair) === peopleKey(members))) return { problem: 'pairTwice' };
  const twice = judge.form === 'mentoring' ? [members[1] ?? ''] : members;
  const taken = new Set(known.flatMap((pair) => (judge.form === 'mentoring' ? [pair[1] ?? ''] : pair)));
  if (twice.some((member) => taken.has(member))) return { problem: 'personTwice' };
  const rule = couplesOf(members).flatMap(([first, second]) => judge.forbidden(first, second))[0];
  if (rule) return { problem: rule };
  const [mentorId = ''] = members;
  const has = known.filter((pair) => pair[0] === mentorId).length;
  return judge.form === 'mentoring' && has >= judge.places(mentorId) ? { problem: 'full' } : undefined;
}
