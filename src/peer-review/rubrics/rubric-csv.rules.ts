/** A rubric as a table: a line each criterion: question, where to look, what to write, needed, then title, text, points per level. */
import { readCsv, writeCsv } from '../../shared/csv.js';
import { seenLine } from '../../shared/seen.js';
import type { Criterion, Level, Rubric } from '../rubric.js';
import { criteriaAtMost, pointsAtMost, stepsAtMost } from './writing.rules.js';

export type RubricLineProblem = 'quote' | 'question' | 'prompt' | 'levels' | 'points' | 'long' | 'many';

export interface BadRubricLine {
  line: number;
  problem: RubricLineProblem;
  found: string;
}

const cellsOfLevel = 3;
export const longestLine = 300;

const heading = ['question', 'where to look', 'what to write', 'words needed'];

export function rubricCsv({ criteria }: Pick<Rubric, 'criteria'>): string {
  const widest = Math.max(0, ...criteria.map(({ levels }) => levels.length));
  const levels = Array.from({ length: widest }, (_, place) =>
    ['level', 'means', 'points'].map((name) => `${name} ${String(place + 1)}`),
  );
  const rows = criteria.map((criterion) => [
    ...[criterion.question, criterion.hint, criterion.prompt, criterion.needsWords ? 'yes' : 'no'],
    ...criterion.levels.flatMap(({ title, description, points }) => [title, description, String(points)]),
  ]);
  return writeCsv([[...heading, ...levels.flat()], ...rows]);
}

export function readRubric(text: string): { criteria: Criterion[]; bad: BadRubricLine[] } {
  const [criteria, bad]: [Criterion[], BadRubricLine[]] = [[], []];
  for (const [index, { line, cells, found }] of readCsv(text).entries()) {
    if (index === 0 && seenLine(cells?.[0] ?? '').toLowerCase() === heading[0]) continue;
    const id = String.fromCharCode('a'.charCodeAt(0) + criteria.length);
    const read = criteria.length === criteriaAtMost ? 'many' : criterionIn(id, cells);
    if (typeof read === 'string') bad.push({ line, problem: read, found });
    else criteria.push(read);
  }
  return { criteria, bad };
}

function criterionIn(criterionId: string, cells: readonly string[] | undefined): Criterion | RubricLineProblem {
  if (cells === undefined) return 'quote';
  const [question = '', hint = '', prompt = '', needed = '', ...rest] = cells.map(seenLine);
  const levels = problemWith({ question, prompt, cells }) ?? levelsIn(rest);
  if (typeof levels === 'string') return levels;
  const needsWords = /^(y|yes|1|true|x)$/i.test(needed);
  return { criterionId, question, hint, prompt, scale: 'levels', levels, ...(needsWords && { needsWords }) };
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
function levelsIn(cells: readonly string[]): Level[] | RubricLineProblem {
  const groups = Array.from({ length: Math.ceil(cells.length / cellsOfLevel) }, (_, at) =>
    cells.slice(at * cellsOfLevel, (at + 1) * cellsOfLevel),
  ).filter((group) => group.some((cell) => cell !== ''));
  const levels = groups.map(([title = '', description = '', points = '']) => ({ title, description, points }));
  if (levels.length < 2 || levels.length > stepsAtMost + 1 || levels.some(({ title }) => title === '')) return 'levels';
  if (levels.some(({ points }) => !isPoints(points))) return 'points';
  return levels
    .map((level) => ({ ...level, points: Number(level.points) }))
    .sort((one, other) => one.points - other.points);
}

function isPoints(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= pointsAtMost;
}
