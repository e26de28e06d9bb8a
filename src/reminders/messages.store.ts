/** Automatic messages, each once: its account and number name it, so that of two who write the same one fails. */
import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import type { Account, Item, MailState, Message, NewMessage } from './reminder.js';

interface MessageRow extends Omit<Message, 'items'> {
  _id: string;
  items: Item[];
  tries: number;
  tryAt: Date;
}

/** A message that waits to be sent. */
export interface Outgoing extends Message {
  messageId: string;
  tries: number;
}

export type MessagesStore = ReturnType<typeof messagesStore>;

export function messagesStore(connection: Connection) {
  const messages = messageModel(connection);

  return {
    /** False when another process wrote the same one. */
    async add(message: NewMessage, number: number): Promise<boolean> {
      const { platformId, externalId, at } = message;
      const _id = JSON.stringify([platformId, externalId, number]);
      try {
        await messages.create({ ...message, items: [...message.items], _id, number, tries: 0, tryAt: at });
        return true;
      } catch (problem) {
        if (isDuplicateKey(problem)) return false;
        throw problem;
      }
    },

    /** All there are of these accounts, the oldest first. */
    async those(platformId: string, externalIds: readonly string[]): Promise<Message[]> {
      const found = messages.find({ platformId, externalId: { $in: [...externalIds] } }).sort({ number: 1 });
      return (await found.lean<MessageRow[]>()).map(messageOf);
    },

    /** The newest first. */
    async last({ platformId, externalId }: Account, limit: number): Promise<Message[]> {
      const found = messages.find({ platformId, externalId }).sort({ number: -1 }).limit(limit);
      return (await found.lean<MessageRow[]>()).map(messageOf);
    },

    async see({ platformId, externalId }: Account, seenAt: Date): Promise<void> {
      await messages.updateMany({ platformId, externalId, seenAt: { $exists: false } }, { $set: { seenAt } });
    },

    /** Of each account the oldest first. */
    async outgoing(platformId: string, now: Date): Promise<Outgoing[]> {
      const found = messages.find({ platformId, mail: 'waiting', tryAt: { $lte: now } }).sort({ number: 1 });
      const rows = await found.lean<MessageRow[]>();
      return rows.map((row) => ({ ...messageOf(row), messageId: row._id, tries: row.tries }));
    },

    /** Whether it was so until now: of two who change it one does. */
    async turn(messageId: string, from: MailState, to: MailState): Promise<boolean> {
      return (await messages.updateOne({ _id: messageId, mail: from }, { $set: { mail: to } })).modifiedCount === 1;
    },

    /** It was surely not sent: it waits again. */
    async putOff(messageId: string, tryAt: Date): Promise<void> {
      const change = { $set: { mail: 'waiting', tryAt }, $inc: { tries: 1 } };
      await messages.updateOne({ _id: messageId, mail: 'sending' }, change);
    },

    /** How many of each there are since then. */
    async states(since: Date): Promise<Map<MailState, number>> {
      const groups = await messages.aggregate<{ _id: MailState; count: number }>([
        { $match: { at: { $gte: since } } },
        { $group: { _id: '$mail', count: { $sum: 1 } } },
      ]);
      return new Map(groups.map(({ _id, count }) => [_id, count]));
    },

    async forgetBefore(time: Date): Promise<number> {
      return (await messages.deleteMany({ at: { $lt: time } })).deletedCount;
    },

    async erase({ platformId, externalId }: Account): Promise<number> {
      return (await messages.deleteMany({ platformId, externalId })).deletedCount;
    },
  };
}

function messageModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const time = { type: Date, required: true } as const;
  const schema = new Schema<MessageRow>(
    {
      ...{ _id: String, platformId: text, externalId: text, number: { type: Number, required: true }, at: time },
      ...{ isDigest: Boolean, items: [Schema.Types.Mixed], mail: text, tries: Number, tryAt: time, seenAt: Date },
    },
    { versionKey: false, collection: 'remindermessages' },
  );
  schema.index({ platformId: 1, externalId: 1, number: 1 });
  schema.index({ platformId: 1, mail: 1, tryAt: 1 });
  schema.index({ at: 1 });
  return connection.model<MessageRow>('ReminderMessage', schema);
}

function messageOf({ platformId, externalId, number, at, isDigest, items, mail, seenAt }: MessageRow): Message {
  return { platformId, externalId, number, at, isDigest, items, mail, ...(seenAt && { seenAt }) };
}
