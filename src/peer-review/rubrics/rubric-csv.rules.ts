/**
 * A rubric as a table: a line each criterion: question, where to look, what to write, needed, then title, text, points per level.
 * Where levels are not written but made, their place takes one of the scale's name and its highest points: `range,,10`.
 */
import { readCsv, writeCsv } from '../../shared/csv.js';
import { seenLine } from '../../shared/seen.js';
import { scales, type Criterion, type Level, type Rubric, type Scale } from '../rubric.js';
import { criteriaAtMost, criterionFrom, pointsAtMost, stepsAtMost, type ScaleWords } from './writing.rules.js';

export type RubricLineProblem = 'quote' | 'question' | 'prompt' | 'levels' | 'points' | 'most' | 'long' | 'many';

export interface BadRubricLine {
  line: number;
  problem: RubricLineProblem;
  found: string;
}

const cellsOfLevel = 3;
export const longestLine = 300;

const heading = ['question', 'where to look', 'what to write', 'words needed'];

export function rubricCsv({ criteria }: Pick<Rubric, 'criteria'>): string {
  const shown = criteria.map(levelsOut);
  const widest = Math.max(0, ...shown.map(({ length }) => length));
  const levels = Array.from({ length: widest }, (_, place) =>
    ['level', 'means', 'points'].map((name) => `${name} ${String(place + 1)}`),
  );
  const rows = criteria.map((criterion, place) => [
    ...[criterion.question, criterion.hint, criterion.prompt, criterion.needsWords ? 'yes' : 'no'],
    ...(shown[place] ?? []).flatMap(({ title, description, points }) => [title, description, String(points)]),
  ]);
  return writeCsv([[...heading, ...levels.flat()], ...rows]);
}

function levelsOut({ scale = 'levels', most = 0, levels }: Criterion): readonly Level[] {
  return scale === 'levels' ? levels : [{ title: scale, description: '', points: most }];
}

/** @param words how made levels are called */
export function readRubric(text: string, words: ScaleWords): { criteria: Criterion[]; bad: BadRubricLine[] } {
  const [criteria, bad]: [Criterion[], BadRubricLine[]] = [[], []];
  for (const [index, { line, cells, found }] of readCsv(text).entries()) {
    if (index === 0 && seenLine(cells?.[0] ?? '').toLowerCase() === heading[0]) continue;
    const id = String.fromCharCode('a'.charCodeAt(0) + criteria.length);
    const read = criteria.length === criteriaAtMost ? 'many' : criterionIn(id, cells, words);
    if (typeof read === 'string') bad.push({ line, problem: read, found });
    else criteria.push(read);
  }
  return { criteria, bad };
}

function criterionIn(
  criterionId: string,
  cells: readonly string[] | undefined,
  words: ScaleWords,
): Criterion | RubricLineProblem {
  if (cells === undefined) return 'quote';
  const [question = '', hint = '', prompt = '', needed = '', ...rest] = cells.map(seenLine);
  const judged = problemWith({ question, prompt, cells }) ?? judgedBy(rest);
  if (typeof judged === 'string') return judged;
  const needsWords = /^(y|yes|1|true|x)$/i.test(needed);
  return criterionFrom(criterionId, { question, hint, prompt, needsWords, ...judged }, words);
}

function problemWith({
  question,
  prompt,
  cells,
}: {
  question: string;
  prompt: string;
  cells: readonly string[];
}): RubricLineProblem | undefined {
  if (question === '') return 'question';
  if (prompt === '') return 'prompt';
  return cells.some((cell) => cell.length > longestLine) ? 'long' : undefined;
}

/** Cells after the last level may be empty, as spreadsheets write them. */
function judgedBy(cells: readonly string[]): Judged | RubricLineProblem {
  const groups = Array.from({ length: Math.ceil(cells.length / cellsOfLevel) }, (_, at) =>
    cells.slice(at * cellsOfLevel, (at + 1) * cellsOfLevel),
  ).filter((group) => group.some((cell) => cell !== ''));
  const levels = groups.map(([title = '', description = '', points = '']) => ({ title, description, points }));
  const made = groups.length === 1 ? madeScaleIn(levels[0]) : undefined;
  if (made !== undefined) return made;
  if (levels.length < 2 || levels.length > stepsAtMost + 1 || levels.some(({ title }) => title === '')) return 'levels';
  if (levels.some(({ points }) => !isPoints(points))) return 'points';
  return { scale: 'levels', most: 0, levels: levels.map((level) => ({ ...level, points: Number(level.points) })) };
}

interface Judged {
  scale: Scale;
  most: number;
  levels: readonly Level[];
}

function madeScaleIn(only: { title: string; points: string } | undefined): Judged | 'most' | undefined {
  const scale = scales.find((one) => one !== 'levels' && one === only?.title.toLowerCase());
  if (!only || !scale) return undefined;
  const most = /^\d{1,2}$/.test(only.points) ? Number(only.points) : 0;
  return most < 1 || most > stepsAtMost ? 'most' : { scale, most, levels: [] };
}

function isPoints(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= pointsAtMost;
}
