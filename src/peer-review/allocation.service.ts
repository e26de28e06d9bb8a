import type { JobOutcome } from '../jobs/job.js';
import { after, day } from '../shared/clock.js';
import { allocate, reviewsPossible } from './allocation/allocation.rules.js';
import type { Allocated, Pair } from './allocation/allocation.js';
import { holdsAll, isStillPlanned, newReviews } from './allocation-rows.rules.js';
import { apartOf } from './apart.service.js';
import { isFilling } from './dates.rules.js';
import type { Assignment, Review, Submission } from './peer-review.js';
import { extraByItself, favoursFor } from './peer-review.rules.js';
import { hereAmong, openerOf, visible, type PeerReviewParts } from './places.service.js';
import type { Waiting } from './submissions.store.js';

export type Allocation = ReturnType<typeof allocationService>;

type Giving = Pick<Assignment, 'courseId' | 'activityId' | 'seed' | 'reviewsEach' | 'groups'>;

/** What stands when reviews are given out. */
interface Ground {
  existing: readonly Review[];
  /** Of all whom it concerns, those who are learners of the course now. */
  here: ReadonlySet<string>;
  extra: number;
}

/** Who a start would leave with too little, as of now. */
export interface Trial extends Pick<Allocated, 'short' | 'again'> {
  share: number;
}

export function allocationService(parts: PeerReviewParts) {
  const { assignments, submissions, reviews, plans, volunteers } = parts;
  const open = openerOf(parts);

  /**
   * From the seed, what was sent and who was here when reviewing started alone: a run after a crash completes the same
   * plan. Where somebody came into a group or a mentorship in between it is another one: then what stands is made whole.
   */
  async function giveOutFirst(assignment: Assignment, now: Date): Promise<void> {
    const { courseId, activityId, startedAt, absentIds } = assignment;
    await submissions.lock(courseId, activityId, { sentUntil: startedAt, lockedAt: startedAt, except: absentIds });
    const works = await lockedWorks(courseId, activityId);
    const early = works.filter((work) => work.lockedAt?.getTime() === startedAt.getTime());
    const here = new Set(early.map(({ authorId }) => authorId));
    const found = await reviews.all(courseId, activityId);
    const whole = await planned(assignment, early, { existing: [], here, extra: extraByItself });
    const missing = holdsAll(whole, found)
      ? whole
      : await planned(assignment, early, { existing: found, here, extra: extraByItself });
    await reviews.add(courseId, activityId, missing, now);
  }

  /** Among those who are here now; work of others stays unlocked until they are back. */
  async function giveOutLate(assignment: Assignment, extra: number, now: Date): Promise<void> {
    const { courseId, activityId, leaseDays } = assignment;
    if (leaseDays !== undefined)
      await reviews.lapse(courseId, activityId, { heldSince: after(now, -leaseDays * day), now });
    const sent = (await submissions.all(courseId, activityId)).filter(({ sentAt }) => sentAt);
    const asked = await reviews.all(courseId, activityId);
    const authorIds = sent.map(({ authorId }) => authorId);
    const here = await hereAmong(parts, courseId, [...authorIds, ...asked.map(({ reviewerId }) => reviewerId)]);
    const favours = favoursFor(asked, here).map(({ reviewId }) => reviewId);
    await reviews.makeFavours(courseId, activityId, favours);
    const existing = asked.map((one) => (favours.includes(one.reviewId) ? { ...one, extra: true } : one));
    const except = authorIds.filter((authorId) => !here.has(authorId));
    await submissions.lock(courseId, activityId, { sentUntil: now, lockedAt: now, except });
    const works = (await lockedWorks(courseId, activityId)).filter(({ authorId }) => here.has(authorId));
    await reviews.add(courseId, activityId, await planned(assignment, works, { existing, here, extra }), now);
  }

  async function lockedWorks(courseId: string, activityId: string): Promise<Submission[]> {
    return (await submissions.all(courseId, activityId)).filter((submission) => submission.lockedAt);
  }

  /** What a teacher chose comes first; the rest is made even around it. */
  async function planned(giving: Giving, works: readonly Submission[], { existing, here, extra }: Ground) {
    const { courseId, activityId, seed, reviewsEach: each } = giving;
    const authorIds = works.map((work) => work.authorId).sort();
    const [chosen, apart, volunteerIds] = await Promise.all([
      chosenPairs(courseId, activityId, { authorIds, existing }),
      apartOf(parts, giving, authorIds),
      volunteers.all(courseId, activityId),
    ]);
    const standing = existing.filter((review) => isStillPlanned(review, here));
    const { pairs } = allocate({
      ...{ authorIds, each, apart, volunteerIds, extra, seed: seed + existing.length },
      planned: [...standing, ...chosen],
      lapsed: existing.filter(({ lapsedAt, sentAt }) => lapsedAt && !sentAt),
    });
    const submissionOf = new Map(works.map((work) => [work.authorId, work.submissionId]));
    const share = reviewsPossible(each, works.length);
    return newReviews([...chosen, ...pairs], existing, { submissionOf, share });
  }

  /** Of the teacher's pairs those whose work is here, and that are not reviews yet. */
  async function chosenPairs(
    courseId: string,
    activityId: string,
    { authorIds, existing }: { authorIds: readonly string[]; existing: readonly Review[] },
  ): Promise<Pair[]> {
    const [works, all] = [new Set(authorIds), await plans.all(courseId, activityId)];
    const there = new Set(existing.map(({ reviewerId, authorId }) => `${reviewerId} ${authorId}`));
    const open = all.filter(
      ({ reviewerId, authorId }) => works.has(authorId) && !there.has(`${reviewerId} ${authorId}`),
    );
    const here = await hereAmong(
      parts,
      courseId,
      open.map(({ reviewerId }) => reviewerId),
    );
    return open.filter(({ reviewerId, authorId }) => here.has(reviewerId) && reviewerId !== authorId);
  }

  /**
   * Locks what was sent and gives it reviewers; may run twice and beside another process. `extra`: reviews that people
   * may be asked for beyond their share. False when another process is at it, or reviewing is not running.
   */
  async function giveOut(courseId: string, activityId: string, now: Date, extra = 0): Promise<boolean> {
    if (!(await assignments.takeAllocation(courseId, activityId, now))) return false;
    const assignment = await assignments.assignment(courseId, activityId);
    if (!assignment) return false;
    if (!assignment.allocatedAt) await giveOutFirst(assignment, now);
    await giveOutLate(assignment, extra, now);
    await assignments.finishAllocation(courseId, activityId, now);
    return true;
  }

  async function giveOutIfHere({ courseId, activityId, authorIds }: Waiting, now: Date): Promise<boolean> {
    const assignment = await assignments.assignment(courseId, activityId);
    if (!assignment || assignment.closedAt) return false;
    if ((await hereAmong(parts, courseId, authorIds)).size === 0) return false;
    return giveOut(courseId, activityId, now);
  }

  return {
    giveOut,

    /** What starting now would come to; stores nothing. */
    async trial(courseId: string, activityId: string): Promise<Trial> {
      const { settings } = await open(courseId, activityId);
      const sent = (await submissions.all(courseId, activityId)).filter(({ sentAt }) => sentAt);
      const ids = sent.map(({ authorId }) => authorId);
      const here = await hereAmong(parts, courseId, ids);
      const authorIds = ids.filter((id) => here.has(id)).sort();
      const [apart, planned] = await Promise.all([
        apartOf(parts, { courseId, activityId, groups: settings.groups }, authorIds),
        chosenPairs(courseId, activityId, { authorIds, existing: [] }),
      ]);
      const each = settings.reviewsEach;
      const asked = { authorIds, each, apart, planned, lapsed: [], volunteerIds: [], extra: extraByItself, seed: 1 };
      const { short, again } = allocate(asked);
      return { short, again, share: reviewsPossible(each, authorIds.length) };
    },

    /** Allocations that a process left half done, and late work. */
    async giveOutDue(now: Date): Promise<JobOutcome> {
      const [unfinished, late] = await Promise.all([assignments.dueAllocations(), submissions.dueLocks()]);
      const [due, waiting] = await Promise.all([visible(parts, unfinished), visible(parts, late)]);
      const outcomes = await Promise.allSettled([
        ...due.map(({ courseId, activityId }) => giveOut(courseId, activityId, now)),
        ...waiting.map((place) => giveOutIfHere(place, now)),
      ]);
      return outcomeOf(outcomes);
    },

    /** Wherever reviewing runs: what lapsed, whose reviewer left, and late work goes to people who can take one more. */
    async topUpAll(now: Date): Promise<JobOutcome> {
      const running = await visible(parts, await assignments.dueTopUps());
      const outcomes: PromiseSettledResult<boolean>[] = [];
      for (const { courseId, activityId } of running) {
        const { dates } = await assignments.round(courseId, activityId);
        const extra = isFilling(dates, now) ? 0 : extraByItself;
        outcomes.push(...(await Promise.allSettled([giveOut(courseId, activityId, now, extra)])));
      }
      return outcomeOf(outcomes);
    },
  };
}

function outcomeOf(outcomes: readonly PromiseSettledResult<boolean>[]): JobOutcome {
  return {
    done: outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value).length,
    failed: outcomes.filter((outcome) => outcome.status === 'rejected').length,
  };
}
