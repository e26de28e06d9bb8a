import type { JobOutcome } from '../../jobs/job.js';
import type { Activity } from '../../course/activities/activity.js';
import type { Delivery } from '../../course/grades/delivery.js';
import type { Person } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Naming } from '../names.js';
import type { Assignment, PartKey } from '../peer-review.js';
import { shareOf, type Phase } from '../peer-review.rules.js';
import { askedAmong, openerOf, visible, type PeerReviewParts } from '../places.service.js';
import { levelsIn, maximumScore, reviewingShare, scoreFrom } from '../review-score.rules.js';
import type { Rubric } from '../rubric.js';
import type { Method } from '../scores/marks.js';
import type { GivenGrade, Proposal, ReleasedScore, StaffGrade } from '../scores/released.js';
import { markingOf, proposalsOf, releasable, scoresNow, type ScoresNow } from './release.rules.js';

/** What a coordinator reads of all scores. */
export interface ScoresSheet {
  activity: Activity;
  phase: Phase;
  method: Method;
  names: Naming;
  scores: ScoresNow;
  /** By submission, of learners who are here. */
  rows: readonly { author: Person; submissionId: string; released?: ReleasedScore }[];
  releasedAt?: Date;
  proposals: readonly (Proposal & { author: Person | undefined })[];
}

/** What an author reads of the own score. */
export interface OwnScore {
  activity: Activity;
  score: ReleasedScore;
  /** Points of each review, by its letter. */
  given: readonly { letter: string; points: number }[];
  share: { required: number; given: number };
  delivery?: Delivery;
}

/** `open`: reviewing is not closed. `running`: it began before scores were released, and its scores went as they came. */
export type ReleaseRefusal = 'open' | 'running';

export type ReleasingService = ReturnType<typeof releasingService>;

/** Scores from all reviews of an activity together: what they are now, what was released, and the releasing. */
export function releasingService(parts: PeerReviewParts) {
  const { assignments, submissions, reviews, grades, roster, staffGrades, released } = parts;
  const open = openerOf(parts);

  async function factsOf(courseId: string, activityId: string, rubric: Rubric, method: Method) {
    const [levels, given, works] = await Promise.all([
      reviews.levels(courseId, activityId),
      staffGrades.all(courseId, activityId),
      submissions.all(courseId, activityId),
    ]);
    const sent = works.filter(({ sentAt }) => sentAt !== undefined);
    return { now: scoresNow({ rubric, method, reviews: levels, grades: given }), given, works: sent };
  }

  function releasedFrom(
    facts: {
      now: ScoresNow;
      given: readonly StaffGrade[];
      works: readonly { submissionId: string; authorId: string }[];
    },
    releasedAt: Date,
  ): ReleasedScore[] {
    const authorBy = new Map(facts.works.map(({ submissionId, authorId }) => [submissionId, authorId]));
    return releasable(facts.now, authorBy, { grades: facts.given, releasedAt });
  }

  /** The work's half from the score, the other half from the reviews that were owed. */
  async function record(
    courseId: string,
    activityId: string,
    scores: readonly ReleasedScore[],
    now: Date,
  ): Promise<void> {
    const all = await askedAmong(parts, courseId, await reviews.all(courseId, activityId));
    const scoreBy = new Map(scores.map((score) => [score.authorId, score]));
    const given = groupedBy(all);
    for (const personId of new Set([...scoreBy.keys(), ...given.keys()])) {
      const score = scoreBy.get(personId);
      const work = score && (score.most === 0 ? undefined : score.points / score.most);
      const points = scoreFrom({ work, reviewing: reviewingShare(shareOf(given.get(personId) ?? [])) });
      if (points === undefined) continue;
      await grades.recordScore(courseId, { activityId, personId, given: points, maximum: maximumScore }, now);
    }
  }

  /** From what was released at `releasedAt` on; may run twice. */
  async function deliver(assignment: Assignment, now: Date): Promise<void> {
    const { courseId, activityId, method, rubric, releasedAt } = assignment;
    if (!method || !releasedAt) return;
    const scores = releasedFrom(await factsOf(courseId, activityId, rubric, method), releasedAt);
    await released.write(courseId, activityId, scores);
    await record(courseId, activityId, scores, now);
    await assignments.markReleased(courseId, activityId, releasedAt);
  }

  return {
    async sheet(courseId: string, activityId: string): Promise<ScoresSheet> {
      const { activity, phase, assignment, rubric, names } = await open(courseId, activityId);
      if (!assignment?.method) throw new NotFound();
      const { method, releasedAt } = assignment;
      const [facts, before] = await Promise.all([
        factsOf(courseId, activityId, rubric, method),
        released.all(courseId, activityId),
      ]);
      const learners = new Map((await roster.learners(courseId)).map((person) => [person.personId, person]));
      const releasedBy = new Map(before.map((score) => [score.authorId, score]));
      return {
        ...{ activity, phase, method, names, scores: facts.now, ...(releasedAt && { releasedAt }) },
        rows: facts.works.flatMap(({ authorId, submissionId }) => {
          const [author, score] = [learners.get(authorId), releasedBy.get(authorId)];
          return author ? [{ author, submissionId, ...(score && { released: score }) }] : [];
        }),
        proposals: (releasedAt ? proposalsOf(before, releasedFrom(facts, releasedAt)) : []).map((proposal) => ({
          ...proposal,
          author: learners.get(proposal.authorId),
        })),
      };
    },

    /** Everybody's score stands from now on, and goes to the gradebook; again: those that changed become the new ones. */
    async release(courseId: string, activityId: string, now: Date): Promise<Result<'released', ReleaseRefusal>> {
      const { assignment } = await open(courseId, activityId);
      if (!assignment?.method) return failure('running');
      if (!(await assignments.release(courseId, activityId, now))) return failure('open');
      await deliver({ ...assignment, releasedAt: now }, now);
      return success('released');
    },

    /** Completes what a process did not get to between releasing and the gradebook. */
    async releaseDue(now: Date): Promise<JobOutcome> {
      for (const { courseId, activityId } of await visible(parts, await assignments.dueReleaseDates(now)))
        await assignments.release(courseId, activityId, now);
      const due = await visible(parts, await assignments.dueReleases());
      const outcomes = await Promise.allSettled(
        due.map(async ({ courseId, activityId }) => {
          const assignment = await assignments.assignment(courseId, activityId);
          if (assignment) await deliver(assignment, now);
        }),
      );
      const failed = outcomes.filter(({ status }) => status === 'rejected').length;
      return { done: outcomes.length - failed, failed };
    },

    /** `false`: not a work of this activity. */
    async grade(courseId: string, activityId: string, given: GivenGrade, now: Date): Promise<boolean> {
      const submission = await submissions.byId(courseId, given.submissionId);
      if (submission?.activityId !== activityId || !submission.sentAt) return false;
      await staffGrades.give(courseId, activityId, given, now);
      return true;
    },

    async takeBackGrade(
      courseId: string,
      activityId: string,
      key: Pick<GivenGrade, 'submissionId' | 'staffId'>,
    ): Promise<void> {
      await staffGrades.takeBack(courseId, activityId, key);
    },

    /** Undefined until it is released. */
    async ownScore(courseId: string, { activityId, personId }: PartKey): Promise<OwnScore | undefined> {
      const { activity, rubric, assignment } = await open(courseId, activityId);
      const score = await released.score(courseId, activityId, personId);
      if (!score || !assignment?.releasedAt) return undefined;
      const [received, asked, delivery] = await Promise.all([
        reviews.received(courseId, { activityId, personId }),
        reviews.given(courseId, { activityId, personId }),
        grades.delivery(courseId, activityId, personId),
      ]);
      const given = received.flatMap(({ letter, submissionId, reviewerId, sent }) => {
        const marking = markingOf(rubric, { submissionId, reviewerId, levels: levelsIn(sent) });
        return marking ? [{ letter, points: marking.criteria.reduce((sum, points) => sum + points, 0) }] : [];
      });
      given.sort((one, other) => (one.letter < other.letter ? -1 : 1));
      const own = await askedAmong(parts, courseId, asked);
      return { activity, score, given, share: shareOf(own), ...(delivery && { delivery }) };
    },
  };
}

function groupedBy<Row extends { reviewerId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.reviewerId, [...(groups.get(row.reviewerId) ?? []), row]);
  return groups;
}
