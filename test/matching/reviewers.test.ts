import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ReviewerCase } from '../../src/matching/reviewers/reviewer-case.js';
import { checkReviewers, loadsApart } from '../../src/matching/reviewers/reviewer-checker.js';
import { solveReviewers } from '../../src/matching/reviewers/reviewers.js';
import { seededRandom } from '../../src/shared/random.js';

/** Everybody hands in and reviews; `bars` are pairs of work and reviewer that must not be. */
function caseOf(people: number, each: number, bars: readonly (readonly [number, number])[] = []): ReviewerCase {
  return {
    ...{ each, most: each, existing: [] },
    works: Array.from({ length: people }, (_, work) => ({
      authors: [work],
      barred: bars.filter(([barred]) => barred === work).map(([, reviewer]) => reviewer),
    })),
    reviewers: Array.from({ length: people }, () => ({ given: 0 })),
  };
}

describe('who reviews whom', () => {
  test('everyone gives and gets the same number, never their own and nobody barred, whatever may be barred', () => {
    const bars = fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 30 }),
        fc.integer({ min: 1, max: 3 }),
        bars,
        fc.nat(),
        (people, each, barred, seed) => {
          const review = caseOf(
            people,
            each,
            barred.filter(([work, reviewer]) => work < people && reviewer < people),
          );
          const solution = solveReviewers(review, seededRandom(seed));
          expect(checkReviewers(review, solution)).toEqual([]);
          if (solution.short.length === 0) expect(loadsApart(review, solution)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('a work falls short only when nothing could mend it', () => {
    const bars = [1, 2, 3].map((reviewer): [number, number] => [0, reviewer]);
    const review = caseOf(5, 2, bars);
    const solution = solveReviewers(review, seededRandom(1));
    expect(checkReviewers(review, solution)).toEqual([]);
    expect(solution.short).toEqual([{ work: 0, lacks: 1 }]);
  });

  test('finds the one way there is through a chain of changes', () => {
    const only = [3, 0, 1, 2];
    const bars = only.flatMap((reviewer, work) =>
      [0, 1, 2, 3].filter((other) => other !== reviewer).map((other): [number, number] => [work, other]),
    );
    for (let seed = 0; seed < 20; seed += 1) {
      const { pairs, short } = solveReviewers(caseOf(4, 1, bars), seededRandom(seed));
      expect(short).toEqual([]);
      expect(pairs.map(({ reviewer }) => reviewer)).toEqual(only);
    }
  });

  test('leaves standing pairs alone, and asks nobody for more than one extra when some stay away', () => {
    const whole = caseOf(40, 3);
    const first = solveReviewers(whole, seededRandom(2));
    const gone = new Set([0, 1, 2, 3, 4, 5]);
    const left: ReviewerCase = {
      ...whole,
      most: 4,
      works: whole.works.map(({ authors }) => ({ authors, barred: [...gone] })),
      existing: first.pairs.filter(({ reviewer }) => !gone.has(reviewer)),
      reviewers: whole.reviewers.map((_, reviewer) => ({ given: gone.has(reviewer) ? 4 : 0 })),
    };
    const again = solveReviewers(left, seededRandom(3));
    expect(checkReviewers(left, again)).toEqual([]);
    expect(again.short).toEqual([]);
    expect(again.pairs).toHaveLength(18);
  });

  test('parts two who review each other where there are people enough', () => {
    for (let seed = 0; seed < 10; seed += 1) {
      const { pairs } = solveReviewers(caseOf(30, 3), seededRandom(seed));
      const has = new Set(pairs.map(({ work, reviewer }) => `${work} ${reviewer}`));
      expect(pairs.filter(({ work, reviewer }) => has.has(`${reviewer} ${work}`))).toEqual([]);
    }
  });

  test('the same seed gives the same pairs, another one others', () => {
    const review = caseOf(20, 2);
    expect(solveReviewers(review, seededRandom(5))).toEqual(solveReviewers(review, seededRandom(5)));
    expect(solveReviewers(review, seededRandom(6))).not.toEqual(solveReviewers(review, seededRandom(5)));
  });

  test('the checker sees an author, a barred reviewer, one twice, a lack that is not said and one too many', () => {
    const review = caseOf(4, 1, [[1, 2]]);
    const pairs = [
      { work: 0, reviewer: 0 },
      { work: 1, reviewer: 2 },
      { work: 2, reviewer: 1 },
      { work: 2, reviewer: 1 },
    ];
    const faults = checkReviewers(review, { pairs, short: [] }).join('; ');
    expect(faults).toMatch(/its author 0.*who is barred.*more than 1.*a reviewer twice.*work 3 lacks 1/);
  });

  test('an order in which those who are kept apart stand side by side is drawn anew, not mended seat by seat', () => {
    const people = 500;
    const groups = Array.from({ length: people }, (_, one) =>
      Array.from({ length: 5 }, (_other, at) => one - (one % 5) + at).filter((other) => other !== one),
    );
    const bars = groups.flatMap((others, one) => others.map((other): [number, number] => [one, other]));
    const review = caseOf(people, 3, bars);
    const chance = seededRandom(1);
    let drawn = 0;
    // The first two orders stay as they are: neighbours in the list, who are of one group, are neighbours in the ring.
    const random = () => {
      drawn += 1;
      return drawn <= 2 * (people - 1) ? 0.999999 : chance();
    };
    const solution = solveReviewers(review, random);
    expect(checkReviewers(review, solution)).toEqual([]);
    expect(loadsApart(review, solution)).toBe(0);
    expect(drawn).toBeLessThan(4 * people);
  });
});
