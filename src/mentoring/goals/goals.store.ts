import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import { mostEvidence, type Evidence, type Goal } from './goal.js';

interface GoalRow extends Omit<Goal, 'goalId'> {
  _id: string;
  courseId: string;
}

export type GoalStore = ReturnType<typeof goalStore>;

export function goalStore(connection: Connection) {
  const rows = goalModel(connection);

  return {
    async of(courseId: string, personId: string): Promise<Goal[]> {
      return (await rows.find({ courseId, personId }).sort({ startedAt: 1, _id: 1 }).lean<GoalRow[]>()).map(goalOf);
    },

    /** Those of them who set one. */
    whoHas: (courseId: string, personIds: readonly string[]): Promise<string[]> =>
      rows.distinct('personId', { courseId, personId: { $in: [...personIds] } }).exec(),

    /** How many goals each person has ended, saying what came of them. @param personIds only theirs */
    async endedCounts(courseId: string, personIds?: readonly string[]): Promise<Map<string, number>> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const groups = await rows.aggregate<{ _id: string; count: number }>([
        { $match: { courseId, end: { $ne: null }, ...whose } },
        { $group: { _id: '$personId', count: { $sum: 1 } } },
      ]);
      return new Map(groups.map(({ _id, count }) => [_id, count]));
    },

    /** Sent twice, it is one. */
    async add(courseId: string, { goalId, ...goal }: Goal): Promise<void> {
      try {
        await rows.create({ _id: goalId, courseId, ...goal });
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
      }
    },

    /** False: it has ended already, or is not theirs. What is over stays as it was said. */
    async end(
      courseId: string,
      { goalId, personId }: Pick<Goal, 'goalId' | 'personId'>,
      given: { end: NonNullable<Goal['end']>; after?: number },
    ): Promise<boolean> {
      const own = { courseId, _id: goalId, personId, end: null };
      return (await rows.updateOne(own, { $set: given })).matchedCount === 1;
    },

    /** False: it has as many as there may be, or is not theirs. */
    async addEvidence(
      courseId: string,
      { goalId, personId }: Pick<Goal, 'goalId' | 'personId'>,
      evidence: Evidence,
    ): Promise<boolean> {
      const own = { courseId, _id: goalId, personId, [`evidence.${mostEvidence - 1}`]: { $exists: false } };
      return (await rows.updateOne(own, { $addToSet: { evidence } })).matchedCount === 1;
    },

    /** How many are gone. */
    async erase(courseId: string, personId: string): Promise<number> {
      return (await rows.deleteMany({ courseId, personId })).deletedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptGoals: KeptParts<GoalStore> = {
  of: 'kept',
  whoHas: 'read',
  endedCounts: 'read',
  add: 'writes',
  end: { wrote: (done) => (done ? 'all' : []) },
  addEvidence: { wrote: (done) => (done ? 'all' : []) },
  erase: 'writes',
};

function goalModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const time = { type: Date, required: true } as const;
  const schema = new Schema<GoalRow>(
    {
      ...{ _id: String, courseId: text, personId: text, text, measure: text, by: text, week2: String, week4: String },
      ...{ startedAt: time, dueAt: time, before: { type: Number, required: true }, after: Number },
      ...{ evidence: [new Schema<Evidence>({ text, href: String }, { _id: false })], end: Schema.Types.Mixed },
      insteadOf: String,
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, personId: 1, startedAt: 1 });
  return connection.model<GoalRow>('Goal', schema);
}

function goalOf({ _id, personId, startedAt, dueAt, before, after, evidence, end, insteadOf, ...row }: GoalRow): Goal {
  const { text, measure, by, week2, week4 } = row;
  return {
    ...{ goalId: _id, personId, text, measure, by, week2, week4, startedAt, dueAt, before, evidence },
    ...(after !== undefined && { after }),
    ...(end && { end }),
    ...(insteadOf !== undefined && { insteadOf }),
  };
}
