/**
 * Lists as spreadsheets write and read them (RFC 4180). Cells that a spreadsheet would take for a formula are written
 * with an apostrophe before them, and read without it.
 */

export interface CsvLine {
  /** Where it begins, from 1, as an editor counts. */
  line: number;
  /** Trimmed unless quoted; undefined: a quote is not closed, or something follows it. */
  cells: readonly string[] | undefined;
  /** What stands there, shortened. */
  found: string;
}

const shownLetters = 60;
/** Spreadsheets run what begins so (OWASP, CSV injection). */
const formula = /^'*[=+\-@\t\r]/;
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

/** Comma, semicolon or tab: whichever comes first in the first line. Blank lines are left out. */
export function readCsv(text: string): CsvLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const separator = separatorIn(lines.find((line) => line.trim() !== '') ?? '');
  const read: CsvLine[] = [];
  for (let index = 0; index < lines.length;) {
    const first = lines[index] ?? '';
    const whole = first.trim() === '' ? { cells: [], lines: 1 } : recordAt(lines, index, separator);
    if (first.trim() !== '')
      read.push({ line: index + 1, cells: whole?.cells, found: first.trim().slice(0, shownLetters) });
    index += whole?.lines ?? 1;
  }
  return read;
}

function separatorIn(line: string): string {
  return /[,;\t]/.exec(line.replace(/"(?:[^"]|"")*"/g, ''))?.[0] ?? ',';
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
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
