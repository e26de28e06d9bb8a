import type { Activity } from '../course/activities/activity.js';
import type { JobOutcome } from '../jobs/job.js';
import type { Person } from '../course/roster/person.js';
import { Conflict, NotFound } from '../shared/errors.js';
import type { Random } from '../shared/random.js';
import { failure, success, type Result } from '../shared/result.js';
import type { Allocation } from './allocation.service.js';
import type { Review, Submission } from './peer-review.js';
import { extraByItself, matrixOf, workState, type Matrix, type Phase, type WorkState } from './peer-review.rules.js';
import type { PeerReviewSettings } from './peer-review.settings.js';
import { hereAmong, openerOf, visible, type Opened, type PeerReviewParts } from './places.service.js';
import { mostPoints, type Rubric } from './rubric.js';
import type { StaffGrade } from './scores/released.js';
import type { ReviewScores } from './scores.service.js';
import type { ShortfallService } from './shortfall.service.js';

export interface SettingsNow extends Opened {
  rubrics: readonly Rubric[];
  startsAt?: Date;
}

export interface Overview extends Opened {
  matrix: Matrix;
  /** Learners who offered to do one more. */
  volunteers: number;
  startsAt?: Date;
}

/** One submission with all that was said about it; names both sides, so for coordinators only. */
export interface OpenWork {
  activity: Activity;
  rubric: Rubric;
  phase: Phase;
  author: Person;
  state: WorkState;
  submission: Submission;
  reviews: readonly { review: Review; reviewer: Person }[];
  /** What staff gave it; empty where scores are not released but go as they come. */
  grades: readonly StaffGrade[];
  mayGrade: boolean;
}

export interface WantedSettings extends PeerReviewSettings {
  startsAt?: Date | undefined;
}

export type CoordinationService = ReturnType<typeof coordinationService>;

export interface Coordinating {
  allocation: Allocation;
  scores: ReviewScores;
  shortfall: Pick<ShortfallService, 'countShort'>;
  random: Random;
}

/** What a coordinator does: settings, start, close, and who is where. */
export function coordinationService(parts: PeerReviewParts, { allocation, scores, shortfall, random }: Coordinating) {
  const { activities, roster, assignments, submissions, reviews, rubrics } = parts;
  const open = openerOf(parts);

  /** Fewer than two works of people who are here cannot be reviewed: then nothing starts. Starting twice is starting once. */
  async function start(courseId: string, activityId: string, now: Date): Promise<Result<'started', 'too-few'>> {
    const { settings, rubric } = await open(courseId, activityId);
    const works = (await submissions.all(courseId, activityId)).filter((submission) => submission.sentAt);
    const authorIds = works.map(({ authorId }) => authorId);
    const here = await hereAmong(parts, courseId, authorIds);
    if (here.size < 2) return failure('too-few');
    const seed = Math.floor(random() * 2 ** 32);
    const absentIds = authorIds.filter((authorId) => !here.has(authorId));
    const { reviewsEach, method, groups, leaseDays } = settings;
    const fixed = { seed, rubric, reviewsEach, method, absentIds, groups };
    await assignments.start(courseId, activityId, { ...fixed, ...(leaseDays !== undefined && { leaseDays }) }, now);
    await allocation.giveOut(courseId, activityId, now);
    return success('started');
  }

  return {
    start,

    async settings(courseId: string, activityId: string): Promise<SettingsNow> {
      const opened = await open(courseId, activityId);
      const startsAt = await assignments.startsAt(courseId, activityId);
      const own = opened.settings.rubric;
      const choices = own && mostPoints(own) > 0 ? [own, ...rubrics] : rubrics;
      return { ...opened, rubrics: choices, ...(startsAt && { startsAt }) };
    },

    /** Once reviewing has started only the instructions can change; the rest is what people were promised. */
    async saveSettings(courseId: string, activityId: string, wanted: Partial<WantedSettings>): Promise<void> {
      const { activity, phase } = await open(courseId, activityId);
      const { startsAt, ...settings } = wanted;
      const promised = Object.entries({ ...settings, startsAt }).filter(([name]) => name !== 'instructions');
      if (phase !== 'handing-in' && promised.some(([, value]) => value !== undefined))
        throw new Conflict('reviewing_started');
      await activities.saveSettings(courseId, activityId, { ...activity.settings, ...settings });
      if (phase === 'handing-in') await assignments.planStart(courseId, activityId, startsAt);
    },

    async overview(courseId: string, activityId: string): Promise<Overview> {
      const opened = await open(courseId, activityId);
      const [learners, works, all, startsAt, offered] = await Promise.all([
        roster.learners(courseId),
        submissions.all(courseId, activityId),
        reviews.all(courseId, activityId),
        assignments.startsAt(courseId, activityId),
        parts.volunteers.all(courseId, activityId),
      ]);
      const volunteers = learners.filter(({ personId }) => offered.includes(personId)).length;
      const { reviewsEach } = opened.settings;
      const facts = { learners, submissions: works, reviews: all, assignment: opened.assignment, reviewsEach };
      return { ...opened, volunteers, matrix: matrixOf(facts), ...(startsAt && { startsAt }) };
    },

    /** Asks people who have done their share for one more, where work has too few reviewers. */
    async askForMore(courseId: string, activityId: string, now: Date): Promise<void> {
      await open(courseId, activityId);
      await allocation.giveOut(courseId, activityId, now, extraByItself + 1);
    },

    /** No more reviews; everybody reads what they received, and every score is recorded when this returns. */
    async close(courseId: string, activityId: string, now: Date): Promise<Result<'closed', 'not-running'>> {
      await open(courseId, activityId);
      if (!(await assignments.close(courseId, activityId, now))) return failure('not-running');
      await scores.afterClosing(courseId, activityId, now);
      await shortfall.countShort(courseId, activityId);
      return success('closed');
    },

    async work(courseId: string, activityId: string, submissionId: string): Promise<OpenWork> {
      const { activity, rubric, phase, assignment } = await open(courseId, activityId);
      const submission = await submissions.byId(courseId, submissionId);
      if (submission?.activityId !== activityId || !submission.sentAt) throw new NotFound();
      const received = await reviews.received(courseId, { activityId, personId: submission.authorId });
      const named = [submission.authorId, ...received.map(({ reviewerId }) => reviewerId)];
      const grades = (await parts.staffGrades.all(courseId, activityId)).filter(
        (grade) => grade.submissionId === submissionId,
      );
      const people = await roster.peopleById(courseId, [...new Set(named)]);
      const author = people.get(submission.authorId);
      if (!author) throw new NotFound();
      return {
        ...{ activity, rubric, phase, author, submission, state: workState(submission, assignment) },
        ...{ grades, mayGrade: assignment?.method !== undefined },
        reviews: received
          .flatMap((review) => {
            const reviewer = people.get(review.reviewerId);
            return reviewer ? [{ review, reviewer }] : [];
          })
          .sort((one, other) => (one.review.letter < other.review.letter ? -1 : 1)),
      };
    },

    /** Starts what was planned for a time that has come. With too few works it waits; the page says so. */
    async startDue(now: Date): Promise<JobOutcome> {
      const due = await visible(parts, await assignments.dueStarts(now));
      const outcomes = await Promise.allSettled(due.map((place) => start(place.courseId, place.activityId, now)));
      return {
        done: outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.ok).length,
        failed: outcomes.filter((outcome) => outcome.status === 'rejected').length,
      };
    },
  };
}
