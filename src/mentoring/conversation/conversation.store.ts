import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import { newId, secretHash } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Message, OwnPlace, Thread, ThreadKey } from './conversation.js';
import { takeBackFor } from './conversation.rules.js';

interface ThreadRow {
  _id: string;
  courseId: string;
  key: ThreadKey;
  memberIds: string[];
  lastAt?: Date;
  lastBy?: string;
  places?: Record<string, OwnPlace>;
}

interface MessageRow extends Omit<Message, 'messageId'> {
  _id: string;
  courseId: string;
  key: ThreadKey;
  once: string;
}

export interface NewMessage extends Required<Pick<Message, 'authorId' | 'text' | 'sentAt'>> {
  prompt?: string | undefined;
  /** Names the page that was filled in: the same words from it are one message. */
  once: string;
}

/** Where a page of messages ends: the time and id of the first one after it. */
export interface Before {
  sentAt: Date;
  messageId: string;
}

export type ConversationStore = ReturnType<typeof conversationStore>;

export function conversationStore(connection: Connection) {
  const threads = threadModel(connection);
  const messages = messageModel(connection);

  async function change(courseId: string, thread: Pick<Thread, 'key' | 'memberIds'>, update: object): Promise<void> {
    const { key, memberIds } = thread;
    const fresh = { $setOnInsert: { _id: newId(), memberIds: [...memberIds] } };
    await upserting(() => threads.updateOne({ courseId, key }, { ...update, ...fresh }, { upsert: true }).exec());
  }

  return {
    async thread(courseId: string, key: ThreadKey): Promise<Thread | undefined> {
      const row = await threads.findOne({ courseId, key }).lean<ThreadRow>();
      return row ? threadOf(row) : undefined;
    },

    /** Also of mentorships that are over. */
    async of(courseId: string, personId: string): Promise<Thread[]> {
      return (await threads.find({ courseId, memberIds: personId }).lean<ThreadRow[]>()).map(threadOf);
    },

    async all(courseId: string): Promise<Thread[]> {
      return (await threads.find({ courseId }).lean<ThreadRow[]>()).map(threadOf);
    },

    times: (courseId: string): Promise<Pick<MessageRow, 'key' | 'sentAt'>[]> =>
      messages.find({ courseId }, { key: 1, sentAt: 1 }).lean<Pick<MessageRow, 'key' | 'sentAt'>[]>().exec(),

    /**
     * The thread learns of it first: a process that dies in between leaves news without a message, which no page shows,
     * never a message without news. Sent twice, it is one, and no news again.
     */
    async add(courseId: string, thread: Pick<Thread, 'key' | 'memberIds'>, message: NewMessage): Promise<void> {
      const { authorId, sentAt, text, prompt } = message;
      const once = `${message.once}.${secretHash(text)}`;
      if (await messages.exists({ courseId, key: thread.key, authorId, once })) return;
      await change(courseId, thread, { $set: { lastAt: sentAt, lastBy: authorId } });
      try {
        await messages.create({
          ...{ _id: newId(), courseId, key: thread.key, authorId, once, text, sentAt },
          ...(prompt !== undefined && { prompt }),
        });
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
      }
    },

    /** Newest first. */
    async page(courseId: string, key: ThreadKey, limit: number, before?: Before): Promise<Message[]> {
      const rows = await messages
        .find({ courseId, key, ...(before && isBefore(before)) })
        .sort({ sentAt: -1, _id: -1 })
        .limit(limit)
        .lean<MessageRow[]>();
      return rows.map(messageOf);
    },

    /** What came after a message, oldest first. */
    async later(courseId: string, key: ThreadKey, { sentAt, messageId }: Before, limit: number): Promise<Message[]> {
      const rows = await messages
        .find({ courseId, key, $or: [{ sentAt: { $gt: sentAt } }, { sentAt, _id: { $gt: messageId } }] })
        .sort({ sentAt: 1, _id: 1 })
        .limit(limit)
        .lean<MessageRow[]>();
      return rows.map(messageOf);
    },

    async message(courseId: string, key: ThreadKey, messageId: string): Promise<Message | undefined> {
      const row = await messages.findOne({ courseId, key, _id: messageId }).lean<MessageRow>();
      return row ? messageOf(row) : undefined;
    },

    countBefore: (courseId: string, key: ThreadKey, before: Before): Promise<number> =>
      messages.countDocuments({ courseId, key, ...isBefore(before) }).exec(),

    /** When this person sent their last ones in the course, newest first. */
    async sentTimes(courseId: string, authorId: string, limit: number): Promise<Date[]> {
      const rows = await messages
        .find({ courseId, authorId }, { sentAt: 1 })
        .sort({ sentAt: -1 })
        .limit(limit)
        .lean<Pick<MessageRow, 'sentAt'>[]>();
      return rows.map(({ sentAt }) => sentAt);
    },

    /** How many messages of others are newer than what was seen, by thread; what was taken back is none. */
    async countNew(
      courseId: string,
      personId: string,
      wanted: readonly { key: ThreadKey; seenAt?: Date | undefined }[],
    ): Promise<Map<ThreadKey, number>> {
      const since = wanted.map(({ key, seenAt }) => ({ key, ...(seenAt && { sentAt: { $gt: seenAt } }) }));
      const rows = await messages.aggregate<{ _id: ThreadKey; count: number }>([
        { $match: { courseId, authorId: { $ne: personId }, takenBackAt: null, $or: since } },
        { $group: { _id: '$key', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },

    /** False: it is not theirs, too old, or taken back already. */
    async takeBack(courseId: string, key: ThreadKey, own: { messageId: string; authorId: string }, now: Date) {
      const { messageId, authorId } = own;
      const youngest = { sentAt: { $gt: new Date(now.getTime() - takeBackFor) }, takenBackAt: null };
      const { modifiedCount } = await messages.updateOne(
        { courseId, key, _id: messageId, authorId, ...youngest },
        { $set: { takenBackAt: now }, $unset: { text: 1, prompt: 1 } },
      );
      return modifiedCount === 1;
    },

    /** @param place what is undefined in it is taken away */
    async setPlace(
      courseId: string,
      thread: Pick<Thread, 'key' | 'memberIds'>,
      personId: string,
      place: { [Part in keyof OwnPlace]: OwnPlace[Part] | undefined },
    ): Promise<void> {
      const parts = Object.entries(place).map(([part, value]) => [`places.${personId}.${part}`, value] as const);
      const $set = Object.fromEntries(parts.filter(([, value]) => value !== undefined));
      const $unset = Object.fromEntries(parts.filter(([, value]) => value === undefined).map(([name]) => [name, 1]));
      await change(courseId, thread, {
        ...(Object.keys($set).length > 0 && { $set }),
        ...(Object.keys($unset).length > 0 && { $unset }),
      });
    },

    async writtenBy(courseId: string, personId: string): Promise<Message[]> {
      return (await messages.find({ courseId, authorId: personId }).sort({ sentAt: 1 }).lean<MessageRow[]>()).map(
        messageOf,
      );
    },

    /** What this person wrote and said of their threads is gone; what others wrote stays. How many records. */
    async erase(courseId: string, personId: string): Promise<number> {
      const { deletedCount } = await messages.deleteMany({ courseId, authorId: personId });
      const place = `places.${personId}`;
      const own = { courseId, memberIds: personId, [place]: { $exists: true } };
      const { modifiedCount } = await threads.updateMany(own, { $unset: { [place]: 1 } });
      await threads.updateMany({ courseId, lastBy: personId }, { $unset: { lastBy: 1 } });
      return deletedCount + modifiedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptConversations: KeptParts<ConversationStore> = {
  thread: 'kept',
  of: 'kept',
  all: 'read',
  times: 'read',
  countNew: 'kept',
  page: 'read',
  later: 'read',
  message: 'read',
  countBefore: 'read',
  sentTimes: 'read',
  add: 'writes',
  takeBack: { wrote: (done) => (done ? 'all' : []) },
  setPlace: 'writes',
  writtenBy: 'read',
  erase: 'writes',
};

function isBefore({ sentAt, messageId }: Before) {
  return { $or: [{ sentAt: { $lt: sentAt } }, { sentAt, _id: { $lt: messageId } }] };
}

function threadModel(connection: Connection) {
  const schema = new Schema<ThreadRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      key: { type: String, required: true },
      memberIds: { type: [String], required: true },
      lastAt: Date,
      lastBy: String,
      places: Schema.Types.Mixed,
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, key: 1 }, { unique: true });
  schema.index({ courseId: 1, memberIds: 1 });
  return connection.model<ThreadRow>('Thread', schema);
}

function messageModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<MessageRow>(
    {
      ...{ _id: String, courseId: text, key: text, authorId: text, once: text },
      ...{ text: String, prompt: String, sentAt: { type: Date, required: true }, takenBackAt: Date },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, key: 1, authorId: 1, once: 1 }, { unique: true });
  schema.index({ courseId: 1, key: 1, sentAt: -1, _id: -1 });
  schema.index({ courseId: 1, authorId: 1, sentAt: -1 });
  return connection.model<MessageRow>('Message', schema);
}

function threadOf({ key, memberIds, lastAt, lastBy, places = {} }: ThreadRow): Thread {
  return { key, memberIds, places, ...(lastAt && { lastAt }), ...(lastBy !== undefined && { lastBy }) };
}

function messageOf({ _id, authorId, sentAt, text, prompt, takenBackAt }: MessageRow): Message {
  return {
    ...{ messageId: _id, authorId, sentAt },
    ...(text !== undefined && { text }),
    ...(prompt !== undefined && { prompt }),
    ...(takenBackAt && { takenBackAt }),
  };
}
