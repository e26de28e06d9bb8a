import { remembered } from '../kept/remembered.js';
import type { Connection } from 'mongoose';
import { assignmentStore } from './assignments.store.js';
import { reviewStore } from './reviews.store.js';
import { submissionStore } from './submissions.store.js';

export type PeerReviewStores = ReturnType<typeof peerReviewStore>;

export function peerReviewStore(connection: Connection) {
  const assignments = remembered(assignmentStore(connection), 'assignment', 'startsAt');
  const submissions = submissionStore(connection);
  const reviews = reviewStore(connection);
  return { assignments, submissions, reviews };
}
