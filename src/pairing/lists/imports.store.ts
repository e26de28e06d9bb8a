import { Schema, type Connection } from 'mongoose';
import type { Lettering } from '../../shared/text-file.js';
import { newId } from '../../shared/ids.js';

/** A list that was read and waits for its teacher's word; nothing but a page shows it. */
export interface ListRead {
  readId: string;
  /** The mentor first, or peers. */
  pairs: readonly (readonly string[])[];
  /** Of a file; absent where the list was pasted. */
  file?: { name: string; lettering: Lettering };
  at: Date;
}

interface Row extends Omit<ListRead, 'readId'> {
  /** One a person and course. */
  _id: string;
  readId: string;
  courseId: string;
}

export type ImportsStore = ReturnType<typeof importsStore>;

export function importsStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const imports = connection.model<Row>(
    'ListRead',
    new Schema<Row>(
      {
        _id: String,
        readId: text,
        courseId: text,
        pairs: { type: Schema.Types.Mixed, required: true },
        file: Schema.Types.Mixed,
        at: { type: Date, required: true },
      },
      { versionKey: false },
    ),
  );
  const idOf = (courseId: string, personId: string) => `${courseId}.${personId}`;

  return {
    /** Takes the place of what the same person had read before. */
    async keep(courseId: string, personId: string, read: Omit<ListRead, 'readId'>): Promise<void> {
      const row = { _id: idOf(courseId, personId), courseId, readId: newId(), ...read };
      await imports.replaceOne({ _id: row._id, courseId }, row, { upsert: true });
    },

    async read(courseId: string, personId: string): Promise<ListRead | undefined> {
      const row = await imports.findOne({ _id: idOf(courseId, personId), courseId }).lean<Row | null>();
      if (!row) return undefined;
      const { readId, pairs, file, at } = row;
      return { readId, pairs, at, ...(file && { file }) };
    },

    async forget(courseId: string, personId: string, readId: string): Promise<void> {
      await imports.deleteOne({ _id: idOf(courseId, personId), courseId, readId });
    },
  };
}
