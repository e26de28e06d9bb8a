import type { Connection } from 'mongoose';
import type { Keeping } from '../kept/kept.js';
import { assignmentStore, keptAssignments } from './assignments.store.js';
import { keptReviews, reviewStore } from './reviews.store.js';
import { keptSubmissions, submissionStore } from './submissions.store.js';

export type PeerReviewStores = ReturnType<typeof peerReviewStore>;

export function peerReviewStore(connection: Connection, kept: Keeping) {
  const assignments = kept('assignments', assignmentStore(connection), keptAssignments);
  const submissions = kept('submissions', submissionStore(connection), keptSubmissions);
  const reviews = kept('reviews', reviewStore(connection), keptReviews);
  return { assignments, submissions, reviews };
}
