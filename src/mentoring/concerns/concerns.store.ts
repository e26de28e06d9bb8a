/** Concerns, their words sealed before they come here: the store tells neither who wrote, nor what, nor about whom. */
import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import type { ConcernFacts } from './concern.js';
import { mostEntries } from './concerns.rules.js';
import type { SealedConcern, SealedEntry } from './sealed.rules.js';

interface ConcernRow extends Omit<ConcernFacts, 'concernId' | 'readerIds' | 'looks'> {
  _id: string;
  courseId: string;
  once: string;
  authorMark: string;
  readerIds: string[];
  looks: { personId: string; at: Date }[];
  sealed: string;
  entries: SealedEntry[];
}

export type NewConcern = Pick<SealedConcern, 'concernId' | 'authorMark' | 'sealed'> &
  Pick<ConcernFacts, 'topic' | 'topicId' | 'urgency' | 'sentAt' | 'readerIds'> & { answerBy: Date; once: string };

export type ConcernsStore = ReturnType<typeof concernsStore>;

export function concernsStore(connection: Connection) {
  const rows = concernModel(connection);

  return {
    /** Sent twice from one page it is one. @returns the id of the one that is stored */
    async add(courseId: string, { concernId, once, authorMark, readerIds, ...given }: NewConcern): Promise<string> {
      try {
        const empty = { looks: [], entries: [] };
        await rows.create({
          _id: concernId,
          courseId,
          once,
          authorMark,
          readerIds: [...readerIds],
          ...empty,
          ...given,
        });
        return concernId;
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
        const same = await rows.findOne({ courseId, authorMark, once }, { _id: 1 }).lean<{ _id: string }>();
        if (!same) throw problem;
        return same._id;
      }
    },

    /** All that are kept, newest first. */
    async all(courseId: string): Promise<SealedConcern[]> {
      return (await rows.find({ courseId }).sort({ sentAt: -1 }).lean<ConcernRow[]>()).map(sealedOf);
    },

    async concern(courseId: string, concernId: string): Promise<SealedConcern | undefined> {
      const row = await rows.findOne({ _id: concernId, courseId }).lean<ConcernRow>();
      return row ? sealedOf(row) : undefined;
    },

    async look(courseId: string, concernId: string, look: { personId: string; at: Date }): Promise<void> {
      await rows.updateOne({ _id: concernId, courseId }, { $push: { looks: look } });
    },

    /** @param due undefined: none is owed any more. False: it holds as many as it may, or is gone */
    async write(courseId: string, concernId: string, entry: SealedEntry, due: Date | undefined): Promise<boolean> {
      const $set = { lastEntryAt: entry.at, ...(due && { answerBy: due }) };
      const { matchedCount } = await rows.updateOne(
        { _id: concernId, courseId, [`entries.${mostEntries - 1}`]: { $exists: false } },
        { $set, $push: { entries: entry }, $unset: { closedAt: 1, ...(due ? {} : { answerBy: 1 }) } },
      );
      return matchedCount === 1;
    },

    async close(courseId: string, concernId: string, now: Date): Promise<void> {
      const $set = { closedAt: now, lastEntryAt: now };
      await rows.updateOne({ _id: concernId, courseId, closedAt: null }, { $set, $unset: { answerBy: 1 } });
    },

    async seen(courseId: string, concernId: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: concernId, courseId }, { $set: { seenAt: now } });
    },

    /** False: somebody read it meanwhile. */
    async takeBack(courseId: string, concernId: string): Promise<boolean> {
      const { deletedCount } = await rows.deleteOne({ _id: concernId, courseId, looks: { $size: 0 } });
      return deletedCount === 1;
    },

    /** Those closed before then. @returns how many are gone */
    async forget(courseId: string, closedBefore: Date): Promise<number> {
      return (await rows.deleteMany({ courseId, closedAt: { $lt: closedBefore } })).deletedCount;
    },

    /** What a person wrote is deleted, and nothing is given to them any more. @param marks as they may be found by */
    async erase(courseId: string, personId: string, marks: readonly string[]): Promise<void> {
      await rows.deleteMany({ courseId, authorMark: { $in: [...marks] } });
      await rows.updateMany({ courseId, readerIds: personId }, { $pull: { readerIds: personId } });
    },

    /** False: it was written to meanwhile. */
    async reseal(
      courseId: string,
      former: SealedConcern,
      fresh: Pick<SealedConcern, 'sealed' | 'authorMark' | 'entries'>,
    ) {
      const { concernId, sealed, entries } = former;
      const unchanged = { _id: concernId, courseId, sealed, entries: { $size: entries.length } };
      return (await rows.updateOne(unchanged, { $set: fresh })).matchedCount === 1;
    },

    /** Courses that hold some. */
    dueCourses: (): Promise<string[]> => rows.distinct('courseId').exec(),
  };
}

/** What is kept of it from page to page: sealed, as it lies in the store. */
export const keptConcerns: KeptParts<ConcernsStore> = {
  all: 'kept',
  concern: 'kept',
  add: 'writes',
  look: 'writes',
  write: 'writes',
  close: 'writes',
  seen: 'writes',
  takeBack: 'writes',
  forget: { wrote: (gone) => (gone > 0 ? 'all' : []) },
  erase: 'writes',
  reseal: 'writes',
  dueCourses: 'read',
};

function concernModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const time = { type: Date, required: true } as const;
  const entry = new Schema<SealedEntry>({ entryId: text, at: time, sealed: text }, { _id: false });
  const look = new Schema({ personId: text, at: time }, { _id: false });
  const schema = new Schema<ConcernRow>(
    {
      ...{ _id: String, courseId: text, once: text, authorMark: text, topic: text, topicId: text, urgency: text },
      ...{ sentAt: time, answerBy: Date, closedAt: Date, seenAt: Date, lastEntryAt: Date, readerIds: [String] },
      ...{ looks: [look], sealed: text, entries: [entry] },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, sentAt: -1 });
  schema.index({ courseId: 1, authorMark: 1, once: 1 }, { unique: true });
  return connection.model<ConcernRow>('Concern', schema);
}

function sealedOf({ _id, answerBy, closedAt, seenAt, lastEntryAt, ...row }: ConcernRow): SealedConcern {
  const { courseId, authorMark, topic, topicId, urgency, sentAt, readerIds, looks, sealed, entries } = row;
  return {
    ...{ concernId: _id, courseId, authorMark, topic, topicId, urgency, sentAt, readerIds, looks, sealed, entries },
    ...(answerBy && { answerBy }),
    ...(closedAt && { closedAt }),
    ...(seenAt && { seenAt }),
    ...(lastEntryAt && { lastEntryAt }),
  };
}
