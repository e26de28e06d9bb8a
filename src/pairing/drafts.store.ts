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
      },
      { versionKey: false, minimize: false },
    ),
  );

  return {
    async addDraft(courseId: string, draft: Omit<Draft, 'courseId'>): Promise<void> {
      const { draftId, form, setup, state, revision, madeAt, madeBy, pairs, unpaired, proven } = draft;
      const row = { courseId, form, setup, state, revision, madeAt, madeBy, pairs, unpaired, proven };
      await drafts.create({ _id: draftId, ...row });
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
    async closeDraft(courseId: string, draftId: string, revision: number): Promise<boolean> {
      const states: DraftState[] = ['ready', 'closed'];
      const filter = { _id: draftId, courseId, revision, state: { $in: states } };
      const outcome = await drafts.updateOne(filter, { $set: { state: 'closed' } });
      return outcome.matchedCount === 1;
    },

    /** Taken back: it stays readable, and its pairs count as never met. */
    async withdrawDraft(courseId: string, draftId: string): Promise<void> {
      await drafts.updateOne({ _id: draftId, courseId, state: 'closed' }, { $set: { state: 'withdrawn' } });
    },

    /** Members of all pairs that were ever published and not taken back. */
    async publishedMembers(courseId: string): Promise<(readonly string[])[]> {
      const rows = await drafts.find({ courseId, state: 'closed' }).select('pairs').lean<Pick<DraftRow, 'pairs'>[]>();
      return rows.flatMap(({ pairs }) => pairs.map(({ members }) => members));
    },

    async removeDraft(courseId: string, draftId: string): Promise<void> {
      await drafts.deleteOne({ _id: draftId, courseId, state: { $nin: ['closed', 'withdrawn'] } });
    },
  };
}

function draftOf({ _id, ...row }: DraftRow): Draft {
  return { draftId: _id, ...row };
}
