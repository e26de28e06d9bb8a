import type { Connection } from 'mongoose';
import type { Keeping } from '../kept/kept.js';
import { assignmentStore, keptAssignments } from './assignments.store.js';
import { disputeStore, keptDisputes } from './disputes/disputes.store.js';
import { keptReviews, reviewStore } from './reviews.store.js';
import { keptPlans, planStore } from './plans.store.js';
import { keptReleased, releasedStore } from './scores/released.store.js';
import { keptStaffGrades, staffGradeStore } from './scores/staff-grades.store.js';
import { keptSubmissions, submissionStore } from './submissions.store.js';
import { keptVolunteers, volunteerStore } from './volunteers.store.js';

export type PeerReviewStores = ReturnType<typeof peerReviewStore>;

export function peerReviewStore(connection: Connection, kept: Keeping) {
  const assignments = kept('assignments', assignmentStore(connection), keptAssignments);
  const submissions = kept('submissions', submissionStore(connection), keptSubmissions);
  const reviews = kept('reviews', reviewStore(connection), keptReviews);
  const staffGrades = kept('staffGrades', staffGradeStore(connection), keptStaffGrades);
  const released = kept('released', releasedStore(connection), keptReleased);
  const plans = kept('reviewPlans', planStore(connection), keptPlans);
  const volunteers = kept('reviewVolunteers', volunteerStore(connection), keptVolunteers);
  const disputes = kept('reviewDisputes', disputeStore(connection), keptDisputes);
  return { assignments, submissions, reviews, staffGrades, released, plans, volunteers, disputes };
}
