/** Groups of a course. A launch tells the ids of the launching person's own; their names come from a teacher's list. */
import { csvLine, readCsv } from '../../shared/csv.js';
import { seenLine } from '../../shared/seen.js';

export interface GroupName {
  groupId: string;
  name: string;
}

export type GroupLineProblem = 'columns' | 'id' | 'nameMissing' | 'nameLong' | 'nameHidden' | 'twice' | 'quote';

export interface BadGroupLine {
  /** From 1, as an editor counts. */
  line: number;
  problem: GroupLineProblem;
  /** What stands there, shortened. */
  found: string;
}

const idShape = /^[\w.-]{1,64}$/;
const longestName = 254;
/** They would show other letters than are stored; what only shows nothing is taken off. */
const turning = /[\u202A-\u202E\u2066-\u2069]/;
/** Far more groups than anybody is in; a longer list is no list of groups. */
const groupsAtMost = 500;

/** The ids a launch told, each once, in a fixed order: the same groups are always stored the same way. */
export function groupIdsFrom(told: readonly string[]): string[] {
  return [...new Set(told.filter((id) => idShape.test(id)))].sort().slice(0, groupsAtMost);
}

/** `1,Group A` per line; comma, semicolon or tab, quotes as spreadsheets write them, a first line `id,name` or none. */
export function readGroupNames(text: string): { names: GroupName[]; bad: BadGroupLine[] } {
  const names: GroupName[] = [];
  const bad: BadGroupLine[] = [];
  const seen = new Set<string>();
  for (const [index, { line, cells, found }] of readCsv(text).entries()) {
    if (index === 0 && isHeading(cells)) continue;
    const read = readLine(cells);
    const problem = typeof read === 'string' ? read : problemOf(read, seen);
    if (problem !== undefined || typeof read === 'string') bad.push({ line, problem: problem ?? 'quote', found });
    else {
      seen.add(read.groupId);
      names.push(read);
    }
  }
  return { names, bad };
}

function isHeading(cells: readonly string[] | undefined): boolean {
  return cells !== undefined && cells.length > 1 && /^(group ?)?id$/i.test(seenLine(cells[0] ?? ''));
}

function readLine(cells: readonly string[] | undefined): GroupName | GroupLineProblem {
  if (cells === undefined) return 'quote';
  const [groupId = '', name = '', ...rest] = cells.map(seenLine);
  if (cells.length < 2 || rest.some((cell) => cell !== '')) return 'columns';
  return turning.test(cells[1] ?? '') ? 'nameHidden' : { groupId, name };
}

function problemOf({ groupId, name }: GroupName, seen: ReadonlySet<string>): GroupLineProblem | undefined {
  if (!idShape.test(groupId)) return 'id';
  if (seen.has(groupId)) return 'twice';
  if (name === '') return 'nameMissing';
  if (name.length > longestName) return 'nameLong';
  return undefined;
}

/** The same list as text again, to be changed and sent back. */
export function groupNamesText(names: ReadonlyMap<string, string>): string {
  return [...names].map((row) => csvLine(row)).join('\n');
}

export interface GroupCoverage {
  known: number;
  people: number;
  /** Since when launches told groups in this course. */
  since?: Date;
}

export function groupCoverage(
  people: readonly { groupIds?: readonly string[]; groupsKnownAt?: Date }[],
): GroupCoverage {
  const known = people.filter((person) => person.groupIds !== undefined);
  const times = known.flatMap((person) => (person.groupsKnownAt ? [person.groupsKnownAt.getTime()] : []));
  const first = times.reduce((least, time) => Math.min(least, time), Infinity);
  return {
    known: known.length,
    people: people.length,
    ...(Number.isFinite(first) && { since: new Date(first) }),
  };
}
