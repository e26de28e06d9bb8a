import { Schema, type Connection } from 'mongoose';
import type { Form } from './comparison.js';
import type { Draft, DraftPair, DraftResult, DraftState, Unpaired } from './draft.js';
import type { PairingSetup } from './setup.js';

interface DraftRow {
  _id: string;
  courseId: string;
  form: Form;
  setup: PairingSetup;
  state: DraftState;
  revision: number;
  madeAt: Date;
  madeBy: string;
  pairs: DraftPair[];
  unpaired: Unpaired[];
  proven: boolean;
  /** How far the thread is; absent before it said anything. */
  stage?: string;
  before?: NonNullable<Draft['before']>;
  invites?: boolean;
  publicationId?: string;
  fresh?: NonNullable<Draft['fresh']>;
}

export type DraftsStore = ReturnType<typeof draftsStore>;

export function draftsStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  // Pairs are written and read whole; casting thousands of subdocuments would cost more than the query.
  const whole = { type: Schema.Types.Mixed, required: true } as const;
  const drafts = connection.model<DraftRow>(
    'Draft',
    new Schema<DraftRow>(
      {
        _id: String,
        courseId: { ...text, index: true },
        form: text,
        setup: whole,
        state: text,
        revision: { type: Number, required: true },
        madeAt: { type: Date, required: true },
        madeBy: text,
        pairs: whole,
        unpaired: whole,
        proven: { type: Boolean, required: true },
        stage: String,
        before: Schema.Types.Mixed,
        invites: Boolean,
        publicationId: String,
        fresh: Schema.Types.Mixed,
      },
      { versionKey: false, minimize: false },
    ),
  );

  return {
    async addDraft(courseId: string, draft: Omit<Draft, 'courseId'>): Promise<void> {
      const { draftId, ...row } = draft;
      await drafts.create({ ...row, _id: draftId, courseId });
    },

    async draft(courseId: string, draftId: string): Promise<Draft | undefined> {
      const row = await drafts.findOne({ _id: draftId, courseId }).lean<DraftRow | null>();
      return row ? draftOf(row) : undefined;
    },

    async finishDraft(courseId: string, draftId: string, result: DraftResult): Promise<void> {
      const { pairs, unpaired, proven } = result;
      await drafts.updateOne(
        { _id: draftId, courseId, state: 'making' },
        { $set: { state: 'ready', pairs, unpaired, proven }, $unset: { stage: 1 } },
      );
    },

    async noteStage(courseId: string, draftId: string, stage: string): Promise<void> {
      await drafts.updateOne({ _id: draftId, courseId, state: 'making' }, { $set: { stage } });
    },

    async failDraft(courseId: string, draftId: string): Promise<void> {
      await drafts.updateOne({ _id: draftId, courseId, state: 'making' }, { $set: { state: 'failed' } });
    },

    /** False when somebody edited, published or discarded it since `revision`. */
    async editDraft(
      courseId: string,
      { draftId, revision }: { draftId: string; revision: number },
      edited: DraftResult,
    ): Promise<boolean> {
      const { pairs, unpaired, proven } = edited;
      const outcome = await drafts.updateOne(
        { _id: draftId, courseId, state: 'ready', revision },
        { $set: { pairs, unpaired, proven }, $inc: { revision: 1 } },
      );
      return outcome.matchedCount === 1;
    },

    /** No edit after this; true also when it was closed before at this revision, so that a publication can be repeated. */
    async closeDraft(
      courseId: string,
      { draftId, revision }: { draftId: string; revision: number },
      closing: { pairs: readonly DraftPair[]; invites: boolean },
    ): Promise<boolean> {
      const { pairs, invites } = closing;
      const ready = { _id: draftId, courseId, revision, state: 'ready' } as const;
      const outcome = await drafts.updateOne(ready, { $set: { state: 'closed', pairs: [...pairs], invites } });
      if (outcome.matchedCount === 1) return true;
      return (await drafts.exists({ ...ready, state: 'closed' })) !== null;
    },

    /** Taken back with all that continued it: they stay readable, and their pairs count as never met. */
    async withdrawPublication(courseId: string, publicationId: string): Promise<void> {
      const those = { $or: [{ _id: publicationId }, { publicationId }] };
      await drafts.updateMany({ courseId, state: 'closed', ...those }, { $set: { state: 'withdrawn' } });
    },

    /** Members of all pairs that were ever published and not taken back. */
    async publishedMembers(courseId: string): Promise<(readonly string[])[]> {
      const closed = { courseId, state: 'closed' } as const;
      const [whole, changes] = await Promise.all([
        drafts
          .find({ ...closed, publicationId: null })
          .select('pairs')
          .lean<Pick<DraftRow, 'pairs'>[]>(),
        drafts
          .find({ ...closed, publicationId: { $ne: null } })
          .select('fresh')
          .lean<Pick<DraftRow, 'fresh'>[]>(),
      ]);
      const members = whole.flatMap(({ pairs }) => pairs.map((pair) => pair.members));
      return [...members, ...changes.flatMap(({ fresh }) => fresh ?? [])];
    },

    /** A change that did not become what is published. */
    async dropChange(courseId: string, draftId: string): Promise<void> {
      await drafts.deleteOne({ _id: draftId, courseId, publicationId: { $ne: null } });
    },

    async removeDraft(courseId: string, draftId: string): Promise<void> {
      await drafts.deleteOne({ _id: draftId, courseId, state: { $nin: ['closed', 'withdrawn'] } });
    },
  };
}

function draftOf({ _id, ...row }: DraftRow): Draft {
  return { draftId: _id, ...row };
}
