import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import { defaultSetup, withChange, type PairingSetup } from '../words/setup.js';

interface SetupRow {
  _id: string;
  courseId: string;
  setup: PairingSetup;
}

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
      },
      { versionKey: false, minimize: false },
    ),
  );

  return {
    /** As it is by default where nothing was chosen. */
    async setup(courseId: string): Promise<PairingSetup> {
      const row = await setups.findOne({ courseId }).lean<SetupRow | null>();
      // A criterion that is newer than the choice is as it is by default.
      return row ? withChange(defaultSetup, row.setup) : defaultSetup;
    },

    async isChosen(courseId: string): Promise<boolean> {
      return (await setups.exists({ courseId })) !== null;
    },

    /** Where nothing was chosen yet. */
    async beginWith(courseId: string, setup: PairingSetup): Promise<void> {
      await upserting(() =>
        setups.updateOne({ courseId }, { $setOnInsert: { _id: newId(), setup } }, { upsert: true }),
      );
    },

    async saveSetup(courseId: string, setup: PairingSetup): Promise<void> {
      await upserting(() =>
        setups.updateOne({ courseId }, { $set: { setup }, $setOnInsert: { _id: newId() } }, { upsert: true }),
      );
    },
  };
}

/** What is kept of it from page to page. */
export const keptSetups: KeptParts<SetupsStore> = {
  setup: 'kept',
  isChosen: 'kept',
  beginWith: 'writes',
  saveSetup: 'writes',
};
