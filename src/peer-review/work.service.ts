import type { Delivery } from '../course/grades/delivery.js';
import { failure, success, type Result } from '../shared/result.js';
import type { Allocation } from './allocation.service.js';
import { isOpen, isOver } from './dates.rules.js';
import { namesShown, saysName } from './names.rules.js';
import type { PartKey, Review, Submission } from './peer-review.js';
import { mayChangeWork, mayOffer, mayReadReceived, shareOf } from './peer-review.rules.js';
import {
  askedAmong,
  comingAmong,
  namesOf,
  openerOf,
  releasingOf,
  type Releasing,
  type Opened,
  type PeerReviewParts,
} from './places.service.js';

/** A review somebody is asked for, as its reviewer knows it: without the author. */
export interface Task {
  reviewId: string;
  work: number;
  /** `lapsed`: given to somebody else since; it may still be sent. */
  state: 'to-do' | 'draft' | 'sent' | 'lapsed';
  extra: boolean;
  /** Missing where the reviewer may not read it. */
  author?: string;
}

/** One activity as one learner meets it. */
export interface OwnPart extends Opened {
  submission?: Submission;
  mayChange: boolean;
  tasks: readonly Task[];
  share: { required: number; given: number };
  /** Reviews of the own work: sent, and asked for. */
  received: number;
  expected: number;
  mayRead: boolean;
  /** Whether one may offer to do one more; `offered`: one has. */
  favour: 'no' | 'may-offer' | 'offered';
  delivery?: Delivery;
  released: Releasing;
}

/** `early`: it does not open before its date. `locked`: a reviewer may be reading it. `closed`: reviewing is over. */
export type WorkRefusal = 'early' | 'locked' | 'closed';

export type WorkService = ReturnType<typeof workService>;

/** What a learner does with their own work. */
export function workService(parts: PeerReviewParts, allocation: Allocation) {
  const { submissions, reviews, grades, volunteers } = parts;
  const open = openerOf(parts);

  async function refusalFor(courseId: string, key: PartKey, now: Date): Promise<WorkRefusal | undefined> {
    const { phase, dates, assignment } = await open(courseId, key.activityId);
    if (isOver(dates, assignment, now)) return 'closed';
    if (!isOpen(dates, now)) return 'early';
    return mayChangeWork(phase, await submissions.submission(courseId, key)) ? undefined : 'locked';
  }

  async function tasksOf(courseId: string, { names, assignment }: Opened, given: readonly Review[]): Promise<Task[]> {
    const isNamed = namesShown(names, assignment).author;
    const authors = await namesOf(parts, courseId, isNamed ? given.map(({ authorId }) => authorId) : []);
    return given.map((review) => {
      const author = authors.get(review.authorId);
      return { ...toTask(review), ...(author !== undefined && { author }) };
    });
  }

  async function asked(courseId: string, key: PartKey): Promise<Review[]> {
    return askedAmong(parts, courseId, await reviews.given(courseId, key));
  }

  return {
    async own(courseId: string, key: PartKey, now: Date): Promise<OwnPart> {
      const opened = await open(courseId, key.activityId);
      const given = await asked(courseId, key);
      const [submission, received, delivery, released, offered] = await Promise.all([
        submissions.submission(courseId, key),
        reviews.received(courseId, key),
        grades.delivery(courseId, key.activityId, key.personId),
        releasingOf(parts, courseId, key, opened.assignment),
        volunteers.hasOffered(courseId, key),
      ]);
      return {
        ...opened,
        released,
        favour: opened.phase !== 'reviewing' ? 'no' : offered ? 'offered' : mayOffer(given) ? 'may-offer' : 'no',
        mayChange: isOpen(opened.dates, now) && mayChangeWork(opened.phase, submission),
        tasks: await tasksOf(courseId, opened, given),
        share: shareOf(given),
        received: received.filter((review) => review.sentAt).length,
        expected: (await comingAmong(parts, courseId, received)).length,
        mayRead: mayReadReceived(opened.phase, given),
        ...(submission && { submission }),
        ...(delivery && { delivery }),
      };
    },

    async saveDraft(courseId: string, key: PartKey, text: string, now: Date): Promise<Result<'saved', WorkRefusal>> {
      const refusal = await refusalFor(courseId, key, now);
      if (refusal) return failure(refusal);
      return (await submissions.saveDraft(courseId, key, text)) ? success('saved') : failure('locked');
    },

    /** Whether the text says its writer's name where reviewers should not read it. */
    async saysOwnName(courseId: string, { activityId, personId }: PartKey, text: string): Promise<boolean> {
      const { names, assignment } = await open(courseId, activityId);
      if (namesShown(names, assignment).author) return false;
      const name = (await namesOf(parts, courseId, [personId])).get(personId);
      return name !== undefined && saysName(text, name);
    },

    /** Who has done their share may offer one more: a work that falls short is given to them first. */
    async volunteer(courseId: string, key: PartKey, offers: boolean, now: Date): Promise<void> {
      const { phase } = await open(courseId, key.activityId);
      if (!offers) return volunteers.takeBack(courseId, key);
      if (phase !== 'reviewing' || !mayOffer(await asked(courseId, key))) return;
      await volunteers.offer(courseId, key, now);
      await allocation.giveOut(courseId, key.activityId, now);
    },

    /** Late work gets its reviewers at once, and is locked with it. */
    async send(courseId: string, key: PartKey, text: string, now: Date): Promise<Result<'sent', WorkRefusal>> {
      const refusal = await refusalFor(courseId, key, now);
      if (refusal) return failure(refusal);
      if (!(await submissions.send(courseId, key, text, now))) return failure('locked');
      await allocation.giveOut(courseId, key.activityId, now);
      return success('sent');
    },
  };
}

export function toTask({ reviewId, work, sentAt, lapsedAt, draft, extra }: Review): Task {
  const state = sentAt ? 'sent' : lapsedAt ? 'lapsed' : draft ? 'draft' : 'to-do';
  return { reviewId, work, state, extra };
}
