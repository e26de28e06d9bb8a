/**
 * Lists as spreadsheets write and read them (RFC 4180). Cells that a spreadsheet would take for a formula are written
 * with an apostrophe before them, and read without it.
 */
import { isSeen } from './seen.js';

export interface CsvLine {
  /** Where it begins, from 1, as an editor counts. */
  line: number;
  /** Trimmed unless quoted; undefined: a quote is not closed, or something follows it. */
  cells: readonly string[] | undefined;
  /** What stands there, shortened. */
  found: string;
}

const shownLetters = 60;
/** Spreadsheets run what begins so, of full width too, some whatever unseen signs stand before it (OWASP, CSV injection). */
const starts = String.raw`[\p{Cf}\p{Z}\n]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]`;
const formula = new RegExp(`^'*${starts}`, 'u');
const defused = new RegExp(`^'+${starts}`, 'u');
const byteOrderMark = '\uFEFF';

/** With a byte order mark, without which spreadsheets guess the letters wrong. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((row) => `${csvLine(row)}\r\n`).join('');
}

export function csvLine(cells: readonly string[]): string {
  return cells.map(cellText).join(',');
}

function cellText(cell: string): string {
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Excel's own first line, which says what separates the cells. */
const saidSeparator = /^sep=([,;\t])$/i;

/** Blank lines are left out, as are rows of empty cells, which spreadsheets leave below a list. */
export function readCsv(text: string): CsvLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const start = lines.findIndex((line) => isSeen(line.replace(/[,;\t"]/g, '')));
  if (start === -1) return [];
  const first = lines[start] ?? '';
  const said = saidSeparator.exec(first.trim())?.[1];
  return recordsIn(lines, said === undefined ? start : start + 1, said ?? separatorIn(first));
}

function recordsIn(lines: readonly string[], start: number, separator: string): CsvLine[] {
  const read: CsvLine[] = [];
  for (let index = start; index < lines.length;) {
    const first = lines[index] ?? '';
    const whole = isSeen(first) ? recordAt(lines, index, separator) : { cells: [], lines: 1 };
    if (!whole?.cells.every((cell) => !isSeen(cell)))
      read.push({ line: index + 1, cells: whole?.cells, found: shownOf(first) });
    index += whole?.lines ?? 1;
  }
  return read;
}

/** As it may stand in a sentence. */
function shownOf(line: string): string {
  return line
    .slice(0, 2 * shownLetters)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, shownLetters);
}

/** Of the first line. "Weber, Jonas;Obi, Amara" is two cells: a comma stands inside a cell oftener than the others do. */
function separatorIn(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  return ['\t', ';'].find((separator) => bare.includes(separator)) ?? ',';
}

/** Far more lines than anybody writes into one cell: what is open for longer was never closed. */
const linesAtMost = 50;

/** A quoted cell may go over several lines; one whose quote is never closed spoils its first line only. */
function recordAt(lines: readonly string[], from: number, separator: string) {
  let text = lines[from] ?? '';
  for (let count = 1; count <= linesAtMost; count += 1) {
    const cells = cellsOf(text, separator);
    if (cells !== 'open') return cells && { cells, lines: count };
    const next = lines[from + count];
    if (next === undefined) return undefined;
    text = `${text}\n${next}`;
  }
  return undefined;
}

function cellsOf(record: string, separator: string): string[] | 'open' | undefined {
  const cells: string[] = [];
  let rest: string | undefined = record;
  while (rest !== undefined) {
    const cell = cellAt(rest, separator);
    if (cell === 'open' || cell === undefined) return cell;
    cells.push(plain(cell.text));
    rest = cell.rest;
  }
  return cells;
}

/** `rest`: what follows the separator; absent at the record's end. */
function cellAt(text: string, separator: string): { text: string; rest?: string } | 'open' | undefined {
  const quoted = /^\s*"((?:[^"]|"")*)"(?!") *(.?)/s.exec(text);
  if (quoted) {
    const [whole, inside = '', next = ''] = quoted;
    const cell = inside.replaceAll('""', '"');
    if (next === '') return { text: cell };
    return next === separator ? { text: cell, rest: text.slice(whole.length) } : undefined;
  }
  if (/^\s*"/.test(text)) return 'open';
  const end = text.indexOf(separator);
  return end === -1 ? { text: text.trim() } : { text: text.slice(0, end).trim(), rest: text.slice(end + 1) };
}

function plain(cell: string): string {
  return defused.test(cell) ? cell.slice(1) : cell;
}
