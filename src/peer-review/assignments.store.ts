import { Schema, type Connection } from 'mongoose';
import { after, minute } from '../shared/clock.js';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { KeptParts } from '../kept/kept.js';
import {
  toAssignment,
  toRound,
  type Place,
  type Round,
  type Row,
  type ShortPlace,
  type ShortWork,
  type Started,
} from './assignment-row.js';
import { closesAt, type RoundDates } from './dates.rules.js';
import { changeOf, type Changed } from '../shared/change.js';
import type { Assignment } from './peer-review.js';
import { groupRules } from './allocation/allocation.js';
import { namings } from './names.js';
import { methods } from './scores/marks.js';

const allocationLease = 2 * minute;

export type AssignmentStore = ReturnType<typeof assignmentStore>;

export function assignmentStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      ...{ opensAt: Date, startsAt: Date, reviewUntil: Date, releaseAt: Date },
      early: Boolean,
      startedAt: Date,
      seed: Number,
      reviewsEach: Number,
      rubric: { type: Schema.Types.Mixed },
      method: { type: String, enum: methods },
      absentIds: { type: [String], default: undefined },
      names: { type: String, enum: namings },
      groups: { type: String, enum: groupRules },
      leaseDays: Number,
      short: { type: [{ _id: false, submissionId: String, authorId: String, got: Number }], default: undefined },
      allocatingUntil: Date,
      allocatedAt: Date,
      closedAt: Date,
      scoredAt: Date,
      releasedAt: Date,
      deliveredRelease: Date,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, activityId: 1 }, { unique: true });
  const assignments = connection.model<Row>('PeerReviewAssignment', schema);

  async function ensure(courseId: string, activityId: string): Promise<void> {
    try {
      await assignments.updateOne({ courseId, activityId }, { $setOnInsert: { _id: newId() } }, { upsert: true });
    } catch (problem) {
      if (!isDuplicateKey(problem)) throw problem;
    }
  }

  async function places(filter: Record<string, unknown>): Promise<Place[]> {
    const rows = await assignments.find(filter).lean<Row[]>();
    return rows.map(({ courseId, activityId }) => ({ courseId, activityId }));
  }

  return {
    /** Undefined until reviewing has started. */
    async assignment(courseId: string, activityId: string): Promise<Assignment | undefined> {
      const row = await assignments.findOne({ courseId, activityId }).lean<Row>();
      return row ? toAssignment(row) : undefined;
    },

    async round(courseId: string, activityId: string): Promise<Round> {
      const row = await assignments.findOne({ courseId, activityId }).lean<Row>();
      return row ? toRound(row) : { activityId, dates: {} };
    },

    /** Those of a course with dates, or where reviewing has started. */
    async rounds(courseId: string): Promise<Round[]> {
      return (await assignments.find({ courseId }).select('-short').lean<Row[]>()).map(toRound);
    },

    /** Only the dates that are named; undefined takes one away. */
    async plan(courseId: string, activityId: string, dates: Changed<RoundDates>): Promise<void> {
      await ensure(courseId, activityId);
      const change = changeOf(dates);
      if (change) await assignments.updateOne({ courseId, activityId }, change);
    },

    /** False when it had started before: of two starts one decides seed and rubric. */
    async start(courseId: string, activityId: string, started: Started, now: Date): Promise<boolean> {
      await ensure(courseId, activityId);
      const { matchedCount } = await assignments.updateOne(
        { courseId, activityId, startedAt: { $exists: false } },
        { $set: { ...started, startedAt: now } },
      );
      return matchedCount === 1;
    },

    /** False when it was closed before, or never started. */
    async close(courseId: string, activityId: string, now: Date): Promise<boolean> {
      const { matchedCount } = await assignments.updateOne(
        { courseId, activityId, startedAt: { $exists: true }, closedAt: { $exists: false } },
        { $set: { closedAt: now } },
      );
      return matchedCount === 1;
    },

    async takeAllocation(courseId: string, activityId: string, now: Date): Promise<boolean> {
      const free = { $or: [{ allocatingUntil: { $exists: false } }, { allocatingUntil: { $lte: now } }] };
      const { matchedCount } = await assignments.updateOne(
        { courseId, activityId, startedAt: { $exists: true }, closedAt: { $exists: false }, ...free },
        { $set: { allocatingUntil: after(now, allocationLease) } },
      );
      return matchedCount === 1;
    },

    async finishAllocation(courseId: string, activityId: string, now: Date): Promise<void> {
      await assignments.updateOne(
        { courseId, activityId },
        { $set: { allocatedAt: now }, $unset: { allocatingUntil: 1 } },
      );
    },

    async markScored(courseId: string, activityId: string, now: Date): Promise<void> {
      await assignments.updateOne({ courseId, activityId }, { $set: { scoredAt: now } });
    },

    /** False while reviewing is open. Again is a new release. */
    async release(courseId: string, activityId: string, now: Date): Promise<boolean> {
      const { matchedCount } = await assignments.updateOne(
        { courseId, activityId, method: { $exists: true }, closedAt: { $exists: true } },
        { $set: { releasedAt: now } },
      );
      return matchedCount === 1;
    },

    async markReleased(courseId: string, activityId: string, releasedAt: Date): Promise<void> {
      await assignments.updateOne({ courseId, activityId, releasedAt }, { $set: { deliveredRelease: releasedAt } });
    },

    /** Released, but not everybody's score has been written and recorded. */
    async dueReleases(): Promise<Place[]> {
      return places({ releasedAt: { $exists: true }, $expr: { $ne: ['$releasedAt', '$deliveredRelease'] } });
    },

    /** Planned for a time that has come, or as soon as there is enough work. */
    async dueStarts(now: Date): Promise<Place[]> {
      return places({ $or: [{ startsAt: { $lte: now } }, { early: true }], startedAt: { $exists: false } });
    },

    /** Running past the date until which people review. */
    async dueCloses(now: Date): Promise<(Place & { closesAt: Date })[]> {
      const running = { startedAt: { $exists: true }, closedAt: { $exists: false } };
      const rows = await assignments.find({ reviewUntil: { $lte: now }, ...running }).lean<Row[]>();
      return rows.flatMap((row) => {
        const at = row.startedAt && closesAt(row, row.startedAt);
        return at && at <= now ? [{ courseId: row.courseId, activityId: row.activityId, closesAt: at }] : [];
      });
    },

    /** Closed, and their scores promised for a time that has come. */
    async dueReleaseDates(now: Date): Promise<Place[]> {
      const closed = { closedAt: { $exists: true }, method: { $exists: true }, releasedAt: { $exists: false } };
      return places({ releaseAt: { $lte: now }, ...closed });
    },

    /** Started, but the process ended before everybody had reviews. */
    async dueAllocations(): Promise<Place[]> {
      return places({
        startedAt: { $exists: true },
        allocatedAt: { $exists: false },
        closedAt: { $exists: false },
      });
    },

    /** Running, so that late work, no-shows and leavers are looked after. */
    async dueTopUps(): Promise<Place[]> {
      return places({ allocatedAt: { $exists: true }, closedAt: { $exists: false } });
    },

    async markShort(courseId: string, activityId: string, works: readonly ShortWork[]): Promise<void> {
      await assignments.updateOne({ courseId, activityId }, { $set: { short: works } });
    },

    /** Closed and not released: nobody has counted yet which works fell short. */
    async dueShort(now: Date): Promise<Place[]> {
      const open = { short: { $exists: false }, releasedAt: { $exists: false } };
      return places({ closedAt: { $lte: now }, method: { $exists: true }, ...open });
    },

    async short(courseId: string): Promise<ShortPlace[]> {
      const rows = await assignments
        .find({ courseId, 'short.0': { $exists: true }, releasedAt: { $exists: false } })
        .select('activityId reviewsEach short')
        .lean<Row[]>();
      return rows.map(({ activityId, reviewsEach = 0, short = [] }) => ({
        activityId,
        share: reviewsEach,
        works: short,
      }));
    },

    /** Closed, but not everybody's score was recorded; where scores are not released but go as they come. */
    async dueClosings(): Promise<Place[]> {
      return places({ closedAt: { $exists: true }, scoredAt: { $exists: false }, method: { $exists: false } });
    },
  };
}

/** What is kept of it from page to page. */
export const keptAssignments: KeptParts<AssignmentStore> = {
  assignment: 'kept',
  round: 'kept',
  rounds: 'kept',
  dueStarts: 'read',
  dueCloses: 'read',
  dueReleaseDates: 'read',
  dueAllocations: 'read',
  dueClosings: 'read',
  dueReleases: 'read',
  dueTopUps: 'read',
  dueShort: 'read',
  short: 'kept',
  markShort: 'writes',
  plan: 'writes',
  start: { wrote: (started) => (started ? 'all' : []) },
  close: { wrote: (closed) => (closed ? 'all' : []) },
  // Whose turn it is, and whether scores are recorded, no page reads.
  takeAllocation: { wrote: () => [] },
  finishAllocation: 'writes',
  markScored: { wrote: () => [] },
  release: { wrote: (released) => (released ? 'all' : []) },
  markReleased: { wrote: () => [] },
};
