import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ReviewContent } from '../../src/peer-review/peer-review.js';
import {
  isScoreDue,
  middlePoints,
  reviewingShare,
  scoreFrom,
  workShare,
} from '../../src/peer-review/review-score.rules.js';
import { median } from '../../src/peer-review/scores/methods.rules.js';
import type { Criterion, Rubric } from '../../src/peer-review/rubric.js';

function criterion(criterionId: string, points: readonly number[]): Criterion {
  const levels = points.map((worth) => ({ title: `Worth ${worth}`, description: '', points: worth }));
  return { criterionId, question: `${criterionId}?`, hint: '', prompt: '', levels };
}

/** 10 points at most: 4 and 6. */
const rubric: Rubric = {
  rubricId: 'test',
  title: 'Test',
  criteria: [criterion('question', [0, 2, 4]), criterion('reasoning', [0, 3, 6])],
};

function review(question: number, reasoning: number): ReviewContent {
  return {
    criteria: { question: { level: question, comment: '' }, reasoning: { level: reasoning, comment: '' } },
    overall: 'Go on',
  };
}

describe('the score', () => {
  test.each([
    { what: 'best work, all reviews', received: [review(2, 2), review(2, 2)], required: 2, given: 2, score: 100 },
    { what: 'best work, half the reviews', received: [review(2, 2)], required: 2, given: 1, score: 75 },
    { what: 'best work, no review', received: [review(2, 2)], required: 2, given: 0, score: 50 },
    { what: 'worst work, all reviews', received: [review(0, 0)], required: 2, given: 2, score: 50 },
    { what: 'middle levels: 5 of 10 points', received: [review(1, 1)], required: 1, given: 1, score: 75 },
    {
      what: 'two opinions meet in the middle',
      received: [review(0, 0), review(2, 2)],
      required: 1,
      given: 1,
      score: 75,
    },
    {
      what: 'one harsh of three',
      received: [review(2, 2), review(2, 2), review(0, 0)],
      required: 1,
      given: 1,
      score: 100,
    },
    { what: 'nobody reviewed the work: reviewing counts whole', received: [], required: 2, given: 1, score: 50 },
    { what: 'no review was asked: the work counts whole', received: [review(1, 1)], required: 0, given: 0, score: 50 },
    { what: 'a favour earns no more than all', received: [review(2, 2)], required: 2, given: 3, score: 100 },
    { what: 'thirds end after two decimals', received: [review(2, 2)], required: 3, given: 1, score: 66.67 },
    { what: 'neither half is known', received: [], required: 0, given: 0, score: undefined },
  ])('$what: $score', ({ received, required, given, score }) => {
    expect(scoreFrom({ work: workShare({ rubric, received }), reviewing: reviewingShare({ required, given }) })).toBe(
      score,
    );
  });

  test('is never outside 0 to 100', () => {
    const level = fc.integer({ min: 0, max: 2 });
    const reviews = fc.array(fc.tuple(level, level), { maxLength: 6 });
    fc.assert(
      fc.property(reviews, fc.nat(5), fc.nat(8), (levels, required, given) => {
        const received = levels.map(([question, reasoning]) => review(question, reasoning));
        const score = scoreFrom({
          work: workShare({ rubric, received }),
          reviewing: reviewingShare({ required, given }),
        });
        expect(score === undefined || (score >= 0 && score <= 100)).toBe(true);
      }),
    );
  });
});

describe('the middle value', () => {
  test.each([
    [[3], 3],
    [[1, 2], 1.5],
    [[6, 0, 3], 3],
    [[0, 0, 6, 6], 3],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  test('moves by nothing when one reviewer of three goes to an extreme', () => {
    const question = criterion('question', [0, 2, 4]);
    expect(middlePoints(question, [review(1, 0), review(1, 0), review(0, 0)])).toBe(2);
    expect(middlePoints(question, [review(1, 0), review(1, 0), review(2, 0)])).toBe(2);
  });

  test('of no review is unknown', () => {
    expect(middlePoints(criterion('question', [0, 2]), [])).toBeUndefined();
  });
});

test.each([
  { received: 1, required: 2, given: 2, closed: false, due: true },
  { received: 0, required: 2, given: 2, closed: false, due: false },
  { received: 1, required: 2, given: 1, closed: false, due: false },
  { received: 0, required: 2, given: 0, closed: true, due: true },
])(
  'with $received received and $given of $required given, closed $closed, a score is due: $due',
  ({ due, ...facts }) => {
    expect(isScoreDue(facts)).toBe(due);
  },
);
