import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import type { HistoryEntry } from '../words/history.js';
import type { Answered, Invitation } from '../words/invitation.js';

interface InvitationRow {
  _id: string;
  courseId: string;
  memberIds: string[];
  invitedAt: Date;
  dueAt: Date;
  answers: Record<string, Answered>;
  /** People who have not answered. */
  open: number;
  declined: boolean;
  settledAt: Date | null;
  publicationId: string;
  /** Answers, until the history has them. */
  deeds: HistoryEntry[];
}

export type InvitationsStore = ReturnType<typeof invitationsStore>;

/**
 * Kept before they are published; the published draft says which count. Nobody sees the others: a publication that was
 * taken back leaves them behind.
 */
export function invitationsStore(connection: Connection) {
  const invitations = invitationModel(connection);

  return {
    /** Adding one again changes nothing: somebody may have answered it. */
    async add(courseId: string, fresh: readonly Omit<Invitation, 'courseId' | 'settledAt'>[]): Promise<void> {
      if (fresh.length === 0) return;
      await invitations.bulkWrite(
        fresh.map(({ invitationId, ...row }) => ({
          updateOne: { filter: { _id: invitationId, courseId }, update: { $setOnInsert: rowOf(row) }, upsert: true },
        })),
        { ordered: false },
      );
    },

    async invitation(courseId: string, invitationId: string): Promise<Invitation | undefined> {
      const row = await invitations.findOne({ _id: invitationId, courseId }).lean<InvitationRow | null>();
      return row ? invitationOf(row) : undefined;
    },

    async all(courseId: string, invitationIds?: readonly string[]): Promise<Invitation[]> {
      const those = invitationIds ? { _id: { $in: [...invitationIds] } } : {};
      return (await invitations.find({ courseId, ...those }).lean<InvitationRow[]>()).map(invitationOf);
    },

    async of(courseId: string, personId: string): Promise<Invitation[]> {
      return (await invitations.find({ courseId, memberIds: personId }).lean<InvitationRow[]>()).map(invitationOf);
    },

    /** False when it is over, or this person has answered before: the first answer counts. */
    async answer(
      courseId: string,
      { invitationId, personId }: { invitationId: string; personId: string },
      answered: Answered,
      deed: HistoryEntry,
    ): Promise<boolean> {
      const field = `answers.${personId}`;
      const outcome = await invitations.updateOne(
        {
          ...{ _id: invitationId, courseId, memberIds: personId, settledAt: null, declined: false },
          ...{ dueAt: { $gt: answered.at }, [field]: { $exists: false } },
        },
        {
          $set: { [field]: answered, ...(answered.answer === 'declined' && { declined: true }) },
          $inc: { open: -1 },
          $push: { deeds: deed },
        },
      );
      return outcome.modifiedCount === 1;
    },

    /** Answers that the history may not have yet. */
    async untold(courseId: string): Promise<HistoryEntry[]> {
      const rows = await invitations
        .find({ courseId, 'deeds.0': { $exists: true } })
        .select('deeds')
        .lean<Pick<InvitationRow, 'deeds'>[]>();
      return rows.flatMap(({ deeds }) => deeds);
    },

    async toldOf(courseId: string, entryIds: readonly string[]): Promise<void> {
      const those = { courseId, 'deeds.0': { $exists: true } };
      await invitations.updateMany(those, { $pull: { deeds: { entryId: { $in: entryIds } } } });
    },

    async settle(courseId: string, invitationId: string, now: Date): Promise<void> {
      await invitations.updateOne({ _id: invitationId, courseId, settledAt: null }, { $set: { settledAt: now } });
    },

    /** What is decided or out of time, of all courses, and not yet followed; longest due first. */
    async dueInvitations(now: Date, limit: number): Promise<Invitation[]> {
      const rows = await invitations
        .find({ settledAt: null, $or: [{ dueAt: { $lte: now } }, { declined: true }, { open: 0 }] })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<InvitationRow[]>();
      return rows.map(invitationOf);
    },
  };
}

/** What is kept of it from page to page. */
export const keptInvitations: KeptParts<InvitationsStore> = {
  all: { rows: ({ invitationId }) => invitationId },
  invitation: 'kept',
  of: 'kept',
  untold: 'read',
  dueInvitations: 'read',
  add: { wrote: (_done, _courseId, fresh) => fresh.map(({ invitationId }) => invitationId) },
  answer: { wrote: (isFirst, _courseId, { invitationId }) => (isFirst ? [invitationId] : []) },
  settle: { wrote: (_done, _courseId, invitationId) => [invitationId] },
  // Answers as deeds alone, which are read each time.
  toldOf: { wrote: () => [] },
};

function rowOf({ memberIds, ...rest }: Omit<Invitation, 'invitationId' | 'courseId' | 'settledAt'>) {
  const open = memberIds.filter((id) => !rest.answers[id]).length;
  return { ...rest, memberIds: [...memberIds], open, declined: false, settledAt: null, deeds: [] };
}

function invitationModel(connection: Connection) {
  const time = { type: Date, required: true } as const;
  const schema = new Schema<InvitationRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      memberIds: [String],
      invitedAt: time,
      dueAt: time,
      answers: { type: Schema.Types.Mixed, required: true },
      open: { type: Number, required: true },
      declined: { type: Boolean, required: true },
      settledAt: { type: Date, default: null },
      publicationId: { type: String, required: true },
      deeds: { type: Schema.Types.Mixed, default: [] },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, memberIds: 1 });
  schema.index({ settledAt: 1, dueAt: 1 });
  return connection.model<InvitationRow>('Invitation', schema);
}

function invitationOf({ _id, ...row }: InvitationRow): Invitation {
  const { courseId, publicationId, memberIds, invitedAt, dueAt, answers, settledAt } = row;
  return {
    ...{ invitationId: _id, courseId, publicationId, memberIds, invitedAt, dueAt, answers },
    ...(settledAt !== null && { settledAt }),
  };
}
