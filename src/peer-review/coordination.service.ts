import type { Activity } from '../course/activities/activity.js';
import type { JobOutcome } from '../jobs/job.js';
import type { Person } from '../course/roster/person.js';
import { Conflict, NotFound } from '../shared/errors.js';
import type { Random } from '../shared/random.js';
import { failure, success, type Result } from '../shared/result.js';
import type { Changed } from '../shared/change.js';
import type { Allocation } from './allocation.service.js';
import type { Place } from './assignment-row.js';
import {
  dueFor,
  enoughEarly,
  isFilling,
  openDates,
  problemIn,
  worksToStart,
  type DateName,
  type DateProblem,
  type RoundDates,
} from './dates.rules.js';
import type { Dispute } from './disputes/dispute.js';
import { namesShown } from './names.rules.js';
import type { Review, Submission } from './peer-review.js';
import { extraByItself, matrixOf, workState, type Matrix, type Phase, type WorkState } from './peer-review.rules.js';
import type { PeerReviewSettings } from './peer-review.settings.js';
import { hereAmong, openerOf, visible, type Opened, type PeerReviewParts } from './places.service.js';
import { mostPoints, type Rubric } from './rubric.js';
import type { StaffGrade } from './scores/released.js';
import type { ReviewScores } from './scores.service.js';
import type { ShortfallService } from './shortfall.service.js';

export interface SettingsNow extends Opened {
  /** People who have handed in: names were promised to them. */
  handedIn: number;
  rubrics: readonly Rubric[];
}

export interface Overview extends Opened {
  matrix: Matrix;
  /** Learners who offered to do one more. */
  volunteers: number;
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
  /** Whether the author reads reviewers' names, too. */
  isReviewerNamed: boolean;
  /** Missing: the author has not disputed the score. */
  dispute?: Dispute;
}

/** Which setting could not be saved, and why; then none was. */
export type Unsaved = { name: DateName; problem: DateProblem } | { name: 'names'; problem: 'promised' };

export interface Wanted {
  settings: Partial<PeerReviewSettings>;
  /** Those that can still be set; undefined takes one away. */
  dates: Changed<RoundDates>;
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

  /**
   * Fewer than two works of people who are here cannot be reviewed: then nothing starts, by its date not before early ones
   * are enough. Starting twice is starting once.
   */
  async function startIf(
    { courseId, activityId }: Place,
    byDate: boolean,
    now: Date,
  ): Promise<Result<'started', 'too-few'>> {
    const { settings, rubric, dates } = await open(courseId, activityId);
    const works = (await submissions.all(courseId, activityId)).filter((submission) => submission.sentAt);
    const authorIds = works.map(({ authorId }) => authorId);
    const here = await hereAmong(parts, courseId, authorIds);
    const enough = isFilling(dates, now) ? enoughEarly(settings.reviewsEach) : worksToStart;
    if (here.size < (byDate ? enough : worksToStart)) return failure('too-few');
    const seed = Math.floor(random() * 2 ** 32);
    const absentIds = authorIds.filter((authorId) => !here.has(authorId));
    const { reviewsEach, method, groups, leaseDays, names } = settings;
    const fixed = { seed, rubric, reviewsEach, method, absentIds, groups, names };
    await assignments.start(courseId, activityId, { ...fixed, ...(leaseDays !== undefined && { leaseDays }) }, now);
    await allocation.giveOut(courseId, activityId, now);
    return success('started');
  }

  async function handedIn(courseId: string, activityId: string): Promise<number> {
    return (await submissions.all(courseId, activityId)).filter(({ sentAt }) => sentAt).length;
  }

  async function close({ courseId, activityId }: Place, now: Date): Promise<Result<'closed', 'not-running'>> {
    if (!(await assignments.close(courseId, activityId, now))) return failure('not-running');
    await scores.afterClosing(courseId, activityId, now);
    await shortfall.countShort(courseId, activityId);
    return success('closed');
  }

  return {
    start: (courseId: string, activityId: string, now: Date) => startIf({ courseId, activityId }, false, now),

    async settings(courseId: string, activityId: string): Promise<SettingsNow> {
      const opened = await open(courseId, activityId);
      const own = opened.settings.rubric;
      const choices = own && mostPoints(own) > 0 ? [own, ...rubrics] : rubrics;
      return { ...opened, handedIn: await handedIn(courseId, activityId), rubrics: choices };
    },

    /** Once reviewing has started only the instructions and the dates to come can change; the rest is what people were promised. */
    async saveSettings(
      courseId: string,
      activityId: string,
      { settings, dates: wanted }: Wanted,
      now: Date,
    ): Promise<Result<'saved', Unsaved>> {
      const { phase, dates, names, assignment } = await open(courseId, activityId);
      const promised = Object.entries(settings).filter(
        ([name, value]) => name !== 'instructions' && value !== undefined,
      );
      const mayChange: readonly string[] = [...openDates(dates, assignment, now), ...(assignment ? [] : ['early'])];
      const late = Object.keys(wanted).filter((name) => !mayChange.includes(name));
      if ((phase !== 'handing-in' && promised.length > 0) || late.length > 0) throw new Conflict('reviewing_started');
      const isRenamed = settings.names !== undefined && settings.names !== names;
      if (isRenamed && (await handedIn(courseId, activityId)) > 0)
        return failure({ name: 'names', problem: 'promised' });
      const found = problemIn({ ...dates, ...wanted } as RoundDates, { before: dates, now });
      if (found) return failure(found);
      await activities.changeSettings(courseId, activityId, settings);
      await assignments.plan(courseId, activityId, wanted);
      return success('saved');
    },

    async overview(courseId: string, activityId: string): Promise<Overview> {
      const opened = await open(courseId, activityId);
      const [learners, works, all, offered] = await Promise.all([
        roster.learners(courseId),
        submissions.all(courseId, activityId),
        reviews.all(courseId, activityId),
        parts.volunteers.all(courseId, activityId),
      ]);
      const volunteers = learners.filter(({ personId }) => offered.includes(personId)).length;
      const { assignment, dates } = opened;
      const { reviewsEach } = opened.settings;
      const facts = { learners, submissions: works, reviews: all, assignment, dates, reviewsEach };
      return { ...opened, volunteers, matrix: matrixOf(facts) };
    },

    /** Asks people who have done their share for one more, where work has too few reviewers. */
    async askForMore(courseId: string, activityId: string, now: Date): Promise<void> {
      await open(courseId, activityId);
      await allocation.giveOut(courseId, activityId, now, extraByItself + 1);
    },

    /** No more reviews; everybody reads what they received, and every score is recorded when this returns. */
    async close(courseId: string, activityId: string, now: Date): Promise<Result<'closed', 'not-running'>> {
      await open(courseId, activityId);
      return close({ courseId, activityId }, now);
    },

    async work(courseId: string, activityId: string, submissionId: string): Promise<OpenWork> {
      const { activity, rubric, phase, assignment, dates, names } = await open(courseId, activityId);
      const submission = await submissions.byId(courseId, submissionId);
      if (submission?.activityId !== activityId || !submission.sentAt) throw new NotFound();
      const received = await reviews.received(courseId, { activityId, personId: submission.authorId });
      const named = [submission.authorId, ...received.map(({ reviewerId }) => reviewerId)];
      const grades = (await parts.staffGrades.all(courseId, activityId)).filter(
        (grade) => grade.submissionId === submissionId,
      );
      const dispute = await parts.disputes.dispute(courseId, { activityId, personId: submission.authorId });
      const people = await roster.peopleById(courseId, [...new Set(named)]);
      const author = people.get(submission.authorId);
      if (!author) throw new NotFound();
      return {
        ...{
          activity,
          rubric,
          phase,
          author,
          submission,
          state: workState(submission, dueFor(dates, assignment?.startedAt)),
        },
        ...{ grades, mayGrade: assignment?.method !== undefined, ...(dispute && { dispute }) },
        isReviewerNamed: namesShown(names, assignment).reviewer,
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
      return outcomeOf(await Promise.allSettled(due.map((place) => startIf(place, true, now))));
    },

    /** Closes where the time until which people review is over, also when nothing ran at that time. */
    async closeDue(now: Date): Promise<JobOutcome> {
      const due = await visible(parts, await assignments.dueCloses(now));
      return outcomeOf(await Promise.allSettled(due.map((place) => close(place, now))));
    },
  };
}

function outcomeOf(outcomes: readonly PromiseSettledResult<{ ok: boolean }>[]): JobOutcome {
  return {
    done: outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.ok).length,
    failed: outcomes.filter((outcome) => outcome.status === 'rejected').length,
  };
}
