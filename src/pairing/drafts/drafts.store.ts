import { Schema, type Connection, type mongo } from 'mongoose';
import type { Written } from '../../kept/changes.store.js';
import type { KeptParts } from '../../kept/kept.js';
import { packRows, type PackedRows } from '../../shared/packed.js';
import type { Draft, DraftPair, DraftResult, DraftState, Unpaired } from '../words/draft.js';
import { metIn, type Members, type PackedPublished } from '../cohort/facts.rules.js';
import type { HistoryEntry } from '../words/history.js';
import type { PairingSetup, Form } from '../words/setup.js';

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
  gap?: NonNullable<Draft['gap']>;
  parted?: NonNullable<Draft['parted']>;
  /** How far the thread is; absent before it said anything. */
  stage?: string;
  before?: NonNullable<Draft['before']>;
  invites?: boolean;
  publicationId?: string;
  fresh?: NonNullable<Draft['fresh']>;
  basis?: string;
  around?: NonNullable<Draft['around']>;
  kept?: NonNullable<Draft['kept']>;
  apart?: NonNullable<Draft['apart']>;
  /** Edits, until the history has them. */
  deeds?: HistoryEntry[];
}

export type DraftsStore = ReturnType<typeof draftsStore>;

export function draftsStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  // Pairs are written and read whole; casting thousands of subdocuments would cost more than the query.
  const whole = { type: Schema.Types.Mixed, required: true } as const;
  const schema = new Schema<DraftRow>(
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
      gap: Schema.Types.Mixed,
      parted: Schema.Types.Mixed,
      stage: String,
      before: Schema.Types.Mixed,
      invites: Boolean,
      publicationId: String,
      fresh: Schema.Types.Mixed,
      basis: String,
      around: String,
      kept: Schema.Types.Mixed,
      apart: Schema.Types.Mixed,
      deeds: { type: Schema.Types.Mixed, default: [] },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, 'deeds.entryId': 1 });
  const drafts = connection.model<DraftRow>('Draft', schema);
  /** Holds an edit; written so that the index answers it. */
  const holdsEdit = { 'deeds.entryId': { $gt: '' } } as const;

  // For thousands of pairs at once: every field is ours and of its type, and the model would copy each of them.
  const native = drafts.db.collection<DraftRow>(drafts.collection.name);
  const written = { ignoreUndefined: true } as const;

  async function packed(filter: mongo.Filter<DraftRow>, field: 'pairs' | 'fresh'): Promise<PackedRows> {
    const documents = native.find<Uint8Array>(filter, { raw: true, projection: { [field]: 1 } });
    return packRows(await documents.toArray());
  }

  return {
    async addDraft(courseId: string, draft: Omit<Draft, 'courseId'>): Promise<void> {
      const { draftId, ...row } = draft;
      await native.insertOne({ ...row, _id: draftId, courseId, deeds: [] }, written);
    },

    async draft(courseId: string, draftId: string): Promise<Draft | undefined> {
      const row = await native.findOne({ _id: draftId, courseId }, { projection: { deeds: 0 } });
      return row ? draftOf(row) : undefined;
    },

    async finishDraft(courseId: string, draftId: string, result: DraftResult): Promise<void> {
      const { pairs, unpaired, proven, gap, parted, kept, norms } = result;
      const found = {
        ...{ pairs, unpaired, proven, ...(gap && { gap }), ...(parted && { parted }), ...(kept && { kept }) },
        ...(norms && { 'setup.norms': norms }),
      };
      await native.updateOne(
        { _id: draftId, courseId, state: 'making' },
        { $set: { state: 'ready', ...found }, $unset: { stage: 1 } },
        written,
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
      deed: HistoryEntry,
    ): Promise<boolean> {
      const { pairs, unpaired, proven, apart } = edited;
      const outcome = await native.updateOne(
        { _id: draftId, courseId, state: 'ready', revision },
        {
          $set: { pairs, unpaired, proven, ...(apart && { apart }) },
          $unset: { kept: 1, gap: 1, parted: 1, ...(!apart && { apart: 1 }) },
          $inc: { revision: 1 },
          $push: { deeds: deed },
        },
        written,
      );
      return outcome.matchedCount === 1;
    },

    /** No edit after this; true also when it was closed before as now, so that a publication can be repeated. */
    async closeDraft(
      courseId: string,
      { draftId, revision }: { draftId: string; revision: number },
      closing: { pairs: readonly DraftPair[]; invites: boolean },
    ): Promise<boolean> {
      const { pairs, invites } = closing;
      const ready = { _id: draftId, courseId, revision, state: 'ready' } as const;
      const closed = { state: 'closed' as const, pairs: [...pairs], invites };
      const outcome = await native.updateOne(ready, { $set: closed }, written);
      if (outcome.matchedCount === 1) return true;
      return (await drafts.exists({ ...ready, state: 'closed', invites })) !== null;
    },

    /** No edit of what was seen after this; false when somebody was faster. */
    async retire(courseId: string, { draftId, revision }: { draftId: string; revision: number }): Promise<boolean> {
      const seen = { _id: draftId, courseId, revision };
      const outcome = await drafts.updateOne({ ...seen, state: 'ready' }, { $set: { state: 'closed' } });
      return outcome.matchedCount === 1 || (await drafts.exists({ ...seen, state: { $ne: 'ready' } })) !== null;
    },

    /** Of drafts that were published and not taken back: all pairs, or of a change what it brought. */
    async published(courseId: string, publishedIds: readonly string[]): Promise<PackedPublished> {
      const those = { courseId, _id: { $in: [...publishedIds] } };
      const [whole, changes] = await Promise.all([
        packed({ ...those, publicationId: { $exists: false } }, 'pairs'),
        packed({ ...those, publicationId: { $exists: true } }, 'fresh'),
      ]);
      return { whole, changes };
    },

    /** Edits that the history may not have yet, also of drafts that nobody works on any more. */
    async untold(courseId: string): Promise<HistoryEntry[]> {
      const rows = await drafts
        .find({ courseId, ...holdsEdit })
        .select('deeds')
        .lean<Pick<DraftRow, 'deeds'>[]>();
      return rows.flatMap(({ deeds }) => deeds ?? []);
    },

    async toldOf(courseId: string, entryIds: readonly string[]): Promise<void> {
      await drafts.updateMany({ courseId, ...holdsEdit }, { $pull: { deeds: { entryId: { $in: entryIds } } } });
    },

    /** A change that did not become what is published. */
    async dropChange(courseId: string, draftId: string): Promise<void> {
      await drafts.deleteOne({ _id: draftId, courseId, publicationId: { $ne: null } });
    },

    /** One that nobody works on any more. Edited at the last moment it stays: the history may not have that edit yet. */
    async removeDraft(courseId: string, draftId: string): Promise<void> {
      await drafts.deleteOne({ _id: draftId, courseId, 'deeds.0': { $exists: false } });
    },
  };
}

/** What is kept of it from page to page. */
export const keptDrafts: KeptParts<DraftsStore> = {
  draft: 'kept',
  published: 'read',
  untold: 'read',
  addDraft: 'writes',
  finishDraft: 'writes',
  noteStage: 'writes',
  failDraft: 'writes',
  editDraft: { wrote: ifDone },
  closeDraft: { wrote: ifDone },
  retire: { wrote: ifDone },
  // Edits as deeds alone, which are read each time.
  toldOf: { wrote: () => [] },
  dropChange: 'writes',
  removeDraft: 'writes',
};

function ifDone(isDone: boolean): Written {
  return isDone ? 'all' : [];
}

/** Who was together in what was published: nobody changes that, so it is kept until the course is thrown away. */
export function metStore({ published }: Pick<DraftsStore, 'published'>) {
  return {
    async couples(courseId: string, publishedIds: readonly string[]): Promise<Members> {
      return metIn(await published(courseId, publishedIds));
    },
  };
}

export const keptMet: KeptParts<ReturnType<typeof metStore>> = { couples: 'kept' };

function draftOf({ _id, ...row }: DraftRow): Draft {
  return { draftId: _id, ...row };
}
