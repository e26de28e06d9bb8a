/** A rubric as a teacher writes it: criteria one by one, each judged by levels, points in a range, errors or agreement. */
import { fingerprint } from '../../shared/ids.js';
import { mostPoints, type Criterion, type Level, type Rubric, type Scale } from '../rubric.js';

export const criteriaAtMost = 8;
/** Places that the form has at least; a table may bring more levels. */
export const levelsAtMost = 5;
export const pointsAtMost = 100;
/** Of a range, and of errors that are told apart. */
export const stepsAtMost = 10;

/** What a teacher writes; `most` is asked of every scale but levels, which have points of their own. */
export interface Written {
  question: string;
  hint: string;
  prompt: string;
  needsWords: boolean;
  scale: Scale;
  most: number;
  levels: readonly Level[];
}

/** How levels that nobody wrote are called; in the teacher's language. */
export interface ScaleWords {
  points(count: number): string;
  errors(count: number): string;
  /** Five, from no agreement to full. */
  agreement: readonly string[];
}

export function criterionFrom(criterionId: string, written: Written, words: ScaleWords): Criterion {
  const { question, hint, prompt, needsWords, scale, most } = written;
  return {
    ...{ criterionId, question, hint, prompt, scale },
    ...(scale !== 'levels' && { most }),
    ...(needsWords && { needsWords }),
    levels: levelsFrom(written, words),
  };
}

/** Worst first, as reviewers read them. */
function levelsFrom({ scale, most, levels }: Written, words: ScaleWords): Level[] {
  const steps = Array.from({ length: most + 1 }, (_, points) => points);
  if (scale === 'range') return steps.map((points) => ({ title: words.points(points), description: '', points }));
  if (scale === 'errors')
    return steps.map((points) => ({ title: words.errors(most - points), description: '', points }));
  if (scale === 'agreement')
    return words.agreement.map((title, place, { length }) => ({
      ...{ title, description: '', points: Math.round((most * place) / (length - 1)) },
    }));
  return [...levels].sort((one, other) => one.points - other.points);
}

export function withCriterion(rubric: Rubric, criterion: Criterion): Rubric {
  const isThere = rubric.criteria.some(({ criterionId }) => criterionId === criterion.criterionId);
  const criteria = isThere
    ? rubric.criteria.map((one) => (one.criterionId === criterion.criterionId ? criterion : one))
    : [...rubric.criteria, criterion];
  return { ...rubric, criteria };
}

/** Of what is there of a criterion, or of all: a form that began with something else has not seen it. Of nothing the empty text. */
export function printOf(criteria: readonly Criterion[]): string {
  return criteria.length === 0 ? '' : fingerprint(JSON.stringify(criteria.map(wordsOf)));
}

function wordsOf({ question, hint, prompt, needsWords = false, scale = 'levels', most = 0, levels }: Criterion) {
  return [
    question,
    hint,
    prompt,
    needsWords,
    scale,
    most,
    levels.map((one) => [one.title, one.description, one.points]),
  ];
}

export function criterionIn({ criteria }: Pick<Rubric, 'criteria'>, criterionId: string): Criterion | undefined {
  return criteria.find((one) => one.criterionId === criterionId);
}

/** One press that came twice: the same words stand there already. */
export function holdsSame({ criteria }: Pick<Rubric, 'criteria'>, written: Criterion): boolean {
  const print = printOf([written]);
  return criteria.some((one) => printOf([one]) === print);
}

export function withoutCriterion(rubric: Rubric, criterionId: string): Rubric {
  return { ...rubric, criteria: rubric.criteria.filter((one) => one.criterionId !== criterionId) };
}

/** One place up; the first stays where it is. */
export function movedUp(rubric: Rubric, criterionId: string): Rubric {
  const at = rubric.criteria.findIndex((one) => one.criterionId === criterionId);
  const [before, own] = [rubric.criteria[at - 1], rubric.criteria[at]];
  if (!before || !own) return rubric;
  return { ...rubric, criteria: [...rubric.criteria.slice(0, at - 1), own, before, ...rubric.criteria.slice(at + 1)] };
}

/** A letter that no criterion of the rubric has. */
export function freeId({ criteria }: Pick<Rubric, 'criteria'>): string {
  const taken = new Set(criteria.map(({ criterionId }) => criterionId));
  return (
    Array.from({ length: 26 }, (_, place) => String.fromCharCode(97 + place)).find((letter) => !taken.has(letter)) ??
    'z'
  );
}

/** It can be used once there is something to choose that is worth points. */
export function isUsable(rubric: Rubric): boolean {
  return rubric.criteria.length > 0 && mostPoints(rubric) > 0;
}
