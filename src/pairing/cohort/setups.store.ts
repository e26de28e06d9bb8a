import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import { defaultSetup, withChange, type PairingSetup } from '../words/setup.js';

/** Answers that others took the place of. */
export interface Former {
  setup: PairingSetup;
  /** Who put others in their place, and when. */
  by: string;
  at: Date;
}

/** Of whoever saves: who it is, and which answers they saw. */
export interface Saving {
  by: string;
  at: Date;
  /** Absent: whatever is saved now. */
  revision?: number;
}

export interface SavedSetup {
  setup: PairingSetup;
  /** Counts what was saved; 0: by default, or of before this was counted. */
  revision: number;
  /** The latest first. */
  former: readonly Former[];
}

interface SetupRow {
  _id: string;
  courseId: string;
  setup: PairingSetup;
  revision?: number;
  former?: Former[];
}

const formerKept = 10;

export type SetupsStore = ReturnType<typeof setupsStore>;

/** How each course is paired; one document a course. */
export function setupsStore(connection: Connection) {
  const setups = connection.model<SetupRow>(
    'PairingSetup',
    new Schema<SetupRow>(
      {
        _id: String,
        courseId: { type: String, required: true, unique: true },
        // Parsed by the form that saved it, and written whole.
        setup: { type: Schema.Types.Mixed, required: true },
        revision: Number,
        former: { type: Schema.Types.Mixed },
      },
      { versionKey: false, minimize: false },
    ),
  );

  /** Where nothing was chosen yet. */
  async function beginWith(courseId: string, setup: PairingSetup): Promise<void> {
    await upserting(() => setups.updateOne({ courseId }, { $setOnInsert: { _id: newId(), setup } }, { upsert: true }));
  }

  return {
    /** As it is by default where nothing was chosen. */
    async setup(courseId: string): Promise<PairingSetup> {
      const row = await setups.findOne({ courseId }, { setup: 1 }).lean<Pick<SetupRow, 'setup'> | null>();
      return row ? whole(row.setup) : defaultSetup;
    },

    async saved(courseId: string): Promise<SavedSetup> {
      const row = await setups.findOne({ courseId }).lean<SetupRow | null>();
      if (!row) return { setup: defaultSetup, revision: 0, former: [] };
      const former = (row.former ?? []).map((one) => ({ ...one, setup: whole(one.setup) }));
      return { setup: whole(row.setup), revision: row.revision ?? 0, former };
    },

    async isChosen(courseId: string): Promise<boolean> {
      return (await setups.exists({ courseId })) !== null;
    },

    beginWith,

    /** @param instead the answers whose place it takes. False when others were saved since that revision. */
    async saveSetup(
      courseId: string,
      setup: PairingSetup,
      { instead, revision, by, at }: Saving & { instead: PairingSetup },
    ): Promise<boolean> {
      await beginWith(courseId, defaultSetup);
      const seen = revision === undefined ? {} : { revision: revision === 0 ? { $in: [0, null] } : revision };
      const former = { $each: [{ setup: instead, by, at }], $position: 0, $slice: formerKept };
      const change = { $set: { setup }, $inc: { revision: 1 }, $push: { former } };
      return (await setups.updateOne({ courseId, ...seen }, change)).matchedCount === 1;
    },
  };
}

/** A criterion or a rule that is newer than the choice is as it is by default. */
function whole(setup: PairingSetup): PairingSetup {
  return withChange(defaultSetup, setup);
}

/** What is kept of it from page to page. */
export const keptSetups: KeptParts<SetupsStore> = {
  setup: 'kept',
  saved: 'kept',
  isChosen: 'kept',
  beginWith: 'writes',
  saveSetup: 'writes',
};
