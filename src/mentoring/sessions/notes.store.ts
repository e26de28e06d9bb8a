import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Level, Note } from './note.js';

interface NoteRow extends Omit<Note, 'noteId'> {
  _id: string;
  courseId: string;
  /** Whose it is: nobody's own where it is shared. */
  ownerId: string;
  /** Everybody who has changed it. */
  writers: string[];
}

export interface WantedNote extends Pick<Note, 'key' | 'sessionId' | 'level' | 'authorId' | 'text' | 'at'> {
  /** Which one was seen; 0: none. */
  revision: number;
}

/** Who wrote what outlived them. */
const nobody = 'nobody';

export type NotesStore = ReturnType<typeof notesStore>;

export function notesStore(connection: Connection) {
  const rows = noteModel(connection);
  const placeOf = ({ key, sessionId, level, authorId }: Pick<WantedNote, 'key' | 'sessionId' | 'level' | 'authorId'>) =>
    ({ key, sessionId, level, ownerId: level === 'shared' ? '' : authorId }) as const;

  return {
    /** What this person may read of a session: what is shared, and what they wrote themselves. */
    async of(courseId: string, sessionId: string, personId: string): Promise<Note[]> {
      const found = await rows.find({ courseId, sessionId, ownerId: { $in: ['', personId] } }).lean<NoteRow[]>();
      return found.map(noteOf);
    },

    /** False: somebody has changed it since it was seen. */
    async save(courseId: string, note: WantedNote): Promise<boolean> {
      const { authorId, text, at, revision } = note;
      const place = placeOf(note);
      const values = { authorId, text, at, revision: revision + 1 };
      if (revision > 0) {
        const { matchedCount } = await rows.updateOne(
          { courseId, ...place, revision },
          { $set: values, $addToSet: { writers: authorId }, $unset: { seenAt: 1 } },
        );
        return matchedCount === 1;
      }
      try {
        await rows.create({ _id: newId(), courseId, ...place, ...values, writers: [authorId] });
        return true;
      } catch (problem) {
        if (isDuplicateKey(problem)) return false;
        throw problem;
      }
    },

    /** What coordinators have not read yet, oldest first. */
    async forCoordinators(courseId: string, atMost: number): Promise<Note[]> {
      const level: Level = 'coordinator';
      const unread = { courseId, level, seenAt: null, text: { $ne: '' } };
      const found = await rows.find(unread).sort({ at: 1, _id: 1 }).limit(atMost).lean<NoteRow[]>();
      return found.map(noteOf);
    },

    countForCoordinators: (courseId: string): Promise<number> =>
      rows.countDocuments({ courseId, level: 'coordinator', seenAt: null, text: { $ne: '' } }).exec(),

    /** False: there is none. */
    async seen(courseId: string, noteId: string, now: Date): Promise<boolean> {
      const one = { courseId, _id: noteId, level: 'coordinator' } as const;
      return (await rows.updateOne(one, { $set: { seenAt: now } })).matchedCount === 1;
    },

    /** What this person wrote, alone or with others. */
    async writtenBy(courseId: string, personId: string): Promise<Note[]> {
      return (await rows.find({ courseId, writers: personId }).lean<NoteRow[]>()).map(noteOf);
    },

    /** A shared one on which others wrote as well stays, without the name. */
    async eraseWrittenBy(courseId: string, personId: string): Promise<number> {
      const { deletedCount } = await rows.deleteMany({ courseId, writers: [personId] });
      const { modifiedCount } = await rows.updateMany(
        { courseId, writers: personId },
        { $pull: { writers: personId } },
      );
      await rows.updateMany({ courseId, authorId: personId }, { $set: { authorId: nobody } });
      return deletedCount + modifiedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptNotes: KeptParts<NotesStore> = {
  of: 'read',
  forCoordinators: 'kept',
  countForCoordinators: 'kept',
  // Only what is for coordinators stands on a page that is kept.
  save: { wrote: (done, _courseId, { level }) => (done && level === 'coordinator' ? 'all' : []) },
  seen: { wrote: (done) => (done ? 'all' : []) },
  writtenBy: 'read',
  eraseWrittenBy: 'writes',
};

function noteModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<NoteRow>(
    {
      ...{ _id: String, courseId: text, key: text, sessionId: text, level: text, authorId: text },
      ...{ ownerId: String, writers: [String], text: String, at: { type: Date, required: true } },
      ...{ revision: { type: Number, required: true }, seenAt: Date },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, sessionId: 1, level: 1, ownerId: 1 }, { unique: true });
  schema.index({ courseId: 1, level: 1, seenAt: 1, at: 1 });
  schema.index({ courseId: 1, writers: 1 });
  return connection.model<NoteRow>('SessionNote', schema);
}

function noteOf({ _id, key, sessionId, level, authorId, text, at, revision, seenAt }: NoteRow): Note {
  return { noteId: _id, key, sessionId, level, authorId, text, at, revision, ...(seenAt && { seenAt }) };
}
