import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { Assignment, Submission } from '../../src/peer-review/peer-review.js';
import { answersFrom, contentFrom } from '../../src/peer-review/peer-review.forms.js';
import {
  letterOf,
  matrixOf,
  mayChangeReview,
  mayReadReceived,
  missingIn,
  type ReviewFacts,
} from '../../src/peer-review/peer-review.rules.js';
import { loadRubrics, peerReviewSettings } from '../../src/peer-review/peer-review.settings.js';
import { mostPoints } from '../../src/peer-review/rubric.js';
import type { Person } from '../../src/course/roster/person.js';
import { root } from '../support/sources.js';

const rubrics = loadRubrics(join(root, 'config/templates/rubrics'));
const startedAt = new Date('2026-11-23T09:00:00Z');
const before = new Date('2026-11-23T08:00:00Z');
const later = new Date('2026-11-23T10:00:00Z');

function facts(reviewerId: string, authorId: string, sent: boolean, extra = false): ReviewFacts {
  return { reviewerId, authorId, extra, ...(sent && { sentAt: later }) };
}

describe('give to get', () => {
  test('feedback opens when all owed reviews are sent, and to everybody when reviewing is closed', () => {
    const open = [facts('ana', 'ben', true), facts('ana', 'cleo', false)];
    const done = [facts('ana', 'ben', true), facts('ana', 'cleo', true)];
    expect([mayReadReceived('reviewing', open), mayReadReceived('reviewing', done)]).toEqual([false, true]);
    expect([mayReadReceived('closed', open), mayReadReceived('handing-in', done)]).toEqual([true, false]);
  });

  test('a favour asked later closes nothing that was open', () => {
    expect(mayReadReceived('reviewing', [facts('ana', 'ben', true), facts('ana', 'dan', false, true)])).toBe(true);
  });

  test('a sent review can be changed until its author may read it', () => {
    const mine = facts('ana', 'ben', true);
    expect(mayChangeReview('reviewing', mine, [facts('ben', 'ana', false)])).toBe(true);
    expect(mayChangeReview('reviewing', mine, [facts('ben', 'ana', true)])).toBe(false);
    expect(mayChangeReview('reviewing', facts('ana', 'ben', false), [facts('ben', 'ana', true)])).toBe(true);
    expect(mayChangeReview('closed', facts('ana', 'ben', false), [])).toBe(false);
  });
});

test('letters go on after Z', () => {
  expect([1, 2, 26, 27, 52, 53].map(letterOf)).toEqual(['A', 'B', 'Z', 'AA', 'AZ', 'BA']);
});

describe('the matrix', () => {
  const assignment: Assignment = {
    ...{ courseId: 'course', activityId: 'activity', startedAt, seed: 1, reviewsEach: 1 },
    ...{ rubric: rubrics[0], absentIds: [] },
  };

  function aPerson(personId: string): Person {
    return {
      ...{ personId, courseId: 'course', externalId: personId, name: personId, initials: 'A', hue: 0 },
      ...{ role: 'learner', status: 'active', groupIds: [] },
    };
  }

  function work(authorId: string, sentAt?: Date): Submission {
    const base = { submissionId: `s-${authorId}`, courseId: 'course', activityId: 'activity', authorId };
    return sentAt ? { ...base, text: 'A text', sentAt } : { ...base, draft: 'Half' };
  }

  const learners = ['ana', 'ben', 'cleo', 'dan', 'eve'].map(aPerson);

  test('puts first who has no reviewer, then open reviews, then missing work, then who is done', () => {
    const submissions = [work('ana', before), work('ben', before), work('cleo', later), work('dan')];
    const reviews = [facts('ana', 'ben', true), facts('ben', 'ana', false)];
    const matrix = matrixOf({ learners, submissions, reviews, assignment, dates: {}, reviewsEach: 1 });
    expect(matrix.rows.map((row) => [row.person.personId, row.work, row.outlook])).toEqual([
      ['cleo', 'late', 'no-reviewer'],
      ['ben', 'sent', 'own-open'],
      ['ana', 'sent', 'waiting'],
      ['dan', 'draft', 'no-work'],
      ['eve', 'none', 'no-work'],
    ]);
    expect(matrix).toMatchObject({ works: 3, provided: 2, share: 1, finished: 1 });
  });

  test('of everybody done says so', () => {
    const submissions = [work('ana', before), work('ben', before)];
    const reviews = [facts('ana', 'ben', true), facts('ben', 'ana', true)];
    const matrix = matrixOf({
      learners: learners.slice(0, 2),
      submissions,
      reviews,
      assignment,
      dates: {},
      reviewsEach: 1,
    });
    expect(matrix.rows.map((row) => row.outlook)).toEqual(['complete', 'complete']);
  });
});

describe('a review form', () => {
  const [rubric] = rubrics;

  test('read and written back is the same', () => {
    const content = contentFrom(rubric, { 'level-question': '0', 'comment-question': 'Why?', overall: 'Go on' });
    expect(contentFrom(rubric, answersFrom(content))).toEqual(content);
    expect(content.criteria.question).toEqual({ level: 0, comment: 'Why?' });
  });

  test.each(['9', '-1', '1.5', 'best', ''])('takes level %j for no choice', (level) => {
    const content = contentFrom(rubric, { 'level-question': level, overall: '' });
    expect(missingIn(rubric, content)).toContain('level-question');
  });

  test('names what is missing', () => {
    const levels = Object.fromEntries(rubric.criteria.map(({ criterionId }) => [`level-${criterionId}`, '1']));
    expect(missingIn(rubric, contentFrom(rubric, levels))).toEqual(['overall']);
    expect(missingIn(rubric, contentFrom(rubric, { ...levels, overall: 'Go on' }))).toEqual([]);
  });
});

test('every rubric that comes with Tandem has points to get', () => {
  expect(rubrics.map((rubric) => mostPoints(rubric) > 0)).toEqual(rubrics.map(() => true));
});

test('settings of any other shape read as not set', () => {
  expect(peerReviewSettings({})).toEqual({
    instructions: '',
    reviewsEach: 2,
    method: 'mean',
    names: 'double',
    groups: 'any',
  });
  expect(peerReviewSettings({ instructions: 5, reviewsEach: 99, rubricId: null, method: 'guess', groups: 7 })).toEqual({
    instructions: '',
    reviewsEach: 2,
    method: 'mean',
    names: 'double',
    groups: 'any',
  });
  expect(peerReviewSettings({ rubric: { title: 3 }, leaseDays: 0.5 }).rubric).toBeUndefined();
});
