/** What every use case of peer review begins with: the activity, its settings, and whether reviewing has started. */
import type { Activities, Activity } from '../course/activities/activity.js';
import type { Grades } from '../course/grades/delivery.js';
import { isLearnerHere, type Roster } from '../course/roster/person.js';
import { NotFound } from '../shared/errors.js';
import type { AssignmentStore } from './assignments.store.js';
import type { DisputeStore } from './disputes/disputes.store.js';
import type { RoundDates } from './dates.rules.js';
import type { Assignment, PartKey, Review } from './peer-review.js';
import { askedWhileHere, isWaitedFor, phaseOf, type Phase } from './peer-review.rules.js';
import { peerReviewSettings, rubricIn, type PeerReviewSettings } from './peer-review.settings.js';
import type { Naming } from './names.js';
import type { PlanStore } from './plans.store.js';
import type { ReviewStore } from './reviews.store.js';
import type { Rubric } from './rubric.js';
import type { ReleasedStore } from './scores/released.store.js';
import type { StaffGradeStore } from './scores/staff-grades.store.js';
import type { SubmissionStore } from './submissions.store.js';
import type { VolunteerStore } from './volunteers.store.js';

export interface PeerReviewParts {
  activities: Activities;
  roster: Roster;
  grades: Grades;
  assignments: AssignmentStore;
  submissions: SubmissionStore;
  reviews: ReviewStore;
  staffGrades: StaffGradeStore;
  released: ReleasedStore;
  plans: PlanStore;
  disputes: DisputeStore;
  volunteers: VolunteerStore;
  /** Who is together in a mentorship that runs. */
  mentorships: { running(courseId: string): Promise<readonly Together[]> };
  /** To choose from; the first is taken when none was chosen. */
  rubrics: readonly [Rubric, ...Rubric[]];
}

export interface Together {
  mentorIds: readonly string[];
  menteeIds: readonly string[];
}

export interface Opened {
  activity: Activity;
  settings: PeerReviewSettings;
  /** The frozen one once reviewing has started. */
  rubric: Rubric;
  phase: Phase;
  dates: RoundDates;
  names: Naming;
  assignment?: Assignment;
}

export type Opener = (courseId: string, activityId: string) => Promise<Opened>;

export function openerOf({ activities, assignments, rubrics }: PeerReviewParts): Opener {
  return async (courseId, activityId) => {
    const [activity, { assignment, dates }] = await Promise.all([
      activities.activity(courseId, activityId),
      assignments.round(courseId, activityId),
    ]);
    if (activity?.kind !== 'peer-review') throw new NotFound();
    const settings = peerReviewSettings(activity.settings);
    const rubric = assignment?.rubric ?? rubricIn(settings, rubrics);
    const names = assignment ? (assignment.names ?? 'double') : settings.names;
    return { activity, settings, rubric, dates, names, phase: phaseOf(assignment), ...(assignment && { assignment }) };
  };
}

/** Of stored people, those who are learners of the course now. */
export async function hereAmong(
  { roster }: Pick<PeerReviewParts, 'roster'>,
  courseId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const asked = [...new Set(personIds)];
  const people = asked.length === 0 ? undefined : await roster.peopleById(courseId, asked);
  return new Set(asked.filter((personId) => isLearnerHere(people?.get(personId))));
}

/** Names of stored people, by id; without those who left nobody knows. */
export async function namesOf(
  { roster }: Pick<PeerReviewParts, 'roster'>,
  courseId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const people = await roster.peopleById(courseId, [...new Set(personIds)]);
  return new Map([...people].map(([id, { name }]) => [id, name]));
}

/** Reviews that were sent, or that are waited for from somebody who is here. */
export async function comingAmong(
  parts: Pick<PeerReviewParts, 'roster'>,
  courseId: string,
  received: readonly Review[],
): Promise<Review[]> {
  const open = received.filter(isWaitedFor).map(({ reviewerId }) => reviewerId);
  const here = await hereAmong(parts, courseId, open);
  return received.filter((review) => review.sentAt ?? (isWaitedFor(review) && here.has(review.reviewerId)));
}

/** Of the reviews somebody was asked for: those that were sent, and those of work whose author is here. */
export async function askedAmong<Asked extends Pick<Review, 'authorId' | 'sentAt'>>(
  parts: Pick<PeerReviewParts, 'roster'>,
  courseId: string,
  given: readonly Asked[],
): Promise<Asked[]> {
  const unsent = given.filter(({ sentAt }) => !sentAt).map(({ authorId }) => authorId);
  return askedWhileHere(given, await hereAmong(parts, courseId, unsent));
}

/** Jobs pass over courses that started fresh: their activities are out of sight. */
export async function visible<Place extends { courseId: string; activityId: string }>(
  { activities }: Pick<PeerReviewParts, 'activities'>,
  places: readonly Place[],
): Promise<Place[]> {
  const found = await Promise.all(places.map(({ courseId, activityId }) => activities.activity(courseId, activityId)));
  return places.filter((_, index) => found[index] !== undefined);
}

/** Whether a person has a score to read, or scores go as they come. */
export type Releasing = 'as-they-come' | 'not-yet' | 'released';

export async function releasingOf(
  { released }: Pick<PeerReviewParts, 'released'>,
  courseId: string,
  { activityId, personId }: PartKey,
  assignment: Assignment | undefined,
): Promise<Releasing> {
  if (assignment && !assignment.method) return 'as-they-come';
  if (!assignment?.releasedAt) return 'not-yet';
  return (await released.score(courseId, activityId, personId)) ? 'released' : 'not-yet';
}
