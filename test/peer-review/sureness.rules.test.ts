import { describe, expect, test } from '@jest/globals';
import { cohortOf, type Cohort } from '../../scripts/bench/review-cohorts.js';
import { meanOf } from '../../scripts/bench/review-measures.js';
import { agreementOf, withReviews } from '../../src/peer-review/scores/agreement.rules.js';
import { fitOf } from '../../src/peer-review/scores/fit.rules.js';
import { gridOf } from '../../src/peer-review/scores/grid.rules.js';
import type { Marking } from '../../src/peer-review/scores/methods.rules.js';
import { spreadOf } from '../../src/peer-review/scores/spread.rules.js';
import { seededRandom } from '../../src/shared/random.js';

const size = { works: 90, each: 3, criteria: 5 };

const marks = (markings: readonly Marking[]) =>
  markings.map(({ workId, reviewerId, criteria }) => ({
    ...{ workId, reviewerId },
    points: criteria.reduce((sum, points) => sum + points, 0),
  }));

describe('how sure a score is', () => {
  /** From the inverse of the whole system: about the mean of all works, since what moves all alike is the offset's affair. */
  function exactly({ markings, most }: Cohort): number[] {
    const grid = gridOf(marks(markings));
    const spread = spreadOf(grid, most);
    const { weights } = fitOf(grid, spread, most);
    const works = grid.workIds.length;
    const count = works + grid.reviewerIds.length;
    const system = Array.from({ length: count }, (_, row) =>
      Array.from({ length: count }, (_none, column) => (row === column && row >= works ? 1 / spread.bias : 0)),
    );
    const add = (row: number, column: number, value: number) => {
      const line = system[row];
      if (line) line[column] = (line[column] ?? 0) + value;
    };
    for (const [mark, work] of grid.workOf.entries()) {
      const reviewer = works + (grid.reviewerOf[mark] ?? 0);
      const precision = (weights[grid.reviewerOf[mark] ?? 0] ?? 0) / spread.error;
      for (const row of [work, reviewer]) for (const column of [work, reviewer]) add(row, column, precision);
    }
    const inverse = inverted(system);
    const rows = inverse.slice(0, works).map((row) => row.slice(0, works));
    const common = meanOf(rows.map(meanOf));
    return rows.map((row, work) => (row[work] ?? 0) - 2 * meanOf(row) + common);
  }

  function inverted(system: readonly (readonly number[])[]): number[][] {
    const rows = system.map((row, at) => [...row, ...system.map((_, column) => (column === at ? 1 : 0))]);
    for (const [pivot, pivotRow] of rows.entries()) {
      const by = pivotRow[pivot] ?? 1;
      for (const place of pivotRow.keys()) pivotRow[place] = (pivotRow[place] ?? 0) / by;
      for (const row of rows) {
        const factor = row === pivotRow ? 0 : (row[pivot] ?? 0);
        if (factor !== 0)
          for (const place of row.keys()) row[place] = (row[place] ?? 0) - factor * (pivotRow[place] ?? 0);
      }
    }
    return rows.map((row) => row.slice(system.length));
  }

  test('is what solving all of it at once would say, an eighth off on average, a quarter at most', () => {
    const cohort = cohortOf('generous', { works: 40, each: 3, criteria: 4 }, seededRandom(12));
    const grid = gridOf(marks(cohort.markings));
    const { sureness } = fitOf(grid, spreadOf(grid, cohort.most), cohort.most);
    const ratios = exactly(cohort).map((variance, work) => (sureness.scores[work] ?? 0) / variance);
    expect(Math.abs(1 - meanOf(ratios))).toBeLessThan(0.125);
    expect(Math.min(...ratios)).toBeGreaterThan(0.75);
    expect(Math.max(...ratios)).toBeLessThan(1.25);
  });
});

describe('agreement', () => {
  test('is high where reviewers agree, says how many would do, and nothing of too few works', () => {
    const mosts = [4, 4, 4, 4, 4];
    const good = agreementOf(cohortOf('honest', size, seededRandom(1)).markings, mosts);
    const bad = agreementOf(cohortOf('random', size, seededRandom(1)).markings, mosts);
    expect(good?.single ?? 0).toBeGreaterThan(bad?.single ?? 1);
    expect(good?.advised ?? 10).toBeLessThan(bad?.advised ?? 0);
    expect(withReviews(good?.single ?? 0, good?.advised ?? 0)).toBeGreaterThanOrEqual(0.75);
    expect(good?.criteria).toHaveLength(5);
    expect(agreementOf(cohortOf('honest', { ...size, works: 4 }, seededRandom(1)).markings, mosts)).toBeUndefined();
  });
});
