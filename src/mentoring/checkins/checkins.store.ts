import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import { rowsAtATime } from '../../shared/packed.js';
import { checkinModel, toCheckin, type CheckinRow } from './checkin-rows.store.js';
import type { Checkin, CheckinDraft, CheckinKey, Fate, AskedAs, Handed, Heard, PartnerReply } from './checkin.js';
import type { Given } from './questions.rules.js';

/** Help asked of the teacher with the answers as they are. `isKept`: sent since calls are kept. */
export interface Asking extends CheckinKey, Pick<Checkin, 'sentAt' | 'changedAt' | 'handed'> {
  isKept: boolean;
}

export interface Sending extends Given {
  form: AskedAs;
}

export type CheckinStore = ReturnType<typeof checkinStore>;

export function checkinStore(connection: Connection) {
  const checkins = checkinModel(connection);

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
      const row = await checkins.findOne({ courseId, ...key }).lean<CheckinRow>();
      return row ? toCheckin(row) : undefined;
    },

    /** All that these people sent or began, of every activity and occurrence. */
    async of(courseId: string, personIds: readonly string[]): Promise<Checkin[]> {
      const rows = await checkins.find({ courseId, personId: { $in: [...personIds] } }).lean<CheckinRow[]>();
      return rows.map(toCheckin);
    },

    /** What was sent to one occurrence. @param personIds only theirs */
    async sent(
      courseId: string,
      activityId: string,
      occurrence: string,
      personIds?: readonly string[],
    ): Promise<Checkin[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const rows = await checkins
        .find({ courseId, activityId, occurrence, ...whose, sentAt: { $exists: true } })
        .batchSize(rowsAtATime)
        .lean<CheckinRow[]>();
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

    /** How many of these people have sent each occurrence of an activity. */
    async sentByOccurrence(
      courseId: string,
      activityId: string,
      personIds: readonly string[],
    ): Promise<Map<string, number>> {
      const groups = await checkins.aggregate<{ _id: string; count: number }>([
        { $match: { courseId, activityId, sentAt: { $ne: null }, personId: { $in: [...personIds] } } },
        { $group: { _id: '$occurrence', count: { $sum: 1 } } },
      ]);
      return new Map(groups.map(({ _id, count }) => [_id, count]));
    },

    async saveDraft(courseId: string, key: CheckinKey, draft: CheckinDraft): Promise<void> {
      await ensure(courseId, key);
      await checkins.updateOne({ courseId, ...key }, { $set: { draft } });
    },

    /** The first time it is sent; false when it was sent already. */
    async sendFirst(courseId: string, key: CheckinKey, given: Sending, now: Date): Promise<boolean> {
      const update = sending(given, { sentAt: now });
      const unsent = { courseId, ...key, sentAt: { $exists: false } };
      try {
        await checkins.updateOne(unsent, { ...update, $setOnInsert: { _id: newId() } }, { upsert: true });
        return true;
      } catch (problem) {
        // There is one of this key already: sent, or begun in this very moment and not sent.
        if (!isDuplicateKey(problem)) throw problem;
      }
      return (await checkins.updateOne(unsent, update)).modifiedCount === 1;
    },

    /** Replaces what was sent. */
    async sendAgain(courseId: string, key: CheckinKey, given: Sending, now: Date): Promise<void> {
      await checkins.updateOne({ courseId, ...key, sentAt: { $exists: true } }, sending(given, { changedAt: now }));
    },

    /** Who asks the teacher for help, and nobody is known to have dealt with it. @param personIds only theirs */
    async asking(courseId: string, personIds?: readonly string[]): Promise<Asking[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const open = { help: 'teacher' as const, sentAt: { $exists: true }, call: { $ne: 'done' as const } };
      const wanted = {
        activityId: 1,
        occurrence: 1,
        personId: 1,
        sentAt: 1,
        changedAt: 1,
        call: 1,
        handed: 1,
      } as const;
      const rows = await checkins.find({ courseId, ...whose, ...open }, wanted).lean<CheckinRow[]>();
      return rows.map(({ activityId, occurrence, personId, sentAt, changedAt, call, handed }) => ({
        ...{ activityId, occurrence, personId, isKept: call !== undefined },
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

    /** One word of each partner: written again, it replaces what stood there. */
    async reply(courseId: string, key: CheckinKey, partnerId: string, reply: PartnerReply): Promise<void> {
      const sent = { courseId, ...key, sentAt: { $exists: true } };
      await checkins.updateOne(sent, { $set: { [`replies.${partnerId}`]: { ...reply } } });
    },

    async seeReplies(courseId: string, key: CheckinKey, now: Date): Promise<void> {
      await checkins.updateOne({ courseId, ...key }, { $set: { repliesSeenAt: now } });
    },

    async setFate(courseId: string, key: CheckinKey, fate: Fate): Promise<void> {
      await checkins.updateOne({ courseId, ...key, sentAt: { $exists: true } }, { $set: { fate } });
    },

    async markScored(courseId: string, key: CheckinKey, now: Date): Promise<void> {
      await checkins.updateOne({ courseId, ...key }, { $set: { scoredAt: now } });
    },

    /** What this person wrote back to others. */
    async repliesBy(courseId: string, personId: string): Promise<(CheckinKey & { reply: PartnerReply })[]> {
      const rows = await checkins.find({ courseId, [`replies.${personId}`]: { $exists: true } }).lean<CheckinRow[]>();
      return rows.flatMap(({ activityId, occurrence, personId: writerId, replies }) => {
        const reply = replies?.[personId];
        return reply ? [{ activityId, occurrence, personId: writerId, reply }] : [];
      });
    },

    /** Own ones are gone, and so is what was written back to others; theirs stay. How many records. */
    async erase(courseId: string, personId: string): Promise<number> {
      const { deletedCount } = await checkins.deleteMany({ courseId, personId });
      const reply = `replies.${personId}`;
      const theirs = { courseId, [reply]: { $exists: true } };
      const { modifiedCount } = await checkins.updateMany(theirs, { $unset: { [reply]: 1 } });
      return deletedCount + modifiedCount;
    },

    /** Sent, but the process ended before the score was recorded. In every course: only the repair job asks. */
    async dueScores(limit: number): Promise<Checkin[]> {
      const rows = await checkins
        .find({ sentAt: { $exists: true }, scoredAt: { $exists: false } })
        .limit(limit)
        .lean<CheckinRow[]>();
      return rows.map(toCheckin);
    },
  };
}

/** The call that was made then, while nobody has dealt with it. */
function openCall({ askedAt: at }: Pick<Heard, 'askedAt'>) {
  const last = [{ changedAt: at }, { changedAt: { $exists: false }, sentAt: at }];
  return { help: 'teacher' as const, call: { $ne: 'done' as const }, $or: last };
}

const itsOwn = { wrote: (_done: unknown, _courseId: string, { personId }: CheckinKey) => [personId] };

/** What is kept of it from page to page. */
export const keptCheckins: KeptParts<CheckinStore> = {
  checkin: 'kept',
  of: 'kept',
  sentCounts: 'read',
  sentByOccurrence: 'read',
  sent: { rows: ({ personId }) => personId },
  asking: { rows: ({ personId }) => personId },
  dueScores: 'read',
  saveDraft: itsOwn,
  sendFirst: { wrote: (isFirst, _courseId, { personId }) => (isFirst ? [personId] : []) },
  sendAgain: itsOwn,
  endCall: itsOwn,
  handOn: { wrote: (done, _courseId, { personId }) => (done ? [personId] : []) },
  reply: itsOwn,
  seeReplies: itsOwn,
  setFate: itsOwn,
  markScored: { wrote: () => [] },
  repliesBy: 'read',
  erase: 'writes',
};

/** Each time help is asked of the teacher is a call of its own. */
function sending({ answers, help, form }: Sending, when: { sentAt: Date } | { changedAt: Date }) {
  const asks = help === 'teacher';
  return {
    $set: {
      ...{ answers: answers.map((one) => ({ ...one })), form, ...when },
      ...(help && { help }),
      ...(asks && { call: 'open' as const }),
      ...(help === 'partner' && { escalates: true as const }),
    },
    $unset: {
      draft: 1,
      ...(!help && { help: 1 }),
      ...(!asks && { call: 1 }),
      ...(help !== 'partner' && { escalates: 1 }),
    },
  };
}
