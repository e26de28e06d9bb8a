import type { Person } from '../course/roster/person.js';
import { reviewsPossible } from './allocation/allocation.rules.js';
import { dueFor, type RoundDates } from './dates.rules.js';
import type { Assignment, Review, ReviewContent, Submission } from './peer-review.js';
import type { Rubric } from './rubric.js';

/** Reviews that people are asked for beyond their share without a word of the teacher, where a work falls short. */
export const extraByItself = 1;

export type Phase = 'handing-in' | 'reviewing' | 'closed';

export function phaseOf(assignment: Assignment | undefined): Phase {
  if (!assignment) return 'handing-in';
  return assignment.closedAt ? 'closed' : 'reviewing';
}

/** Work can be changed until a reviewer may be reading it; before the date on which handing in opens there is none. */
export function mayChangeWork(phase: Phase, submission: Submission | undefined): boolean {
  return phase !== 'closed' && submission?.lockedAt === undefined;
}

export type ReviewFacts = Pick<Review, 'reviewerId' | 'authorId' | 'extra' | 'sentAt' | 'lapsedAt'>;

/** Neither sent nor given to somebody else since. */
export function isWaitedFor({ sentAt, lapsedAt }: Pick<Review, 'sentAt' | 'lapsedAt'>): boolean {
  return sentAt === undefined && lapsedAt === undefined;
}

/** Work of somebody who left, or became staff, is not asked for until they are back; what was sent of it counts. */
export function askedWhileHere<Asked extends Pick<Review, 'authorId' | 'sentAt'>>(
  reviews: readonly Asked[],
  here: { has(personId: string): boolean },
): Asked[] {
  return reviews.filter(({ authorId, sentAt }) => sentAt !== undefined || here.has(authorId));
}

/**
 * Done stays done: of who has sent all that is asked of them, the reviews that wait for an author's return. They are a
 * favour from then on.
 */
export function favoursFor(all: readonly Review[], here: { has(personId: string): boolean }): Review[] {
  const away = all.filter((review) => isWaitedFor(review) && !review.extra && !here.has(review.authorId));
  const of = groupBy(all, ({ reviewerId }) => reviewerId);
  return away.filter(({ reviewerId }) => {
    const asked = askedWhileHere(of.get(reviewerId) ?? [], here);
    return asked.some(({ sentAt }) => sentAt) && hasReviewedEnough(asked);
  });
}

/** What a person owes and has given. Extra reviews count as given when an owed one is missing, never as owed. */
export function shareOf(ownReviews: readonly ReviewFacts[]): { required: number; given: number } {
  return {
    required: ownReviews.filter((review) => !review.extra).length,
    given: ownReviews.filter((review) => review.sentAt !== undefined).length,
  };
}

export function hasReviewedEnough(ownReviews: readonly ReviewFacts[]): boolean {
  const { required, given } = shareOf(ownReviews);
  return given >= required;
}

/** Who owes nothing, has given something, and has nothing open. */
export function mayOffer(ownReviews: readonly ReviewFacts[]): boolean {
  return ownReviews.length > 0 && hasReviewedEnough(ownReviews) && !ownReviews.some(isWaitedFor);
}

/** Give to get: feedback opens to those who have given theirs, and to everybody when the teacher closes. */
export function mayReadReceived(phase: Phase, ownReviews: readonly ReviewFacts[]): boolean {
  return phase === 'closed' || (phase === 'reviewing' && hasReviewedEnough(ownReviews));
}

/** A sent review can be changed until its author may have read it. */
export function mayChangeReview(phase: Phase, review: ReviewFacts, ofItsAuthor: readonly ReviewFacts[]): boolean {
  if (phase !== 'reviewing') return false;
  return review.sentAt === undefined || !mayReadReceived(phase, ofItsAuthor);
}

/** 1 -> A, 26 -> Z, 27 -> AA. */
export function letterOf(place: number): string {
  const rest = Math.floor((place - 1) / 26);
  const last = String.fromCharCode(65 + ((place - 1) % 26));
  return rest === 0 ? last : letterOf(rest) + last;
}

/** What is missing before a review can be sent: field names as in the form. */
export function missingIn(rubric: Rubric, content: ReviewContent): string[] {
  const levels = rubric.criteria
    .filter((criterion) => criterion.levels[content.criteria[criterion.criterionId]?.level ?? -1] === undefined)
    .map((criterion) => `level-${criterion.criterionId}`);
  const words = rubric.criteria
    .filter(({ criterionId, needsWords }) => needsWords && !content.criteria[criterionId]?.comment)
    .map(({ criterionId }) => `comment-${criterionId}`);
  return [...levels, ...words, ...(content.overall === '' ? ['overall'] : [])];
}

/**
 * - `none`, `draft`: nothing sent · `sent` · `late`: sent after the date until which people hand in, or reviewing started
 */
export type WorkState = 'none' | 'draft' | 'sent' | 'late';

/** How it will end for a learner, or has ended; most urgent first. */
export type Outlook = 'no-reviewer' | 'too-few' | 'own-open' | 'waiting' | 'no-work' | 'complete';

export interface MatrixRow {
  person: Person;
  work: WorkState;
  submissionId?: string;
  required: number;
  given: number;
  /** Reviews of this person's work that were sent, and that are sent or still asked of somebody who is here. */
  received: number;
  reviewers: number;
  outlook: Outlook;
}

export interface Matrix {
  rows: readonly MatrixRow[];
  /** Reviews each work should get. */
  share: number;
  /** Works of learners who are still in the course. */
  works: number;
  /** Works that have enough reviewers. */
  provided: number;
  /** People who have done their share and could take one more. */
  finished: number;
}

export interface MatrixFacts {
  dates: RoundDates;
  learners: readonly Person[];
  submissions: readonly Submission[];
  reviews: readonly ReviewFacts[];
  assignment: Assignment | undefined;
  /** Of the settings, until reviewing starts. */
  reviewsEach: number;
}

/** Learner by step, the most urgent first; nothing is expected of people who left. */
export function matrixOf(facts: MatrixFacts): Matrix {
  const here = new Set(facts.learners.map(({ personId }) => personId));
  const works = facts.submissions.filter((submission) => submission.sentAt && here.has(submission.authorId));
  const share = reviewsPossible(facts.assignment?.reviewsEach ?? facts.reviewsEach, works.length);
  const workBy = new Map(facts.submissions.map((submission) => [submission.authorId, submission]));
  const givenBy = groupBy(askedWhileHere(facts.reviews, here), (review) => review.reviewerId);
  const isOver = facts.assignment?.closedAt !== undefined;
  const coming = facts.reviews.filter(
    (review) => review.sentAt ?? (!isOver && isWaitedFor(review) && here.has(review.reviewerId)),
  );
  const receivedBy = groupBy(coming, (review) => review.authorId);
  const rows = facts.learners.map((person) => {
    const { personId } = person;
    const given = givenBy.get(personId) ?? [];
    const received = receivedBy.get(personId) ?? [];
    return matrixRow({ person, submission: workBy.get(personId), given, received }, facts, share);
  });
  return {
    rows: rows.sort((one, other) => urgency.indexOf(one.outlook) - urgency.indexOf(other.outlook)),
    share,
    works: rows.filter((row) => row.submissionId !== undefined).length,
    provided: rows.filter((row) => row.submissionId !== undefined && row.reviewers >= share).length,
    finished: rows.filter((row) => {
      const asked = givenBy.get(row.person.personId)?.length ?? 0;
      return row.required > 0 && row.given >= row.required && asked <= share + extraByItself;
    }).length,
  };
}

const urgency: readonly Outlook[] = ['no-reviewer', 'too-few', 'own-open', 'waiting', 'no-work', 'complete'];

interface RowFacts {
  person: Person;
  submission: Submission | undefined;
  given: readonly ReviewFacts[];
  received: readonly ReviewFacts[];
}

function matrixRow(facts: RowFacts, { assignment, dates }: MatrixFacts, share: number): MatrixRow {
  const { person, submission, given, received } = facts;
  const counts = {
    ...shareOf(given),
    received: received.filter((review) => review.sentAt).length,
    reviewers: received.length,
  };
  const work = workState(submission, dueFor(dates, assignment?.startedAt));
  return {
    ...{ person, work, ...counts },
    ...(submission?.sentAt && { submissionId: submission.submissionId }),
    outlook: outlookOf(work, counts, assignment ? share : 0),
  };
}

/** @param dueAt until when handing in is on time */
export function workState(submission: Submission | undefined, dueAt: Date | undefined): WorkState {
  if (!submission?.sentAt) return submission?.draft === undefined ? 'none' : 'draft';
  return dueAt && submission.sentAt > dueAt ? 'late' : 'sent';
}

function outlookOf(
  work: WorkState,
  counts: Pick<MatrixRow, 'required' | 'given' | 'received' | 'reviewers'>,
  share: number,
): Outlook {
  if (work === 'none' || work === 'draft') return 'no-work';
  if (counts.reviewers === 0 && share > 0) return 'no-reviewer';
  if (counts.reviewers < share) return 'too-few';
  if (counts.given < counts.required) return 'own-open';
  return counts.received < share || share === 0 ? 'waiting' : 'complete';
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
