/**
 * The ways in which the reviews of a work become its score. A method is fixed when reviewing starts.
 * - `mean`     Σ totals / n. Every review counts the same
 * - `trimmed`  the mean without the highest and the lowest quarter (n / 4, rounded down): the same as the mean below 4 reviews
 * - `median`   the middle value of each criterion, added up (as ORA2 does): a guard against one absurd review, not a better
 *              estimate; of 3 reviews it throws away what two say
 * - `estimate` true scores, biases and weights together, on the scale of staff: estimate.rules.ts
 * A work that staff graded has the mean of what staff gave, whatever the method.
 */
import { eightOfTen } from './anchors.rules.js';
import { estimate, type Estimate } from './estimate.rules.js';
import { gridOf } from './grid.rules.js';
import type { Anchor, Interval, Mark, Method } from './marks.js';
import { spreadOf } from './spread.rules.js';

/** What one reviewer gave one work, criterion by criterion. */
export interface Marking {
  workId: string;
  reviewerId: string;
  criteria: readonly number[];
}

export interface WorkScore {
  points: number;
  /** Holds the score in 8 of 10 cases. For all methods but the estimate: what as many other reviewers would have said. */
  interval: Interval;
  reviews: number;
  /** The mean of the totals, whatever the method. */
  mean: number;
  /** Lowest and highest total. */
  low: number;
  high: number;
  /** Staff graded it: `points` is their word. */
  graded: boolean;
}

export interface Scoring {
  method: Method;
  markings: readonly Marking[];
  anchors: readonly Anchor[];
  /** Highest points a work can have. */
  most: number;
  /** See {@link estimate}. */
  draw?: number;
}

export interface Scored {
  works: ReadonlyMap<string, WorkScore>;
  /** Of the method `estimate`: what is known of reviewers and of the scale. */
  estimate?: Estimate;
}

/** Variance of a middle value beside that of a mean, of many normal values: π / 2. */
const medianLoss = Math.PI / 2;

export function scoresFrom({ method, markings, anchors, most, draw = 0 }: Scoring): Scored {
  const marks = markings.map(({ workId, reviewerId, criteria }): Mark => ({
    workId,
    reviewerId,
    points: sum(criteria),
  }));
  if (method !== 'estimate') return { works: described(plain(method, { markings, marks, anchors, most }), marks) };
  const estimated = estimate({ marks, anchors, most, draw });
  return { works: described(estimated.works, marks), estimate: estimated };
}

type Valued = Omit<WorkScore, 'mean' | 'low' | 'high'>;

function described(valued: ReadonlyMap<string, Valued>, marks: readonly Mark[]): Map<string, WorkScore> {
  const totals = gathered(marks, ({ workId }) => workId);
  const works = new Map<string, WorkScore>();
  for (const [workId, { points, interval, reviews, graded }] of valued) {
    const given = (totals.get(workId) ?? []).map((mark) => mark.points);
    const shown = given.length === 0 ? [points] : given;
    works.set(workId, {
      ...{ points, interval, reviews, graded },
      ...{ mean: meanOf(shown), low: Math.min(...shown), high: Math.max(...shown) },
    });
  }
  return works;
}

function plain(
  method: Plain,
  { markings, marks, anchors, most }: Omit<Scoring, 'method' | 'draw'> & { marks: readonly Mark[] },
): Map<string, Valued> {
  const { bias, error } = spreadOf(gridOf(marks), most);
  const loss = method === 'median' ? medianLoss : 1;
  const graded = gathered(anchors, ({ workId }) => workId);
  const works = new Map<string, Valued>();
  for (const [workId, given] of gathered(markings, (marking) => marking.workId)) {
    const points = methodsOf[method](given.map(({ criteria }) => criteria));
    const half = eightOfTen * Math.sqrt((loss * (bias + error)) / given.length);
    const interval = { low: Math.max(0, points - half), high: Math.min(most, points + half) };
    works.set(workId, { points, interval, reviews: given.length, graded: false });
  }
  for (const [workId, given] of graded) {
    const points = meanOf(given.map((anchor) => anchor.points));
    const reviews = works.get(workId)?.reviews ?? 0;
    works.set(workId, { points, interval: { low: points, high: points }, reviews, graded: true });
  }
  return works;
}

/** Of the criteria of all reviews of one work; at least one review. */
type Plain = Exclude<Method, 'estimate'>;
type Combining = (given: readonly (readonly number[])[]) => number;

const methodsOf: Readonly<Record<Plain, Combining>> = {
  mean: (given) => meanOf(given.map(sum)),
  trimmed: (given) => trimmedMean(given.map(sum)),
  median: (given) => sum((given[0] ?? []).map((_, place) => median(given.map((criteria) => criteria[place] ?? 0)))),
};

function trimmedMean(totals: readonly number[]): number {
  const off = Math.floor(totals.length / 4);
  return meanOf(inOrder(totals).slice(off, totals.length - off));
}

/** Of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values);
  const upper = Math.floor(sorted.length / 2);
  const lower = sorted.length % 2 === 1 ? upper : upper - 1;
  return ((sorted[lower] ?? 0) + (sorted[upper] ?? 0)) / 2;
}

/** Added up from the lowest on, so that the order of rows does not move the last digit. */
function meanOf(values: readonly number[]): number {
  return sum(inOrder(values)) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function inOrder(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other);
}

function gathered<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
