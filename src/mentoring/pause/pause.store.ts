import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Pause, Pauses, Span } from './pause.js';

interface PauseRow {
  _id: string;
  courseId: string;
  personId: string;
  /** Of two changes at once one is made on top of the other. */
  revision: number;
  last: Pause;
  past: Span[];
}

export type PauseStore = ReturnType<typeof pauseStore>;

/** One record for each person of a course. */
export function pauseStore(connection: Connection) {
  const rows = pauseModel(connection);

  /** False when somebody else was faster. */
  async function write(courseId: string, { personId, last, past }: Pauses, revision: number): Promise<boolean> {
    const values = { last, past, revision: revision + 1 };
    if (revision > 0) {
      const { matchedCount } = await rows.updateOne({ courseId, personId, revision }, { $set: values });
      return matchedCount === 1;
    }
    try {
      await rows.create({ _id: newId(), courseId, personId, ...values });
      return true;
    } catch (problem) {
      if (isDuplicateKey(problem)) return false;
      throw problem;
    }
  }

  /** @param next told what is stored; undefined: nothing is to change. It may be asked again. */
  async function change(
    courseId: string,
    personId: string,
    next: (before: Pauses | undefined) => Pauses | undefined,
  ): Promise<Pauses | undefined> {
    const row = await rows.findOne({ courseId, personId }).lean<PauseRow | null>();
    const wanted = next(row ? pausesOf(row) : undefined);
    if (!wanted || (await write(courseId, wanted, row?.revision ?? 0))) return wanted;
    return change(courseId, personId, next);
  }

  return {
    change: (courseId: string, personId: string, next: (before: Pauses | undefined) => Pauses | undefined) =>
      change(courseId, personId, next),

    /** Of everybody, or only these. */
    async all(courseId: string, personIds?: readonly string[]): Promise<Pauses[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: personIds } };
      const found = await rows.find({ courseId, ...whose }).lean<PauseRow[]>();
      return found.map(pausesOf);
    },
  };
}

/** What is kept of it from page to page. */
export const keptPauses: KeptParts<PauseStore> = {
  all: { rows: ({ personId }) => personId },
  change: { wrote: (changed, _courseId, personId) => (changed ? [personId] : []) },
};

function pauseModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const time = { type: Date, required: true } as const;
  const last = new Schema<Pause>(
    { from: time, until: time, zone: text, reason: String, withIds: [String] },
    { _id: false },
  );
  const past = new Schema<Span>({ from: time, until: time }, { _id: false });
  const revision = { type: Number, required: true } as const;
  const schema = new Schema<PauseRow>(
    { _id: String, courseId: text, personId: text, revision, last: { type: last, required: true }, past: [past] },
    { versionKey: false },
  );
  schema.index({ courseId: 1, personId: 1 }, { unique: true });
  return connection.model<PauseRow>('Pause', schema);
}

function pausesOf({ personId, last, past }: PauseRow): Pauses {
  return { personId, last, past };
}
