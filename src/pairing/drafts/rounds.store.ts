import type { Connection } from 'mongoose';
import type { Written } from '../../kept/changes.store.js';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { Round } from '../words/draft.js';
import { roundModel, type RoundRow } from './round-rows.store.js';
import type { HistoryEntry } from '../words/history.js';

export type RoundsStore = ReturnType<typeof roundsStore>;

const nothingYet = {
  draftId: null,
  publishedDraftId: null,
  publishedAt: null,
  publishedBy: null,
  previousDraftId: null,
  undoUntil: null,
  materialised: true,
  moves: 0,
} as const;

/** Grow with the course; only what follows publications reads them. */
const withoutLists = '-published -deeds';

export function roundsStore(connection: Connection) {
  const rounds = roundModel(connection);

  return {
    async round(courseId: string): Promise<Round | undefined> {
      const row = await rounds.findOne({ courseId }).select(withoutLists).lean<RoundRow | null>();
      return row ? roundOf(row) : undefined;
    },

    /** The course's round, begun if need be. */
    async openRound(courseId: string): Promise<Round> {
      const row = await upserting(() =>
        rounds
          .findOneAndUpdate(
            { courseId },
            { $setOnInsert: { _id: newId(), ...nothingYet } },
            { upsert: true, returnDocument: 'after' },
          )
          .select(withoutLists)
          .lean<RoundRow>(),
      );
      return roundOf(row);
    },

    /** Makes it the one worked on; false when another one has become that since `expected` was read. */
    async workOn(
      courseId: string,
      expected: string | undefined,
      draftId: string | undefined,
      ...deeds: readonly HistoryEntry[]
    ): Promise<boolean> {
      const filter = { courseId, draftId: expected ?? null };
      const outcome = await rounds.updateOne(filter, { $set: { draftId: draftId ?? null }, ...noted(deeds) });
      return outcome.matchedCount === 1;
    },

    /** The one write that publishes. False when this draft is no longer the one worked on, or others run than `basis`. */
    async publish(
      courseId: string,
      { draftId, basis }: { draftId: string; basis: string | undefined },
      { by, now, undoUntil }: { by: string; now: Date; undoUntil: Date },
      deed: HistoryEntry,
    ): Promise<boolean> {
      const outcome = await rounds.updateOne(
        { courseId, draftId, publishedDraftId: basis ?? null },
        {
          $set: {
            ...{ draftId: null, publishedDraftId: draftId, previousDraftId: basis ?? null, materialised: false },
            ...{ publishedAt: now, publishedBy: by, undoUntil },
          },
          $inc: { moves: 1 },
          $push: { published: { draftId, publicationId: draftId }, deeds: deed },
        },
      );
      return outcome.matchedCount === 1;
    },

    /** The one write that changes what runs and leaves the publication, with its undo, as it is. */
    async amend(
      courseId: string,
      seen: string,
      change: { draftId: string; publicationId: string },
      deeds: readonly HistoryEntry[],
    ): Promise<boolean> {
      const { draftId, publicationId } = change;
      const outcome = await rounds.updateOne(
        { courseId, publishedDraftId: seen },
        {
          $set: { publishedDraftId: draftId, materialised: false },
          $inc: { moves: 1 },
          $push: { published: { draftId, publicationId }, deeds: { $each: deeds } },
        },
      );
      return outcome.matchedCount === 1;
    },

    /** Something that hangs on the published draft has changed: the job follows it again. */
    async followAgain(courseId: string): Promise<void> {
      const again = { $set: { materialised: false }, $inc: { moves: 1 } };
      await rounds.updateOne({ courseId, publishedDraftId: { $ne: null } }, again);
    },

    /** The one write that takes a publication back. `draftId`: what is worked on then. */
    async unpublish(
      courseId: string,
      seen: {
        publishedDraftId: string;
        publicationId: string;
        previous: string | undefined;
        working: string | undefined;
      },
      draftId: string,
      deed: HistoryEntry,
    ): Promise<boolean> {
      const { publishedDraftId, publicationId, previous, working } = seen;
      const outcome = await rounds.updateOne(
        { courseId, publishedDraftId, draftId: working ?? null },
        {
          $set: {
            ...{
              draftId,
              publishedDraftId: previous ?? null,
              previousDraftId: null,
              undoUntil: null,
              materialised: false,
            },
            ...(previous === undefined && { publishedAt: null, publishedBy: null }),
          },
          $inc: { moves: 1 },
          $pull: { published: { publicationId } },
          $push: { deeds: deed },
        },
      );
      return outcome.matchedCount === 1;
    },

    /** Drafts whose pairs count as having met: published, and not taken back. */
    async publishedIds(courseId: string): Promise<string[]> {
      const row = await rounds.findOne({ courseId }).select('published').lean<Pick<RoundRow, 'published'> | null>();
      return (row?.published ?? []).map(({ draftId }) => draftId);
    },

    /** What was done and the history may not have yet. */
    async untold(courseId: string): Promise<HistoryEntry[]> {
      const row = await rounds.findOne({ courseId }).select('deeds').lean<Pick<RoundRow, 'deeds'> | null>();
      return row?.deeds ?? [];
    },

    async toldOf(courseId: string, entryIds: readonly string[]): Promise<void> {
      await rounds.updateOne({ courseId }, { $pull: { deeds: { entryId: { $in: entryIds } } } });
    },

    async isMaterialised(courseId: string, draftId: string): Promise<boolean> {
      return (await rounds.exists({ courseId, publishedDraftId: draftId, materialised: true })) !== null;
    },

    /** How often there was something to follow: read before what is followed. */
    async moves(courseId: string): Promise<number> {
      const row = await rounds.findOne({ courseId }).select('moves').lean<Pick<RoundRow, 'moves'> | null>();
      return row?.moves ?? 0;
    },

    /** Only when nothing moved since: somebody may have accepted while the job worked. */
    async markMaterialised(courseId: string, moves: number): Promise<void> {
      await rounds.updateOne({ courseId, moves: { $in: [moves, null] } }, { $set: { materialised: true } });
    },

    /** Courses, of all tenants, whose published field moved since the job last followed it. */
    async dueForMaterialising(): Promise<string[]> {
      const rows = await rounds.find({ materialised: false }).select('courseId').lean<{ courseId: string }[]>();
      return rows.map((row) => row.courseId);
    },
  };
}

/** What is kept of it from page to page. */
export const keptRounds: KeptParts<RoundsStore> = {
  round: 'kept',
  publishedIds: 'kept',
  isMaterialised: 'kept',
  untold: 'read',
  moves: 'read',
  dueForMaterialising: 'read',
  openRound: 'writes',
  workOn: { wrote: ifDone },
  publish: { wrote: ifDone },
  amend: { wrote: ifDone },
  unpublish: { wrote: ifDone },
  followAgain: 'writes',
  markMaterialised: 'writes',
  // Deeds alone, which are read each time.
  toldOf: { wrote: () => [] },
};

function ifDone(isDone: boolean): Written {
  return isDone ? 'all' : [];
}

function noted(deeds: readonly HistoryEntry[]) {
  return deeds.length === 0 ? {} : { $push: { deeds: { $each: deeds } } };
}

function roundOf(row: Omit<RoundRow, 'published' | 'deeds'>): Round {
  const { _id, courseId, draftId, publishedDraftId, previousDraftId } = row;
  const { publishedAt, publishedBy, undoUntil } = row;
  return {
    ...{ roundId: _id, courseId },
    ...(draftId !== null && { draftId }),
    ...(publishedDraftId !== null && { publishedDraftId }),
    ...(publishedAt !== null && { publishedAt }),
    ...(publishedBy !== null && { publishedBy }),
    ...(previousDraftId !== null && { previousDraftId }),
    ...(undoUntil !== null && { undoUntil }),
  };
}
