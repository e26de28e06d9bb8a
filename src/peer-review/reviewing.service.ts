import { isDeepStrictEqual } from 'node:util';
import type { Activity } from '../course/activities/activity.js';
import type { Delivery } from '../course/grades/delivery.js';
import { NotFound } from '../shared/errors.js';
import { failure, success, type Result } from '../shared/result.js';
import { isOver } from './dates.rules.js';
import type { PartKey, Review, ReviewContent, Writing } from './peer-review.js';
import { favoursFor, mayChangeReview, mayReadReceived, shareOf, type Phase } from './peer-review.rules.js';
import {
  askedAmong,
  comingAmong,
  hereAmong,
  namesOf,
  openerOf,
  releasingOf,
  type Releasing,
  type PeerReviewParts,
} from './places.service.js';
import type { Naming } from './names.js';
import { namesShown } from './names.rules.js';
import type { Rubric } from './rubric.js';
import type { ReviewScores } from './scores.service.js';
import { toTask, type Task } from './work.service.js';

/** One review with the work it is about, as its reviewer may see it. */
export interface OpenReview {
  activity: Activity;
  rubric: Rubric;
  task: Task;
  /** The reviewer's name for the author: "Reviewer B". */
  letter: string;
  /** This is review `place` of `of`. */
  place: number;
  of: number;
  text: string;
  names: Naming;
  /** Missing where the reviewer may not read it. */
  author?: string;
  /** What the form begins with, or what was sent where nothing can change any more. */
  content?: ReviewContent;
  mayChange: boolean;
  wasSent: boolean;
  /** How often it was saved or sent. */
  writings: number;
}

/** `final`: it can no longer be changed. `changed`: it was written in another window after the form was opened. */
export type WritingRefusal = 'final' | 'changed';

/** A review as the author may see it. */
export interface ReceivedReview {
  letter: string;
  /** Missing where the author may not read it. */
  reviewer?: string;
  content: ReviewContent;
  sentAt: Date;
}

export interface Received {
  activity: Activity;
  rubric: Rubric;
  phase: Phase;
  mayRead: boolean;
  /** Sent to this author, whether they may read them yet or not. */
  count: number;
  expected: number;
  share: { required: number; given: number };
  /** Empty until the author may read them. */
  reviews: readonly ReceivedReview[];
  delivery?: Delivery;
  /** Whether there is a score to read, or scores go as they come. */
  released: Releasing;
}

export type ReviewingService = ReturnType<typeof reviewingService>;

/** What a learner does with the work of others, and reads about their own. */
export function reviewingService(parts: PeerReviewParts, scores: ReviewScores) {
  const { reviews, submissions, grades } = parts;
  const open = openerOf(parts);

  async function asked(courseId: string, key: PartKey): Promise<Review[]> {
    return askedAmong(parts, courseId, await reviews.given(courseId, key));
  }

  /** Who has sent all that is asked of them now owes nothing when somebody comes back. */
  async function settle(courseId: string, key: PartKey): Promise<void> {
    const given = await reviews.given(courseId, key);
    const here = await hereAmong(
      parts,
      courseId,
      given.map(({ authorId }) => authorId),
    );
    await reviews.makeFavours(
      courseId,
      key.activityId,
      favoursFor(given, here).map(({ reviewId }) => reviewId),
    );
  }

  /** Anybody but its reviewer is told that there is no such review. */
  async function ownReview(courseId: string, { activityId, personId }: PartKey, reviewId: string) {
    const opened = await open(courseId, activityId);
    const review = await reviews.review(courseId, activityId, reviewId);
    if (review?.reviewerId !== personId) throw new NotFound();
    const ofItsAuthor = await asked(courseId, { activityId, personId: review.authorId });
    return { ...opened, review, mayChange: mayChangeReview(opened.phase, review, ofItsAuthor) };
  }

  return {
    async review(courseId: string, key: PartKey, reviewId: string): Promise<OpenReview> {
      const { activity, rubric, review, mayChange, names, assignment } = await ownReview(courseId, key, reviewId);
      const isNamed = namesShown(names, assignment).author;
      const author = isNamed ? (await namesOf(parts, courseId, [review.authorId])).get(review.authorId) : undefined;
      const [submission, given] = await Promise.all([
        submissions.byId(courseId, review.submissionId),
        reviews.given(courseId, key),
      ]);
      const counted = await askedAmong(parts, courseId, given);
      // Of an author who is away it is not asked for, and still there for who opens it.
      const all = given.filter((one) => one.reviewId === reviewId || counted.includes(one));
      if (submission?.text === undefined) throw new NotFound();
      const content = mayChange ? (review.draft ?? review.sent) : (review.sent ?? review.draft);
      return {
        ...{ activity, rubric, mayChange, letter: review.letter, text: submission.text, of: all.length },
        ...{ wasSent: review.sentAt !== undefined, writings: review.writings, names, ...(author && { author }) },
        task: toTask(review),
        place: all.findIndex((other) => other.reviewId === reviewId) + 1,
        ...(content && { content }),
      };
    },

    async saveDraft(
      courseId: string,
      key: PartKey,
      writing: Writing,
      now: Date,
    ): Promise<Result<'saved', WritingRefusal>> {
      const { mayChange, dates, assignment } = await ownReview(courseId, key, writing.reviewId);
      if (!mayChange || isOver(dates, assignment, now)) return failure('final');
      if (await reviews.saveDraft(courseId, writing, now)) return success('saved');
      const { review } = await ownReview(courseId, key, writing.reviewId);
      return isSame(review.draft, writing.content) ? success('saved') : failure('changed');
    },

    /** The review is stored, and the scores it moves are recorded, when this returns. */
    async send(courseId: string, key: PartKey, writing: Writing, now: Date): Promise<Result<'sent', WritingRefusal>> {
      const { mayChange, review, dates, assignment } = await ownReview(courseId, key, writing.reviewId);
      // Sent twice by one press: it is there already.
      const isThere = () => ownReview(courseId, key, writing.reviewId).then((now) => isSentAs(now.review, writing));
      if (!mayChange || isOver(dates, assignment, now))
        return isSentAs(review, writing) ? success('sent') : failure('final');
      if (!(await reviews.send(courseId, writing, now)) && !(await isThere())) return failure('changed');
      await settle(courseId, key);
      await scores.afterReview(courseId, writing.reviewId, now);
      return success('sent');
    },

    async received(courseId: string, key: PartKey): Promise<Received> {
      const { activity, rubric, phase, assignment, names } = await open(courseId, key.activityId);
      const [given, received, delivery] = await Promise.all([
        asked(courseId, key),
        reviews.received(courseId, key),
        grades.delivery(courseId, key.activityId, key.personId),
      ]);
      const mayRead = mayReadReceived(phase, given);
      const isNamed = namesShown(names, assignment).reviewer;
      const ids = isNamed ? received.map(({ reviewerId }) => reviewerId) : [];
      const reviewers = await namesOf(parts, courseId, ids);
      const sent = received
        .flatMap((one) => toReceived(one, reviewers))
        .sort((one, other) => (one.letter < other.letter ? -1 : 1));
      return {
        ...{ activity, rubric, phase, mayRead, share: shareOf(given) },
        ...{ released: await releasingOf(parts, courseId, key, assignment) },
        count: sent.length,
        expected: (await comingAmong(parts, courseId, received)).length,
        reviews: mayRead ? sent : [],
        ...(delivery && { delivery }),
      };
    },
  };
}

function isSentAs({ sent, draft }: Review, { content }: Writing): boolean {
  return draft === undefined && isSame(sent, content);
}

function isSame(one: ReviewContent | undefined, other: ReviewContent): boolean {
  return isDeepStrictEqual(one, other);
}

/** @param reviewers names, of those that the author may read */
function toReceived(
  { letter, reviewerId, sent, sentAt }: Review,
  reviewers: ReadonlyMap<string, string>,
): ReceivedReview[] {
  const reviewer = reviewers.get(reviewerId);
  return sent && sentAt ? [{ letter, content: sent, sentAt, ...(reviewer !== undefined && { reviewer }) }] : [];
}
