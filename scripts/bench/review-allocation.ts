/** Who reviews whom in a course of ten thousand: everything that may bar a pair at once, and a week in which people stay away. */
import { checkReviewers, loadsApart } from '../../src/matching/reviewers/reviewer-checker.js';
import type { ReviewerCase, ReviewerSolution } from '../../src/matching/reviewers/reviewer-case.js';
import { solveReviewers } from '../../src/matching/reviewers/reviewers.js';
import { seededRandom, shuffled } from '../../src/shared/random.js';
import { cpuOf, report } from './review-report.js';

const [people, each, groupSize] = [10_000, 3, 5];
const away = 0.15;

/** Groups of five, a mentor each, and whoever reviewed a work the week before, barred. */
function courseOf(seed: number): ReviewerCase {
  const random = seededRandom(seed);
  const order = shuffled([...Array(people).keys()], random);
  const barred = order.map(() => new Set<number>());
  for (const [place, person] of order.entries()) {
    const group = order.slice(place - (place % groupSize), place - (place % groupSize) + groupSize);
    for (const other of group) if (other !== person) barred[person]?.add(other);
    barred[person]?.add(order[(place + people / 2) % people] ?? 0);
  }
  const open = caseOf(barred);
  for (const { work, reviewer } of solveReviewers(open, random).pairs) barred[work]?.add(reviewer);
  return caseOf(barred);
}

function caseOf(barred: readonly ReadonlySet<number>[]): ReviewerCase {
  return {
    each,
    most: each,
    existing: [],
    works: barred.map((of, work) => ({ authors: [work], barred: [...of] })),
    reviewers: barred.map(() => ({ given: 0 })),
  };
}

/** A reviewer in seven is away: what they were given falls to the others, each of whom may get one more. */
function withoutSome(review: ReviewerCase, { pairs }: ReviewerSolution, seed: number): ReviewerCase {
  const gone = new Set(shuffled([...Array(people).keys()], seededRandom(seed)).slice(0, people * away));
  const place = new Map(
    [...Array(people).keys()].filter((person) => !gone.has(person)).map((person, at) => [person, at]),
  );
  const here = (ids: readonly number[]) => ids.flatMap((id) => place.get(id) ?? []);
  return {
    each,
    most: each + 1,
    works: review.works.map(({ authors, barred }) => ({ authors: here(authors), barred: here(barred) })),
    reviewers: [...place.keys()].map(() => ({ given: 0 })),
    existing: pairs.flatMap(({ work, reviewer }) => {
      const at = place.get(reviewer);
      return at === undefined ? [] : [{ work, reviewer: at }];
    }),
  };
}

export function benchAllocation(): void {
  const course = courseOf(1);
  const runs = [1, 2, 3, 4, 5].map((seed) => cpuOf(() => solveReviewers(course, seededRandom(seed))));
  const faults = runs.flatMap(({ result }) => checkReviewers(course, result));
  const apart = Math.max(...runs.map(({ result }) => loadsApart(course, result)));
  const name = 'allocation 10,000 x 3, groups, mentors and last week’s pairs barred';
  report(`${name}, most of 5 seeds`, Math.max(...runs.map(({ cpu }) => cpu)), 'ms CPU', {
    ...{ most: 100, proven: faults.length === 0 },
  });
  report(`${name}: conflicts and works that fall short`, faults.length + short(runs), '', { most: 0 });
  report(`${name}: loads apart`, apart, 'reviews', { most: 1 });
  const first = runs[0]?.result ?? { pairs: [], short: [] };
  const again = [1, 2, 3, 4, 5].map((seed) => {
    const left = withoutSome(course, first, seed);
    const { result, cpu } = cpuOf(() => solveReviewers(left, seededRandom(seed)));
    return { result, cpu, faults: checkReviewers(left, result) };
  });
  const more = '15 % no-shows given to others, nobody more than one extra';
  report(`${more}, most of 5 seeds`, Math.max(...again.map(({ cpu }) => cpu)), 'ms CPU', {
    ...{ most: 200, proven: again.every((run) => run.faults.length === 0) },
  });
  report(`${more}: works that fall short`, short(again), '', { most: 0 });
}

function short(runs: readonly { result: ReviewerSolution }[]): number {
  return runs.reduce((sum, { result }) => sum + result.short.length, 0);
}
