/** Marks as numbers in arrays, in an order of their own, so that no result depends on the order of rows. */
import type { Mark } from './marks.js';

export interface Grid {
  workIds: readonly string[];
  reviewerIds: readonly string[];
  /** Per mark: index of its work, of its reviewer, and its points. Sorted by work, then reviewer. */
  workOf: Int32Array;
  reviewerOf: Int32Array;
  points: Float64Array;
  /** Marks of work `w` are `workStarts[w]` to `workStarts[w + 1] - 1`. */
  workStarts: Int32Array;
  /** Marks of reviewer `r` are the entries `reviewerStarts[r]` to `reviewerStarts[r + 1] - 1` of `byReviewer`. */
  reviewerStarts: Int32Array;
  byReviewer: Int32Array;
}

export function gridOf(marks: readonly Mark[]): Grid {
  const workIds = distinct(marks, ({ workId }) => workId);
  const reviewerIds = distinct(marks, ({ reviewerId }) => reviewerId);
  const [workAt, reviewerAt] = [placesOf(workIds), placesOf(reviewerIds)];
  const rows = marks.map((mark) => ({
    work: workAt.get(mark.workId) ?? 0,
    reviewer: reviewerAt.get(mark.reviewerId) ?? 0,
    points: mark.points,
  }));
  rows.sort((one, other) => one.work - other.work || one.reviewer - other.reviewer || one.points - other.points);
  const workOf = Int32Array.from(rows, ({ work }) => work);
  const reviewerOf = Int32Array.from(rows, ({ reviewer }) => reviewer);
  const reviewerStarts = startsOf(reviewerOf, reviewerIds.length);
  return {
    ...{ workIds, reviewerIds, workOf, reviewerOf, reviewerStarts },
    points: Float64Array.from(rows, ({ points }) => points),
    workStarts: startsOf(workOf, workIds.length),
    byReviewer: filed(reviewerOf, reviewerStarts),
  };
}

export function countAt(starts: Int32Array, index: number): number {
  return placeAt(starts, index + 1) - placeAt(starts, index);
}

/** Every index used here is below the length of its array. */
export function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

/** Apart from {@link at}, so that each stays a plain read of one kind of array. */
export function placeAt(values: Int32Array, index: number): number {
  return values[index] as number;
}

/** Adds to one place of an array. */
export function raiseAt(values: Float64Array, index: number, by: number): void {
  values[index] = (values[index] as number) + by;
}

function distinct(marks: readonly Mark[], idOf: (mark: Mark) => string): string[] {
  return [...new Set(marks.map(idOf))].sort();
}

function placesOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, place) => [id, place]));
}

function startsOf(owners: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const owner of owners) starts[owner + 1] = (starts[owner + 1] ?? 0) + 1;
  for (let index = 0; index < count; index += 1)
    starts[index + 1] = placeAt(starts, index + 1) + placeAt(starts, index);
  return starts;
}

function filed(owners: Int32Array, starts: Int32Array): Int32Array {
  const next = starts.slice();
  const places = new Int32Array(owners.length);
  for (let mark = 0; mark < owners.length; mark += 1) {
    const owner = placeAt(owners, mark);
    places[placeAt(next, owner)] = mark;
    next[owner] = placeAt(next, owner) + 1;
  }
  return places;
}
