import { Schema, type Connection } from 'mongoose';
import { upserting } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { Round } from './draft.js';

interface RoundRow {
  _id: string;
  courseId: string;
  draftId: string | null;
  publishedDraftId: string | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  previousDraftId: string | null;
  undoUntil: Date | null;
  /** False from the moment the published field moves until the job has followed it. */
  materialised: boolean;
}

export type RoundsStore = ReturnType<typeof roundsStore>;

const nothingYet = {
  draftId: null,
  publishedDraftId: null,
  publishedAt: null,
  publishedBy: null,
  previousDraftId: null,
  undoUntil: null,
  materialised: true,
} as const;

export function roundsStore(connection: Connection) {
  const rounds = roundModel(connection);

  return {
    async round(courseId: string): Promise<Round | undefined> {
      const row = await rounds.findOne({ courseId }).lean<RoundRow | null>();
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
          .lean<RoundRow>(),
      );
      return roundOf(row);
    },

    /** Makes it the one worked on; false when another one has become that since `expected` was read. */
    async workOn(courseId: string, expected: string | undefined, draftId: string | undefined): Promise<boolean> {
      const filter = { courseId, draftId: expected ?? null };
      const outcome = await rounds.updateOne(filter, { $set: { draftId: draftId ?? null } });
      return outcome.matchedCount === 1;
    },

    /** The one write that publishes. False when this draft is no longer the one worked on. */
    async publish(
      courseId: string,
      { draftId, previous }: { draftId: string; previous: string | undefined },
      { by, now, undoUntil }: { by: string; now: Date; undoUntil: Date },
    ): Promise<boolean> {
      const outcome = await rounds.updateOne(
        { courseId, draftId, publishedDraftId: previous ?? null },
        {
          $set: {
            ...{ draftId: null, publishedDraftId: draftId, previousDraftId: previous ?? null, materialised: false },
            ...{ publishedAt: now, publishedBy: by, undoUntil },
          },
        },
      );
      return outcome.matchedCount === 1;
    },

    /** The one write that changes what runs and leaves the publication, with its undo, as it is. */
    async amend(courseId: string, seen: string, draftId: string): Promise<boolean> {
      const filter = { courseId, publishedDraftId: seen };
      const outcome = await rounds.updateOne(filter, { $set: { publishedDraftId: draftId, materialised: false } });
      return outcome.matchedCount === 1;
    },

    /** Something that hangs on the published draft has changed: the job follows it again. */
    async followAgain(courseId: string): Promise<void> {
      await rounds.updateOne({ courseId, publishedDraftId: { $ne: null } }, { $set: { materialised: false } });
    },

    /** The one write that takes a publication back. `draftId`: what is worked on then. */
    async unpublish(
      courseId: string,
      seen: { publishedDraftId: string; previous: string | undefined; working: string | undefined },
      draftId: string,
    ): Promise<boolean> {
      const { publishedDraftId, previous, working } = seen;
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
        },
      );
      return outcome.matchedCount === 1;
    },

    async isMaterialised(courseId: string, draftId: string): Promise<boolean> {
      return (await rounds.exists({ courseId, publishedDraftId: draftId, materialised: true })) !== null;
    },

    /** Only when the published field still holds what was followed. */
    async markMaterialised(courseId: string, draftId: string | undefined): Promise<void> {
      await rounds.updateOne({ courseId, publishedDraftId: draftId ?? null }, { $set: { materialised: true } });
    },

    /** Courses, of all tenants, whose published field moved since the job last followed it. */
    async dueForMaterialising(): Promise<string[]> {
      const rows = await rounds.find({ materialised: false }).select('courseId').lean<{ courseId: string }[]>();
      return rows.map((row) => row.courseId);
    },
  };
}

function roundModel(connection: Connection) {
  const maybe = { type: String, default: null } as const;
  return connection.model<RoundRow>(
    'Round',
    new Schema<RoundRow>(
      {
        _id: String,
        courseId: { type: String, required: true, unique: true },
        draftId: maybe,
        publishedDraftId: maybe,
        publishedAt: { type: Date, default: null },
        publishedBy: maybe,
        previousDraftId: maybe,
        undoUntil: { type: Date, default: null },
        materialised: { type: Boolean, default: true, index: true },
      },
      { versionKey: false },
    ),
  );
}

function roundOf(row: RoundRow): Round {
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
