import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import type { Milestone } from './milestones.rules.js';

/** Somebody has a milestone, for good. */
export interface Done {
  milestoneId: string;
  personId: string;
  doneAt: Date;
}

interface MilestoneRow extends Omit<Milestone, 'milestoneId'> {
  _id: string;
  courseId: string;
  createdAt: Date;
  /** A teacher took it away; who has it keeps it. */
  endedAt?: Date;
}

interface DoneRow extends Done {
  _id: string;
  courseId: string;
  /** Its points were recorded. */
  scored?: boolean;
}

export type MilestoneStore = ReturnType<typeof milestoneStore>;

export function milestoneStore(connection: Connection) {
  const { milestones, achieved } = modelsOn(connection);
  return {
    /** In the order in which they were made. */
    async milestones(courseId: string): Promise<Milestone[]> {
      const rows = await milestones
        .find({ courseId, endedAt: { $exists: false } })
        .sort({ createdAt: 1, _id: 1 })
        .lean<MilestoneRow[]>();
      return rows.map(toMilestone);
    },

    async save(courseId: string, { milestoneId, ...milestone }: Milestone, now: Date): Promise<void> {
      const { points, bestBefore, enough } = milestone;
      const $unset = {
        ...(points === undefined && { points: 1 as const }),
        ...(bestBefore === undefined && { bestBefore: 1 as const }),
        ...(enough === undefined && { enough: 1 as const }),
      };
      const change = { $set: { ...milestone, terms: [...milestone.terms] }, $setOnInsert: { createdAt: now } };
      const update = Object.keys($unset).length > 0 ? { ...change, $unset } : change;
      await milestones.updateOne({ _id: milestoneId, courseId }, update, { upsert: true });
    },

    async end(courseId: string, milestoneId: string, now: Date): Promise<void> {
      await milestones.updateOne({ _id: milestoneId, courseId }, { $set: { endedAt: now } });
    },

    /** @param personIds only theirs */
    async done(courseId: string, personIds?: readonly string[]): Promise<Done[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const rows = await achieved.find({ courseId, ...whose }).lean<DoneRow[]>();
      return rows.map(({ milestoneId, personId, doneAt }) => ({ milestoneId, personId, doneAt }));
    },

    /** Who has it already keeps the day. How many had it not. */
    async markDone(
      courseId: string,
      milestoneId: string,
      { personIds, doneAt }: { personIds: readonly string[]; doneAt: Date },
    ) {
      const outcome = await achieved.bulkWrite(
        personIds.map((personId) => ({
          updateOne: {
            filter: { _id: `${milestoneId} ${personId}` },
            update: { $setOnInsert: { courseId, milestoneId, personId, doneAt } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
      return outcome.upsertedCount;
    },

    /** Who has it, and whose points were not recorded yet. */
    async unscored(courseId: string, milestoneId: string): Promise<string[]> {
      return achieved.distinct('personId', { courseId, milestoneId, scored: { $exists: false } });
    },

    async markScored(courseId: string, milestoneId: string, personId: string): Promise<void> {
      await achieved.updateOne({ courseId, _id: `${milestoneId} ${personId}` }, { $set: { scored: true } });
    },

    /** Courses that have any, of these. */
    async findCoursesWith(courseIds: readonly string[]): Promise<string[]> {
      return milestones.distinct('courseId', { courseId: { $in: [...courseIds] }, endedAt: { $exists: false } });
    },
  };
}

export const keptMilestones: KeptParts<MilestoneStore> = {
  milestones: 'kept',
  done: { rows: ({ personId }) => personId },
  findCoursesWith: 'read',
  unscored: 'read',
  markScored: { wrote: () => [] },
  save: 'writes',
  end: 'writes',
  markDone: { wrote: (count, _courseId, _milestoneId, { personIds }) => (count === 0 ? [] : [...personIds]) },
};

function modelsOn(connection: Connection) {
  const required = { type: String, required: true } as const;
  const term = { fact: required, atLeast: { type: Number, required: true }, _id: false };
  const milestoneSchema = new Schema<MilestoneRow>(
    {
      ...{ _id: String, courseId: required, title: required, terms: [term], enough: Number, points: Number },
      ...{ bestBefore: String, createdAt: { type: Date, required: true }, endedAt: Date },
    },
    { versionKey: false, collection: 'milestones' },
  );
  milestoneSchema.index({ courseId: 1 });
  const doneSchema = new Schema<DoneRow>(
    {
      _id: String,
      courseId: required,
      milestoneId: required,
      personId: required,
      doneAt: { type: Date, required: true },
      scored: Boolean,
    },
    { versionKey: false, collection: 'milestonesDone' },
  );
  doneSchema.index({ courseId: 1, personId: 1 });
  return {
    milestones: connection.model<MilestoneRow>('Milestone', milestoneSchema),
    achieved: connection.model<DoneRow>('MilestoneDone', doneSchema),
  };
}

function toMilestone({ _id: milestoneId, title, terms, enough, points, bestBefore }: MilestoneRow): Milestone {
  return {
    ...{ milestoneId, title, terms },
    ...(enough !== undefined && { enough }),
    ...(points !== undefined && { points }),
    ...(bestBefore !== undefined && { bestBefore }),
  };
}
