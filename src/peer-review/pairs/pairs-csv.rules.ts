/** Who reviews whom as a list: `author,reviewer` a line, each a name, or the platform's id where two share a name. */
import { isLearnerHere, type Person } from '../../course/roster/person.js';
import { readCsv, writeCsv } from '../../shared/csv.js';
import { readsAs, seenLine } from '../../shared/seen.js';
import type { Pair } from '../allocation/allocation.js';

export type PairLineProblem = 'quote' | 'columns' | 'unknown' | 'sameName' | 'notHere' | 'self' | 'twice' | 'many';

export interface BadPairLine {
  /** From 1, as an editor counts. */
  line: number;
  problem: PairLineProblem;
  /** What stands there, shortened. */
  found: string;
}

/** Far more than any course has: such a file is another one. */
export const linesAtMost = 5000;

/** @param people also those who left and staff, so that the answer says what is wrong */
export function readPairList(text: string, people: readonly Person[]): { pairs: Pair[]; bad: BadPairLine[] } {
  const lines = readCsv(text);
  const [pairs, bad]: [Pair[], BadPairLine[]] = [[], []];
  if (lines.length > linesAtMost) return { pairs, bad: [{ line: linesAtMost + 1, problem: 'many', found: '' }] };
  const find = finderOf(people);
  const seen = new Set<string>();
  for (const [index, { line, cells, found }] of lines.entries()) {
    if (index === 0 && isHeading(cells)) continue;
    const read = pairIn(cells, find, seen);
    if (typeof read === 'string') bad.push({ line, problem: read, found });
    else pairs.push(read);
  }
  return { pairs, bad };
}

function isHeading(cells: readonly string[] | undefined): boolean {
  return cells !== undefined && /^author$/i.test(seenLine(cells[0] ?? ''));
}

type Find = (cell: string) => Person | 'unknown' | 'sameName';

function pairIn(cells: readonly string[] | undefined, find: Find, seen: Set<string>): Pair | PairLineProblem {
  if (cells === undefined) return 'quote';
  const [first = '', second = '', ...rest] = cells;
  if (cells.length < 2 || rest.some((cell) => seenLine(cell) !== '')) return 'columns';
  const [author, reviewer] = [find(first), find(second)];
  if (typeof author === 'string') return author;
  if (typeof reviewer === 'string') return reviewer;
  return judged({ authorId: author.personId, reviewerId: reviewer.personId }, [author, reviewer], seen);
}

function judged(pair: Pair, people: readonly Person[], seen: Set<string>): Pair | PairLineProblem {
  if (!people.every(isLearnerHere)) return 'notHere';
  if (pair.authorId === pair.reviewerId) return 'self';
  const key = `${pair.authorId} ${pair.reviewerId}`;
  if (seen.has(key)) return 'twice';
  seen.add(key);
  return pair;
}

/** By the platform's id, else by the name as it reads; a name of a learner who is here goes before one of somebody else. */
function finderOf(people: readonly Person[]): Find {
  const byId = new Map(people.map((person) => [person.externalId, person]));
  const byName = new Map<string, Person[]>();
  for (const person of people) byName.set(readsAs(person.name), [...(byName.get(readsAs(person.name)) ?? []), person]);
  return (cell) => {
    const exact = byId.get(seenLine(cell));
    if (exact) return exact;
    const named = byName.get(readsAs(cell)) ?? [];
    const here = named.filter(isLearnerHere);
    const found = here.length > 0 ? here : named;
    return found.length > 1 ? 'sameName' : (found[0] ?? 'unknown');
  };
}

/** Names, or ids where two share a name, so that the list can be read back. */
export function pairListOf(pairs: readonly Pair[], people: ReadonlyMap<string, Person>): string {
  const names = new Map<string, number>();
  for (const { name } of people.values()) names.set(readsAs(name), (names.get(readsAs(name)) ?? 0) + 1);
  const cellOf = (id: string): string => {
    const person = people.get(id);
    if (!person) return id;
    return (names.get(readsAs(person.name)) ?? 0) > 1 ? person.externalId : person.name;
  };
  const rows = pairs.map(({ authorId, reviewerId }) => [cellOf(authorId), cellOf(reviewerId)]);
  return writeCsv([['author', 'reviewer'], ...rows]);
}
