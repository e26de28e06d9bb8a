import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import { rowsAtATime } from '../../shared/packed.js';
import type { Checkin, CheckinAnswers, CheckinDraft, CheckinKey, Handed, Heard } from './checkin.js';

interface Row extends Checkin {
  _id: string;
  /** Of help asked of the teacher; missing where it was sent before calls were kept. */
  call?: 'open' | 'done';
  /** When the score of what was sent was recorded; missing after a crash in between, which a job repairs. */
  scoredAt?: Date;
}

/** Help asked of the teacher with the answers as they are. `isKept`: sent since calls are kept. */
export interface Asking extends CheckinKey, Pick<Checkin, 'sentAt' | 'changedAt' | 'handed'> {
  isKept: boolean;
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
      call: String,
      heard: { type: [Schema.Types.Mixed], default: undefined },
      handed: { type: Schema.Types.Mixed },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, activityId: 1, personId: 1 }, { unique: true });
  schema.index({ courseId: 1, activityId: 1, sentAt: 1 });
  schema.index({ scoredAt: 1, sentAt: 1 });
  schema.index({ courseId: 1, 'answers.help': 1 });
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
      const rows = await checkins
        .find({ courseId, activityId, ...whose, sentAt: { $exists: true } })
        .batchSize(rowsAtATime)
        .lean<Row[]>();
      return rows.map(toCheckin);
    },

    /** How many each person has sent. @param personIds only theirs */
    async sentCounts(courseId: string, personIds?: readonly string[]): Promise<Map<string, number>> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const groups = await checkins.aggregate<{ _id: string; count: number }>([
        { $match: { courseId, sentAt: { $ne: null }, ...whose } },
        { $group: { _id: '$personId', count: { $sum: 1 } } },
      ]);
      return new Map(groups.map(({ _id, count }) => [_id, count]));
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
        sending(answers, { sentAt: now }),
      );
      return modifiedCount === 1;
    },

    /** Replaces what was sent. */
    async sendAgain(courseId: string, key: CheckinKey, answers: CheckinAnswers, now: Date): Promise<void> {
      await checkins.updateOne({ courseId, ...key, sentAt: { $exists: true } }, sending(answers, { changedAt: now }));
    },

    /** Who asks the teacher for help, and nobody is known to have dealt with it. @param personIds only theirs */
    async asking(courseId: string, personIds?: readonly string[]): Promise<Asking[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const open = { 'answers.help': 'teacher' as const, sentAt: { $exists: true }, call: { $ne: 'done' as const } };
      const wanted = { activityId: 1, personId: 1, sentAt: 1, changedAt: 1, call: 1, handed: 1 } as const;
      const rows = await checkins.find({ courseId, ...whose, ...open }, wanted).lean<Row[]>();
      return rows.map(({ activityId, personId, sentAt, changedAt, call, handed }) => ({
        ...{ activityId, personId, isKept: call !== undefined },
        ...(sentAt && { sentAt }),
        ...(changedAt && { changedAt }),
        ...(handed && { handed }),
      }));
    },

    /** Ends this call, once: one that was made since then stays. */
    async endCall(courseId: string, key: CheckinKey, heard: Heard): Promise<void> {
      const change = { $set: { call: 'done' as const }, $push: { heard } };
      await checkins.updateOne({ courseId, ...key, ...openCall(heard) }, change);
    },

    /** False when the call was ended or made anew since. */
    async handOn(courseId: string, key: CheckinKey, handed: Handed): Promise<boolean> {
      const outcome = await checkins.updateOne({ courseId, ...key, ...openCall(handed) }, { $set: { handed } });
      return outcome.matchedCount === 1;
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

/** The call that was made then, while nobody has dealt with it. */
function openCall({ askedAt: at }: Pick<Heard, 'askedAt'>) {
  const last = [{ changedAt: at }, { changedAt: { $exists: false }, sentAt: at }];
  return { 'answers.help': 'teacher' as const, call: { $ne: 'done' as const }, $or: last };
}

/** What is kept of it from page to page. */
export const keptCheckins: KeptParts<CheckinStore> = {
  checkin: 'kept',
  sentCounts: 'read',
  sent: { rows: ({ personId }) => personId },
  asking: { rows: ({ personId }) => personId },
  dueScores: 'read',
  saveDraft: { wrote: (_done, _courseId, { personId }) => [personId] },
  sendFirst: { wrote: (isFirst, _courseId, { personId }) => (isFirst ? [personId] : []) },
  sendAgain: { wrote: (_done, _courseId, { personId }) => [personId] },
  endCall: { wrote: (_done, _courseId, { personId }) => [personId] },
  handOn: { wrote: (done, _courseId, { personId }) => (done ? [personId] : []) },
  markScored: { wrote: () => [] },
};

/** Each time help is asked of the teacher is a call of its own. */
function sending(answers: CheckinAnswers, when: { sentAt: Date } | { changedAt: Date }) {
  const asks = answers.help === 'teacher';
  return {
    $set: { answers, ...when, ...(asks && { call: 'open' as const }) },
    $unset: { draft: 1, ...(!asks && { call: 1 }) },
  };
}

function toCheckin(row: Row): Checkin {
  const { courseId, activityId, personId, draft, answers, sentAt, changedAt, heard, handed } = row;
  return {
    ...{ courseId, activityId, personId },
    ...(draft && { draft }),
    ...(answers && { answers }),
    ...(sentAt && { sentAt }),
    ...(changedAt && { changedAt }),
    ...(heard && { heard }),
    ...(handed && { handed }),
  };
}
