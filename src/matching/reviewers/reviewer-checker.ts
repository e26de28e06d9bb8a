/** Judges an allocation from the case alone; shares nothing with the solver but the types. */
import type { ReviewerCase, ReviewerSolution } from './reviewer-case.js';

/** What is wrong, in words; empty when all is well. */
export function checkReviewers(review: ReviewerCase, { pairs, short }: ReviewerSolution): string[] {
  const faults: string[] = [];
  const reviewers = review.works.map(() => new Map<number, number>());
  const loads = review.reviewers.map(({ given }) => given);
  for (const { work, reviewer } of [...review.existing, ...pairs]) {
    reviewers[work]?.set(reviewer, (reviewers[work].get(reviewer) ?? 0) + 1);
    loads[reviewer] = (loads[reviewer] ?? 0) + 1;
  }
  for (const { work, reviewer } of pairs) {
    const { authors = [], barred = [] } = review.works[work] ?? {};
    if (authors.includes(reviewer)) faults.push(`work ${work} is reviewed by its author ${reviewer}`);
    if (barred.includes(reviewer)) faults.push(`work ${work} has reviewer ${reviewer}, who is barred`);
    if ((loads[reviewer] ?? 0) > review.most) faults.push(`reviewer ${reviewer} has more than ${review.most}`);
  }
  const lacking = new Map(short.map(({ work, lacks }) => [work, lacks]));
  for (const [work, of] of reviewers.entries()) {
    if ([...of.values()].some((times) => times > 1)) faults.push(`work ${work} has a reviewer twice`);
    const lacks = Math.max(0, review.each - of.size);
    if (lacks !== (lacking.get(work) ?? 0))
      faults.push(`work ${work} lacks ${lacks}, and says ${lacking.get(work) ?? 0}`);
  }
  return faults;
}

/** How far the loads of reviewers lie apart. */
export function loadsApart(review: ReviewerCase, { pairs }: ReviewerSolution): number {
  const loads = review.reviewers.map(({ given }) => given);
  for (const { reviewer } of [...review.existing, ...pairs]) loads[reviewer] = (loads[reviewer] ?? 0) + 1;
  return Math.max(...loads) - Math.min(...loads);
}
