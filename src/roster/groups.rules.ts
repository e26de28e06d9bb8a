/** Groups of a course. A launch tells the ids of the launching person's own; their names come from a teacher's list. */

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
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Far more groups than anybody is in; a longer list is no list of groups. */
const groupsAtMost = 500;

/** The ids a launch told, each once, in a fixed order: the same groups are always stored the same way. */
export function groupIdsFrom(told: readonly string[]): string[] {
  return [...new Set(told.filter((id) => idShape.test(id)))].sort().slice(0, groupsAtMost);
}

/** `1,Group A` per line; comma, semicolon or tab, quotes as spreadsheets write them, a first line `id,name` or none. */
export function readGroupNames(text: string): { names: GroupName[]; bad: BadGroupLine[] } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const names: GroupName[] = [];
  const bad: BadGroupLine[] = [];
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || (index === 0 && isHeading(line))) continue;
    const read = readLine(line);
    const problem = typeof read === 'string' ? read : problemOf(read, seen);
    if (problem !== undefined || typeof read === 'string') {
      bad.push({ line: index + 1, problem: problem ?? 'quote', found: line.trim().slice(0, 60) });
    } else {
      seen.add(read.groupId);
      names.push(read);
    }
  }
  return { names, bad };
}

function isHeading(line: string): boolean {
  return /^"?(group ?)?id"?\s*[,;\t]/i.test(line.trim());
}

function readLine(line: string): GroupName | GroupLineProblem {
  const cells = cellsOf(line);
  if (cells === undefined) return 'quote';
  const [groupId = '', name = '', ...rest] = cells;
  if (cells.length < 2 || rest.some((cell) => cell !== '')) return 'columns';
  return { groupId, name: name.normalize('NFC') };
}

function problemOf({ groupId, name }: GroupName, seen: ReadonlySet<string>): GroupLineProblem | undefined {
  if (!idShape.test(groupId)) return 'id';
  if (seen.has(groupId)) return 'twice';
  if (name === '') return 'nameMissing';
  if (name.length > longestName) return 'nameLong';
  return hidden.test(name) ? 'nameHidden' : undefined;
}

/** undefined: a quote is not closed, or something follows it. A separator belongs to a name only inside quotes. */
function cellsOf(line: string): string[] | undefined {
  const separator = /[,;\t]/.exec(line.replace(/"(?:[^"]|"")*"/g, ''))?.[0] ?? ',';
  const cells: string[] = [];
  let rest: string | undefined = line;
  while (rest !== undefined) {
    const cell = cellAt(rest, separator);
    if (!cell) return undefined;
    cells.push(cell.text);
    rest = cell.rest;
  }
  return cells;
}

/** `rest`: what follows the separator; absent at the line's end. */
function cellAt(text: string, separator: string): { text: string; rest?: string } | undefined {
  const quoted = /^\s*"((?:[^"]|"")*)" *(.?)/.exec(text);
  if (quoted) {
    const [whole, inside = '', next = ''] = quoted;
    const cell = inside.replaceAll('""', '"').trim();
    if (next === '') return { text: cell };
    return next === separator ? { text: cell, rest: text.slice(whole.length) } : undefined;
  }
  if (/^\s*"/.test(text)) return undefined;
  const end = text.indexOf(separator);
  return end === -1 ? { text: text.trim() } : { text: text.slice(0, end).trim(), rest: text.slice(end + 1) };
}

/** The same list as text again, to be changed and sent back. */
export function groupNamesText(names: ReadonlyMap<string, string>): string {
  return [...names].map(([groupId, name]) => `${groupId},${quoted(name)}`).join('\n');
}

function quoted(name: string): string {
  return /[",;\t]/.test(name) || name !== name.trim() ? `"${name.replaceAll('"', '""')}"` : name;
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
