import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { Checkin, CheckinAnswers, CheckinDraft, CheckinKey } from './checkin.js';

interface Row extends Checkin {
  _id: string;
  /** When the score of what was sent was recorded; missing after a crash in between, which a job repairs. */
  scoredAt?: Date;
}

export type CheckinStore = ReturnType<typeof checkinStore>;

export function checkinStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      personId: { type: String, required: true },
      draft: { type: Schema.Types.Mixed },
      answers: { type: Schema.Types.Mixed },
      sentAt: Date,
      changedAt: Date,
      scoredAt: Date,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, activityId: 1, personId: 1 }, { unique: true });
  schema.index({ courseId: 1, activityId: 1, sentAt: 1 });
  schema.index({ scoredAt: 1, sentAt: 1 });
  const checkins = connection.model<Row>('Checkin', schema);

  /** Of two first saves at once one inserts and the other then finds its row. */
  async function ensure(courseId: string, key: CheckinKey): Promise<void> {
    try {
      await checkins.updateOne({ courseId, ...key }, { $setOnInsert: { _id: newId() } }, { upsert: true });
    } catch (problem) {
      if (!isDuplicateKey(problem)) throw problem;
    }
  }

  return {
    async checkin(courseId: string, key: CheckinKey): Promise<Checkin | undefined> {
      const row = await checkins.findOne({ courseId, ...key }).lean<Row>();
      return row ? toCheckin(row) : undefined;
    },

    /** @param personIds only theirs */
    async sent(courseId: string, activityId: string, personIds?: readonly string[]): Promise<Checkin[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const rows = await checkins.find({ courseId, activityId, ...whose, sentAt: { $exists: true } }).lean<Row[]>();
      return rows.map(toCheckin);
    },

    async saveDraft(courseId: string, key: CheckinKey, draft: CheckinDraft): Promise<void> {
      await ensure(courseId, key);
      await checkins.updateOne({ courseId, ...key }, { $set: { draft } });
    },

    /** The first time it is sent; false when it was sent already. */
    async sendFirst(courseId: string, key: CheckinKey, answers: CheckinAnswers, now: Date): Promise<boolean> {
      await ensure(courseId, key);
      const { modifiedCount } = await checkins.updateOne(
        { courseId, ...key, sentAt: { $exists: false } },
        { $set: { answers, sentAt: now }, $unset: { draft: 1 } },
      );
      return modifiedCount === 1;
    },

    /** Replaces what was sent. */
    async sendAgain(courseId: string, key: CheckinKey, answers: CheckinAnswers, now: Date): Promise<void> {
      await checkins.updateOne(
        { courseId, ...key, sentAt: { $exists: true } },
        { $set: { answers, changedAt: now }, $unset: { draft: 1 } },
      );
    },

    async markScored(courseId: string, key: CheckinKey, now: Date): Promise<void> {
      await checkins.updateOne({ courseId, ...key }, { $set: { scoredAt: now } });
    },

    /** Sent, but the process ended before the score was recorded. In every course: only the repair job asks. */
    async dueScores(limit: number): Promise<Checkin[]> {
      const rows = await checkins
        .find({ sentAt: { $exists: true }, scoredAt: { $exists: false } })
        .limit(limit)
        .lean<Row[]>();
      return rows.map(toCheckin);
    },
  };
}

function toCheckin(row: Row): Checkin {
  const { courseId, activityId, personId, draft, answers, sentAt, changedAt } = row;
  return {
    ...{ courseId, activityId, personId },
    ...(draft && { draft }),
    ...(answers && { answers }),
    ...(sentAt && { sentAt }),
    ...(changedAt && { changedAt }),
  };
}
