import { describe, expect, test } from '@jest/globals';
import { cohortKinds, cohortOf, type Cohort } from '../../scripts/bench/review-cohorts.js';
import { meanOf, rmse } from '../../scripts/bench/review-measures.js';
import { estimate } from '../../src/peer-review/scores/estimate.rules.js';
import type { Anchor } from '../../src/peer-review/scores/marks.js';
import { scoresFrom, type Marking } from '../../src/peer-review/scores/methods.rules.js';
import { methods, type Method } from '../../src/peer-review/scores/marks.js';
import { seededRandom, shuffled } from '../../src/shared/random.js';

const size = { works: 90, each: 3, criteria: 5 };

function errorOf(cohort: Cohort, method: Method): number {
  const { works } = scoresFrom({ method, markings: cohort.markings, anchors: [], most: cohort.most });
  return rmse(
    [...cohort.truth.keys()].map((id) => works.get(id)?.points ?? 0),
    [...cohort.truth.values()],
  );
}

function staffGrades(
  cohort: Cohort,
  { count, seed, turn }: { count: number; seed: number; turn: (of: number) => number },
) {
  const random = seededRandom(seed);
  return shuffled([...cohort.truth.keys()], random)
    .slice(0, count)
    .map((workId): Anchor => ({ workId, points: turn(cohort.truth.get(workId) ?? 0) + (random() - 0.5) }));
}

const marks = (markings: readonly Marking[]) =>
  markings.map(({ workId, reviewerId, criteria }) => ({
    ...{ workId, reviewerId },
    points: criteria.reduce((sum, points) => sum + points, 0),
  }));

describe('methods', () => {
  const four: Marking[] = [
    { workId: 'w', reviewerId: 'a', criteria: [1, 4] },
    { workId: 'w', reviewerId: 'b', criteria: [2, 3] },
    { workId: 'w', reviewerId: 'c', criteria: [3, 0] },
    { workId: 'w', reviewerId: 'd', criteria: [4, 4] },
  ];
  test.each([
    ['mean', four, 5.25],
    ['mean', four.slice(0, 3), 13 / 3],
    ['trimmed', four, 5],
    ['trimmed', four.slice(0, 3), 13 / 3],
    ['median', four, 6],
    ['median', four.slice(0, 3), 5],
  ] as const)('%s', (method, markings, points) => {
    const score = scoresFrom({ method, markings, anchors: [], most: 8 }).works.get('w');
    expect(score).toMatchObject({ reviews: markings.length, graded: false });
    expect(score?.points).toBeCloseTo(points, 10);
  });

  test.each(methods)('%s: what staff gave a work is its score, reviewed or not', (method) => {
    const anchors = [
      { workId: 'w', points: 7 },
      { workId: 'w', points: 8 },
      { workId: 'unreviewed', points: 2 },
    ];
    const { works } = scoresFrom({ method, markings: four, anchors, most: 8 });
    expect(works.get('w')).toMatchObject({ points: 7.5, graded: true, mean: 5.25, low: 3, high: 8 });
    expect(works.get('unreviewed')).toMatchObject({ points: 2, graded: true, reviews: 0 });
  });

  test.each(methods)('%s: the order of rows changes nothing, to the last digit', (method) => {
    const { markings, most } = cohortOf('colluding', size, seededRandom(4));
    const anchors = staffGrades(cohortOf('colluding', size, seededRandom(4)), { count: 9, seed: 1, turn: (of) => of });
    const one = scoresFrom({ method, markings, anchors, most });
    const other = scoresFrom({
      ...{ method, most },
      markings: shuffled(markings, seededRandom(5)),
      anchors: shuffled(anchors, seededRandom(6)),
    });
    const inOrder = (works: typeof one.works) => [...works].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(inOrder(other.works)).toEqual(inOrder(one.works));
  });

  test.each(methods)('%s: nothing, one review, and a class of one mind give finite scores on the scale', (method) => {
    const alike = ['a', 'b', 'c'].flatMap((workId) =>
      ['x', 'y'].map((reviewerId): Marking => ({ workId, reviewerId, criteria: [4, 4] })),
    );
    expect(scoresFrom({ method, markings: [], anchors: [], most: 8 }).works.size).toBe(0);
    for (const markings of [four.slice(0, 1), alike]) {
      for (const { points, interval } of scoresFrom({ method, markings, anchors: [], most: 8 }).works.values()) {
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(points).toBeGreaterThanOrEqual(interval.low);
        expect(points).toBeLessThanOrEqual(interval.high);
        expect(interval.high).toBeLessThanOrEqual(8);
      }
    }
  });
});

describe('the estimate', () => {
  test.each(cohortKinds)('is nearer the truth than mean and median where some reviewers are %s', (kind) => {
    const errors = Array.from({ length: 12 }, (_, seed) => {
      const cohort = cohortOf(kind, size, seededRandom(seed + 100));
      return (['estimate', 'mean', 'median'] as const).map((method) => errorOf(cohort, method));
    });
    const [estimated = 0, mean = 0, median = 0] = [0, 1, 2].map((place) =>
      meanOf(errors.map((row) => row[place] ?? 0)),
    );
    expect(estimated).toBeLessThan(Math.min(mean, median) * (kind === 'honest' ? 1.03 : 1));
  });

  test('keeps the weight of every reviewer within 0.5 and 2, and lets random ones count less', () => {
    const { markings, most } = cohortOf('random', size, seededRandom(7));
    const { reviewers } = estimate({ marks: marks(markings), anchors: [], most });
    const weights = [...reviewers.values()].map(({ weight }) => weight);
    expect(Math.min(...weights)).toBe(0.5);
    expect(Math.max(...weights)).toBeLessThanOrEqual(2);
    expect(Math.max(...weights)).toBeGreaterThan(1);
  });

  test('draws no score towards the mean of the class unless the teacher lets it', () => {
    const { markings, most } = cohortOf('honest', size, seededRandom(8));
    const spread = (draw: number) => {
      const points = [...estimate({ marks: marks(markings), anchors: [], most, draw }).works.values()].map(
        (one) => one.points,
      );
      return Math.sqrt(meanOf(points.map((value) => (value - meanOf(points)) ** 2)));
    };
    const means = [...scoresFrom({ method: 'mean', markings, anchors: [], most }).works.values()].map(
      (one) => one.points,
    );
    const ofMeans = Math.sqrt(meanOf(means.map((value) => (value - meanOf(means)) ** 2)));
    expect(spread(0) / ofMeans).toBeGreaterThan(0.97);
    expect(spread(0.5)).toBeLessThan(spread(0));
    expect(spread(1)).toBeLessThan(spread(0.5));
  });

  test('takes offset and scale of all works from those that staff graded', () => {
    const cohort = cohortOf('honest', size, seededRandom(9));
    const turn = (of: number) => 2 + 0.75 * of;
    const anchors = staffGrades(cohort, { count: 25, seed: 2, turn });
    const { works, slope, graded } = estimate({ marks: marks(cohort.markings), anchors, most: cohort.most });
    const others = [...cohort.truth].filter(([id]) => !works.get(id)?.graded);
    const estimates = others.map(([id]) => works.get(id)?.points ?? 0);
    const alone = estimate({ marks: marks(cohort.markings), anchors: [], most: cohort.most }).works;
    const truths = others.map(([, of]) => turn(of));
    expect(graded).toBe(25);
    expect(slope).toBeLessThan(0.9);
    expect(rmse(estimates, truths)).toBeLessThan(
      0.8 *
        rmse(
          others.map(([id]) => alone.get(id)?.points ?? 0),
          truths,
        ),
    );
  });

  test('with one or two graded works only moves, and leaves distances as they are', () => {
    const cohort = cohortOf('honest', size, seededRandom(10));
    const anchors = staffGrades(cohort, { count: 2, seed: 3, turn: (of) => of - 3 });
    const alone = estimate({ marks: marks(cohort.markings), anchors: [], most: cohort.most }).works;
    const { works, slope, offset } = estimate({ marks: marks(cohort.markings), anchors, most: cohort.most });
    expect(slope).toBe(1);
    for (const [id, { points, graded, interval }] of works) {
      const inside = interval.low > 0 && interval.high < cohort.most && (alone.get(id)?.points ?? 0) < cohort.most;
      if (!graded && inside) expect(points).toBeCloseTo((alone.get(id)?.points ?? 0) + offset, 8);
    }
  });

  test.each([5, 10, 25])('of 10 intervals 8 hold the score of staff, %i works graded', (count) => {
    const held = Array.from({ length: 30 }, (_, seed) => {
      const cohort = cohortOf('honest', size, seededRandom(seed + 40));
      const anchors = staffGrades(cohort, { count, seed, turn: (of) => of - 1.5 });
      const { works } = estimate({ marks: marks(cohort.markings), anchors, most: cohort.most });
      const others = [...works].filter(([, { graded }]) => !graded);
      return meanOf(
        others.map(([id, { interval }]) => {
          const truth = (cohort.truth.get(id) ?? 0) - 1.5;
          return truth >= interval.low && truth <= interval.high ? 1 : 0;
        }),
      );
    });
    expect(meanOf(held)).toBeGreaterThan(0.74);
    expect(meanOf(held)).toBeLessThan(0.9);
  });

  test('grows surer with every graded work, and says how many would halve the interval or that none would', () => {
    const cohort = cohortOf('honest', { works: 60, each: 8, criteria: 5 }, seededRandom(11));
    const { halfWidth, gradedToHalve, halfWidthWith } = estimate({
      ...{ marks: marks(cohort.markings), anchors: [], most: cohort.most },
    });
    const few = estimate({ marks: marks(cohortOf('honest', size, seededRandom(11)).markings), anchors: [], most: 20 });
    expect(halfWidthWith(0)).toBe(halfWidth);
    expect(halfWidthWith(gradedToHalve ?? 0)).toBeLessThanOrEqual(halfWidth / 2);
    expect(halfWidthWith((gradedToHalve ?? 1) - 1)).toBeGreaterThan(halfWidth / 2);
    expect(few.gradedToHalve).toBeUndefined();
  });
});
