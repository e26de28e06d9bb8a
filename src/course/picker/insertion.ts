import type { Kind } from '../activities/kind.js';

/** One activity that a teacher picked for a course, and whether Moodle is set for it. */
export interface Insertion {
  identity: string;
  courseId: string;
  batchId: string;
  place: number;
  kind: Kind;
  title: string;
  /** Of a gate: the activity it waits for. */
  restrict?: string;
  pickedAt: Date;
  settledAt?: Date;
}
