import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import { packRows, rowsAtATime, type PackedRows } from '../../shared/packed.js';
import { mapInTurns } from '../../shared/turns.js';
import type { DraftAnswers, SavedProfile } from './draft-profile.js';
import { toRow, toSaved, type ProfileRow } from './rows.rules.js';
import { withholdable, type AskedField, type Share } from './profile.js';

/** What was said: every field that was asked is here, `undefined` for what was not said. */
export interface Said {
  answers: DraftAnswers;
  shares?: readonly Share[];
  /** Sent, not put aside: these are not asked anew. */
  asked?: readonly AskedField[];
}

export type IntakeStore = ReturnType<typeof intakeStore>;

export function intakeStore(connection: Connection) {
  const list = { type: [String], required: true } as const;
  const mixed = { type: Schema.Types.Mixed, default: [] };
  const text = { type: String, default: null } as const;
  const schema = new Schema<ProfileRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      personId: { type: String, required: true },
      ...{ roleWish: text, goals: text, stage: text, helpWith: text, channel: text, timeZone: text },
      ...{ format: text, constraints: text, maxMentees: { type: Number, default: null } },
      ...{ strong: list, wanted: list, languages: list, availability: list, shares: list },
      ...{ confidence: mixed, style: mixed },
      withheld: Object.fromEntries(withholdable.map((field) => [field, Boolean])),
      asked: { type: [String], default: undefined },
      steps: list,
      scoredFor: list,
      completedAt: Date,
      changedAt: { type: Date, required: true },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, personId: 1 }, { unique: true });
  schema.index({ courseId: 1, completedAt: 1 });
  const profiles = connection.model<ProfileRow>('Profile', schema);

  return {
    /** The last of two who save at the same moment wins; neither is an error. */
    async save(courseId: string, personId: string, said: Said, now: Date): Promise<void> {
      const { answers, shares, asked = [] } = said;
      const set = { ...toRow(answers), ...(shares && { shares: [...shares] }), changedAt: now };
      await upserting(() =>
        profiles.updateOne(
          { courseId, personId },
          {
            $set: set,
            $setOnInsert: { _id: newId(), scoredFor: [], steps: [] },
            $addToSet: { asked: { $each: [...asked] } },
          },
          { upsert: true },
        ),
      );
    },

    /** A later completion does not move the first: false. */
    async complete(courseId: string, personId: string, now: Date): Promise<boolean> {
      const open = { courseId, personId, completedAt: null };
      const { modifiedCount } = await profiles.updateOne(open, { $set: { completedAt: now } });
      return modifiedCount === 1;
    },

    /** Also a profile that is not complete yet. */
    async saved(courseId: string, personId: string): Promise<SavedProfile | undefined> {
      const row = await profiles.findOne({ courseId, personId }).lean<ProfileRow | null>();
      return row ? toSaved(row) : undefined;
    },

    /** Whose profile is complete. @param personIds only theirs */
    async completed(courseId: string, personIds?: readonly string[]): Promise<Map<string, number>> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const found = await profiles.distinct('personId', { courseId, completedAt: { $ne: null }, ...whose });
      return new Map(found.map((personId) => [personId, 1]));
    },

    async allSaved(courseId: string, personIds?: readonly string[]): Promise<SavedProfile[]> {
      const those = personIds ? { personId: { $in: [...personIds] } } : {};
      const rows = await profiles
        .find({ courseId, ...those })
        .batchSize(rowsAtATime)
        .lean<ProfileRow[]>();
      return mapInTurns(rows, toSaved);
    },

    /** {@link ProfileRow}s of everybody. */
    async packed(courseId: string): Promise<PackedRows> {
      const native = profiles.db.collection<ProfileRow>(profiles.collection.name);
      const documents = native.find<Uint8Array>({ courseId }, { raw: true, batchSize: rowsAtATime });
      return packRows(await documents.toArray());
    },

    /** Who has a complete profile whose score for this activity was not recorded yet. */
    async unscored(courseId: string, activityId: string): Promise<string[]> {
      const rows = await profiles
        .find({ courseId, completedAt: { $ne: null }, scoredFor: { $ne: activityId } }, { personId: 1 })
        .lean<Pick<ProfileRow, 'personId'>[]>();
      return rows.map(({ personId }) => personId);
    },

    async markScored(courseId: string, personId: string, activityId: string): Promise<void> {
      await profiles.updateOne({ courseId, personId }, { $addToSet: { scoredFor: activityId } });
    },
  };
}

/** What is kept of it from page to page. */
export const keptIntake: KeptParts<IntakeStore> = {
  completed: 'read',
  saved: 'kept',
  allSaved: { rows: ({ personId }) => personId },
  packed: 'read',
  unscored: 'read',
  save: { wrote: (_done, _courseId, personId) => [personId] },
  complete: { wrote: (isFirst, _courseId, personId) => (isFirst ? [personId] : []) },
  // Read by who gives scores alone, each time.
  markScored: { wrote: () => [] },
};
